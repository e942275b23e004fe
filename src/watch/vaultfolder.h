// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "store/vaulttable.h"
#include "watch/transcriptfile.h"

#include <QSet>

#include <atomic>

namespace dogwatch {

// The copies in the vault: each the content of a transcript, compressed, under the hash of that
// content, so that equal ones are one. A copy has its name only when it is whole, synced and read
// back; a kill in between leaves a temporary file, which the next sweep takes away.
//
// Blocking, in bounded memory; for a thread of a pool or a command. One process at a time changes
// the folder: the one that holds the instance lock.
class VaultFolder
{
public:
    explicit VaultFolder(const DataFolder &folder);

    struct Copy
    {
        QByteArray hash;
        qint64 size = 0;
        qint64 storedSize = 0;
    };
    // What the file holds now, up to its size when it was opened. Cancelled: `cancelled` became
    // true.
    [[nodiscard]] Result<Copy> keep(const TranscriptFile &file,
                                    const std::atomic<bool> &cancelled) const;

    // Corrupt: what the copy yields is not what was kept. NotFound: there is none.
    [[nodiscard]] Result<void> verify(const VaultFile &file) const;

    enum class Restored {
        Written,
        WasThere
    };
    // Puts the content at `target`, with the time of its last change. Conflict: another file stands
    // there, and `force` is not given. The target is replaced as a whole or not at all.
    [[nodiscard]] Result<Restored> restore(const VaultFile &file, const QString &target,
                                           bool force) const;

    // Takes away copies that are not among `wanted` and what was left half done. The bytes freed.
    [[nodiscard]] Result<qint64> sweep(const QSet<QByteArray> &wanted) const;

private:
    [[nodiscard]] QString pathOf(const QByteArray &hash) const;

    const QString m_path;
};

} // namespace dogwatch
