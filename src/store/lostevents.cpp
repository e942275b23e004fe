// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/lostevents.h"

#include "store/database.h"
#include "store/statement.h"

namespace dogwatch {

namespace {

constexpr char kRecord[] = R"(
    INSERT INTO gap (id, events, last_at, recorded_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET events = excluded.events, last_at = excluded.last_at
        WHERE excluded.events > events)";

constexpr char kSum[] = "SELECT ifnull(sum(events), 0), max(last_at) FROM gap";

constexpr char kFind[] = "SELECT events FROM gap WHERE id = ?";

} // namespace

Result<LostEvents> recordLoss(Database &database, std::span<const GapNote> notes, qint64 nowMs)
{
    for (const GapNote &note : notes) {
        Statement record(database, kRecord);
        record.bind(note.id).bind(note.lost.events).bind(note.lost.lastAtMs).bind(nowMs);
        if (Result<void> done = record.run(); !done)
            return done.error();
    }
    return recordedLoss(database);
}

Result<LostEvents> recordedLoss(Database &database)
{
    Statement sum(database, kSum);
    Result<bool> row = sum.next();
    if (!row)
        return row.error();
    return LostEvents{sum.integer(0), sum.optionalInteger(1)};
}

Result<LostEvents> knownLoss(Database &database, const DataFolder &folder)
{
    Result<LostEvents> known = recordedLoss(database);
    if (!known)
        return known;
    Result<std::vector<GapNote>> notes = GapNotes(folder).all();
    if (!notes)
        return notes.error();
    for (const GapNote &note : *notes) {
        Statement find(database, kFind);
        Result<bool> isThere = find.bind(note.id).next();
        if (!isThere)
            return isThere.error();
        if (!*isThere)
            known->add(note.lost);
    }
    return known;
}

Result<LostEvents> notedLoss(const DataFolder &folder)
{
    Result<std::vector<GapNote>> notes = GapNotes(folder).all();
    if (!notes)
        return notes.error();
    LostEvents lost;
    for (const GapNote &note : *notes)
        lost.add(note.lost);
    return lost;
}

} // namespace dogwatch
