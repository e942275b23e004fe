// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/redactionrule.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <memory>

namespace dogwatch {

class SecretFinder;

// How often each rule has hidden something, by its id.
using RedactionTally = QHash<QString, qint64>;
void addTo(RedactionTally &sum, const RedactionTally &more);

// Takes secrets out of texts before they are stored: what is not stored can't leak. A secret's
// beginning, as far as it names only its kind, stays, and behind it stands how long it was:
// "sk-ant-…[redacted 108]". Takes linear time, and hides nothing more when run over its own output.
// Immutable: any thread, shared by pointer.
class Redactor
{
public:
    explicit Redactor(std::vector<RedactionRule> more = {});
    ~Redactor();
    Redactor(const Redactor &) = delete;
    Redactor &operator=(const Redactor &) = delete;

    [[nodiscard]] QByteArray text(const QByteArray &utf8, RedactionTally &tally) const;
    [[nodiscard]] QString text(const QString &text, RedactionTally &tally) const;
    // A JSON text: within its strings alone, so that it stays one; also where escapes split a
    // secret, and where only the member's name says that its value is one. Everything else stays
    // byte for byte. The members of the outermost object that are named in `except` are left alone.
    [[nodiscard]] QByteArray json(const QByteArray &json, RedactionTally &tally,
                                  const std::vector<std::string_view> &except = {}) const;

private:
    const std::unique_ptr<const SecretFinder> m_finder;
};

} // namespace dogwatch
