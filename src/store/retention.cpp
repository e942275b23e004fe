// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/retention.h"

#include "core/fault.h"
#include "store/searchindex.h"
#include "store/searchsources.h"
#include "store/statement.h"

#include <vector>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// To take texts out of the index takes as long as to put them in.
constexpr int kRowsOfStep = 50;
// Most are passed over: those that stay.
constexpr int kEntriesOfStep = 500;

constexpr char kOldestEvents[] = R"(
    SELECT seq, session_ref, received_at FROM event
    WHERE seq < (SELECT max(seq) FROM event) ORDER BY seq LIMIT ?)";
constexpr char kRemoveEvents[] = "DELETE FROM event WHERE seq <= ?";
constexpr char kObservedSessions[] =
    "SELECT ifnull(max(session_ref), 0) FROM observation WHERE after_seq <= ?";
constexpr char kRemoveObservations[] = "DELETE FROM observation WHERE after_seq <= ?";
constexpr char kMoveFloor[] = R"(
    UPDATE retention SET floor_seq = max(floor_seq, ?), floor_ref = max(floor_ref, ?))";
constexpr char kFloorRef[] = "SELECT floor_ref FROM retention";

// The newest stays for the sake of its number, too.
constexpr char kEntries[] = R"(
    SELECT id, at FROM transcript_entry
    WHERE id > ? AND id < (SELECT max(id) FROM transcript_entry) ORDER BY id LIMIT ?)";
constexpr char kRemoveEntry[] = "DELETE FROM transcript_entry WHERE id = ?";

constexpr char kDocOfEvent[] = "SELECT id FROM search_doc WHERE key = ? AND seq = ?";
constexpr char kDocOfEntry[] = "SELECT id FROM search_doc WHERE key = ? AND entry = ?";

// Takes the text of one row out of the index, if it is there. A text that can't be made any more
// can't be taken out either, and the index is made anew behind us.
Result<void> unindex(Database &database, const Result<SearchDoc> &doc, const char *find, qint64 id)
{
    if (!doc && doc.error().code == ErrorCode::NotFound)
        return {};
    if (!doc && doc.error().code == ErrorCode::Corrupt)
        return clearSearchIndex(database);
    if (!doc)
        return doc.error();
    std::vector<qint64> ids;
    {
        Statement select(database, find);
        Result<bool> row = select.bind(doc->key).bind(id).next();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        ids.push_back(select.integer(0));
    }
    return removeSearchDocs(database, ids);
}

struct Oldest
{
    std::vector<qint64> seqs;
    qint64 lastRef = 0;
};

Result<Oldest> oldestEvents(Database &database, qint64 beforeMs)
{
    Oldest oldest;
    Statement select(database, kOldestEvents);
    select.bind(kRowsOfStep);
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row || select.integer(2) >= beforeMs)
            return oldest;
        oldest.seqs.push_back(select.integer(0));
        oldest.lastRef = std::max(oldest.lastRef, select.integer(1));
    }
}

Result<qint64> lastObservedSession(Database &database, qint64 upToSeq)
{
    Statement select(database, kObservedSessions);
    Result<bool> row = select.bind(upToSeq).next();
    if (!row)
        return row.error();
    return select.integer(0);
}

Result<void> runWith(Database &database, const char *sql, qint64 value)
{
    Statement statement(database, sql);
    return statement.bind(value).run();
}

} // namespace

Result<RetentionStep> removeOldEvents(Database &database, qint64 beforeMs)
{
    const Result<Oldest> oldest = oldestEvents(database, beforeMs);
    if (!oldest)
        return oldest.error();
    if (oldest->seqs.empty())
        return RetentionStep();
    for (const qint64 seq : oldest->seqs) {
        if (Result<void> out = unindex(database, searchDocOfEvent(database, seq), kDocOfEvent, seq);
            !out)
            return out.error();
    }
    const qint64 floor = oldest->seqs.back();
    const Result<qint64> observed = lastObservedSession(database, floor);
    if (!observed)
        return observed.error();
    for (const char *sql : {kRemoveEvents, kRemoveObservations}) {
        if (Result<void> removed = runWith(database, sql, floor); !removed)
            return removed.error();
    }
    if (faultAt("retention.before_floor"))
        return Error{ErrorCode::StorageFull, u"failpoint retention.before_floor"_s};
    Statement move(database, kMoveFloor);
    if (Result<void> moved = move.bind(floor).bind(std::max(oldest->lastRef, *observed)).run();
        !moved)
        return moved.error();
    const int removed = static_cast<int>(oldest->seqs.size());
    return RetentionStep{removed, removed == kRowsOfStep};
}

Result<RetentionStep> removeOldEntries(Database &database, qint64 beforeMs, qint64 &after)
{
    RetentionStep step;
    std::vector<qint64> old;
    qint64 readTo = after;
    {
        Statement select(database, kEntries);
        select.bind(after).bind(kEntriesOfStep);
        int seen = 0;
        while (old.size() < kRowsOfStep) {
            Result<bool> row = select.next();
            if (!row)
                return row.error();
            if (!*row)
                break;
            ++seen;
            readTo = select.integer(0);
            if (select.integer(1) < beforeMs)
                old.push_back(readTo);
        }
        step.more = seen == kEntriesOfStep || old.size() == kRowsOfStep;
    }
    for (const qint64 id : old) {
        if (Result<void> out = unindex(database, searchDocOfEntry(database, id), kDocOfEntry, id);
            !out)
            return out.error();
        if (Result<void> removed = runWith(database, kRemoveEntry, id); !removed)
            return removed.error();
    }
    after = readTo;
    step.removed = static_cast<int>(old.size());
    return step;
}

Result<qint64> lastTrimmedSession(Database &database)
{
    Statement select(database, kFloorRef);
    Result<bool> row = select.next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::Corrupt, u"the store does not say how far its log was removed"_s};
    return select.integer(0);
}

} // namespace dogwatch
