// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/transcriptposition.h"

#include "store/database.h"
#include "store/statement.h"
#include "store/transcriptlog.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kPosition[] = R"(
    SELECT path, device, inode, read_to, skipping, tail_length, tail_hash FROM transcript_file
    WHERE path = ?)";
constexpr char kTextPosition[] = R"(
    SELECT path, device, inode, read_to, skipping, tail_length, tail_hash, state
    FROM transcript_text WHERE path = ?)";

constexpr char kPositions[] = R"(
    SELECT path, device, inode, read_to, skipping, tail_length, tail_hash FROM transcript_file
    ORDER BY path)";
constexpr char kTextPositions[] = R"(
    SELECT path, device, inode, read_to, skipping, tail_length, tail_hash, state
    FROM transcript_text ORDER BY path)";

// Both passes come upon the same lines, but the one over the usage looks at some only.
constexpr char kTroubles[] = R"(
    SELECT path, max(malformed), max(oversized) FROM (
        SELECT path, malformed, oversized FROM transcript_file
        UNION ALL SELECT path, malformed, oversized FROM transcript_text)
    WHERE malformed > 0 OR oversized > 0 GROUP BY path ORDER BY path)";

// A file that is read anew is counted anew.
#define DOGWATCH_MOVE_POSITION                                                                     \
    " ON CONFLICT (path) DO UPDATE SET device = excluded.device, inode = excluded.inode, "         \
    "read_to = excluded.read_to, skipping = excluded.skipping, "                                   \
    "tail_length = excluded.tail_length, tail_hash = excluded.tail_hash, "                         \
    "read_at = excluded.read_at, "                                                                 \
    "malformed = excluded.malformed + CASE WHEN ? THEN 0 ELSE malformed END, "                     \
    "oversized = excluded.oversized + CASE WHEN ? THEN 0 ELSE oversized END"

constexpr char kSetPosition[] = R"(
    INSERT INTO transcript_file (path, source, device, inode, read_to, skipping, tail_length,
        tail_hash, malformed, oversized, read_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))" DOGWATCH_MOVE_POSITION;
constexpr char kSetTextPosition[] = R"(
    INSERT INTO transcript_text (path, source, device, inode, read_to, skipping, tail_length,
        tail_hash, malformed, oversized, read_at, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))" DOGWATCH_MOVE_POSITION
                                    ", state = excluded.state RETURNING id";

TranscriptPosition readPosition(const Statement &row, TranscriptPass pass)
{
    return {static_cast<quint64>(row.integer(1)),
            static_cast<quint64>(row.integer(2)),
            row.integer(3),
            row.integer(4) != 0,
            row.integer(5),
            row.blob(6),
            pass == TranscriptPass::Texts ? row.text(7).toUtf8() : QByteArray()};
}

void bindPosition(Statement &set, const TranscriptSlice &slice, qint64 nowMs)
{
    const TranscriptPosition &after = slice.after;
    set.bind(slice.path).bind(sourceName(slice.source));
    set.bind(static_cast<qint64>(after.device)).bind(static_cast<qint64>(after.inode));
    set.bind(after.readTo).bind(after.skipping).bind(after.tailLength).bind(after.tailHash);
    set.bind(slice.findings.malformed).bind(slice.findings.oversized).bind(nowMs);
}

} // namespace

Result<void> setTranscriptPosition(Database &database, const TranscriptSlice &slice, qint64 nowMs)
{
    Statement set(database, kSetPosition);
    bindPosition(set, slice, nowMs);
    return set.bind(slice.from == 0).bind(slice.from == 0).run();
}

Result<qint64> setTextPosition(Database &database, const TranscriptSlice &slice, qint64 nowMs)
{
    Statement set(database, kSetTextPosition);
    bindPosition(set, slice, nowMs);
    set.bindUtf8(slice.after.state);
    Result<bool> row = set.bind(slice.from == 0).bind(slice.from == 0).next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::Internal, u"no row for a position"_s};
    return set.integer(0);
}

Result<std::optional<TranscriptPosition>>
transcriptPosition(Database &database, TranscriptPass pass, const QString &path)
{
    Statement select(database, pass == TranscriptPass::Texts ? kTextPosition : kPosition);
    Result<bool> row = select.bind(path).next();
    if (!row)
        return row.error();
    return *row ? std::optional(readPosition(select, pass)) : std::nullopt;
}

Result<QHash<QString, TranscriptPosition>> transcriptPositions(Database &database,
                                                               TranscriptPass pass)
{
    QHash<QString, TranscriptPosition> positions;
    Statement select(database, pass == TranscriptPass::Texts ? kTextPositions : kPositions);
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return positions;
        positions.insert(select.text(0), readPosition(select, pass));
    }
}

Result<QHash<QString, LineTroubles>> lineTroubles(Database &database)
{
    QHash<QString, LineTroubles> troubles;
    Statement select(database, kTroubles);
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return troubles;
        troubles.insert(select.text(0), {select.integer(1), select.integer(2)});
    }
}

} // namespace dogwatch
