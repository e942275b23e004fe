// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/storagepolicy.h"

#include <QByteArray>
#include <QHash>
#include <QString>

struct stat;

namespace dogwatch {

// What may lie of a file that was set aside: an element of a batch, a bare payload, or anything
// else. Where texts are not stored, its length and hash. Where outputs are not, a JSON object
// without them, and of anything else, in which nobody can tell outputs from the rest, length and
// hash again. Secrets are taken out of what is left, of a text that is no JSON as of any other.
// The same when run over its own output. Pure; any thread.
[[nodiscard]] QByteArray storedSetAside(const QByteArray &content, const StoragePolicy &policy,
                                        RedactionTally &tally);

// Holds the folder of what was set aside (spool/rejected) to what a person wants kept: the hook
// client puts files there that know no rules, and so does the intake, so that nothing is lost
// before it is looked at. Each file is replaced as a whole, or stays as it was. Links, files of
// others and those too large for a hook are not looked into; neither are names with a leading dot,
// which hooks still write.
//
// Blocking; one thread at a time.
class SetAsidePrivacy
{
public:
    // Looks at what it has not seen yet under this policy; how much was hidden by which rule.
    RedactionTally hold(const QString &folder, const StoragePolicy &policy);

private:
    struct Seen
    {
        quint64 inode = 0;
        qint64 modifiedNs = 0;

        bool operator==(const Seen &) const = default;
    };
    [[nodiscard]] static Seen seenOf(const struct stat &info);
    void holdFile(const QString &folder, const QString &name, RedactionTally &tally);

    StoragePolicy m_policy; // that m_seen is about
    QHash<QString, Seen> m_seen; // by name
};

} // namespace dogwatch
