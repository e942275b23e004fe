// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/evidence.h"

#include <QHash>
#include <QString>

#include <vector>

namespace dogwatch {

// What calls are compared with each other: the same tool in the same project and, where the tool
// runs commands, the same command: "git push origin main" is "git push", "pytest -q" is "pytest".
[[nodiscard]] QString callKindOf(const QString &project, const QString &tool,
                                 const QString &summary);

// How long calls of each kind have taken, and from that, how long one may take before it is out of
// the ordinary. One thread at a time.
class CallHistory
{
public:
    void add(const QString &kind, qint64 durationMs);

    // Nothing for tools that wait for others as long as these need: subagents, questions.
    [[nodiscard]] std::optional<SessionEvidence::Usual> usualOf(const QString &kind,
                                                                const QString &tool) const;

private:
    QHash<QString, std::vector<qint64>> m_durations;
};

} // namespace dogwatch
