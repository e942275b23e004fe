// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "core/result.h"
#include "store/spoolfolder.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace dogwatch {

// How many events are known to be lost, and when the last of them was; unix ms by the hook's clock.
struct LostEvents
{
    qint64 events = 0;
    std::optional<qint64> lastAtMs;

    void add(const LostEvents &more);
    friend bool operator==(const LostEvents &, const LostEvents &) = default;
};

// One file of notes that hooks wrote about events which they could not even spool.
struct GapNote
{
    QString id; // of this file alone; empty while hooks still write to it
    LostEvents lost;
    qint64 bytes = 0;
};

// The notes in the spool folder. Hooks append to ".gap", a line "UNIX_MS SOURCE REASON" for each
// event. Claiming renames it to ".gap.ID", so that they begin another and the lines have a name by
// which the store can know that it has them already. Blocking; pool thread.
class GapNotes
{
public:
    explicit GapNotes(const DataFolder &folder);

    // The rename is on disk when this returns: else a power cut could bring the lines back under
    // the name that says they are new. What bears the name and is no file of ours is set aside.
    [[nodiscard]] Result<void> claim(qint64 nowMs) const;
    // In order of their claim; what can't be read is passed over and stays.
    [[nodiscard]] std::vector<GapNote> claimed() const;
    // Everything that lies there, also what hooks have written since the last claim, under an empty
    // id. An error where one can't be read: nobody knows then how many events are lost.
    [[nodiscard]] Result<std::vector<GapNote>> all() const;
    // False: it has grown since it was read, by a hook that had it open, and stays.
    [[nodiscard]] Result<bool> remove(const GapNote &note) const;

private:
    [[nodiscard]] QStringList claimedIds() const;
    [[nodiscard]] Result<GapNote> read(const QString &id) const;

    QString m_folder;
    SpoolFolder m_spool;
};

} // namespace dogwatch
