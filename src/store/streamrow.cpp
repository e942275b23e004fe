// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/streamrow.h"

#include "store/database.h"
#include "store/statement.h"

#include <algorithm>

namespace dogwatch {

namespace {

constexpr char kByPath[] = R"(
    SELECT id, path, state, content_type, ttl, expires_text, expires_at, closed, tail, last_seq,
        closed_by, closed_epoch, closed_seq, source, source_path, fork_at, fork_given, fork_sub,
        forks
    FROM stream WHERE path = ?)";
constexpr char kById[] = R"(
    SELECT id, path, state, content_type, ttl, expires_text, expires_at, closed, tail, last_seq,
        closed_by, closed_epoch, closed_seq, source, source_path, fork_at, fork_given, fork_sub,
        forks
    FROM stream WHERE id = ?)";
constexpr char kPlace[] = "SELECT 1 FROM stream_chunk WHERE stream = ? AND at = ?";

StreamRow rowOf(const Statement &from)
{
    StreamRow row;
    row.id = from.integer(0);
    row.path = from.blob(1);
    row.state = static_cast<StreamState>(from.integer(2));
    row.contentType = from.blob(3);
    row.expiry.ttlS = from.optionalInteger(4);
    row.expiry.at = from.blob(5);
    row.expiresAtMs = from.optionalInteger(6);
    if (!row.expiry.ttlS)
        row.expiry.atMs = row.expiresAtMs;
    row.isClosed = from.integer(7) != 0;
    row.tail = from.integer(8);
    if (!from.isNull(9))
        row.lastSeq = from.blob(9);
    if (!from.isNull(10))
        row.closedBy = ProducerClaim{from.blob(10), from.integer(11), from.integer(12)};
    row.source = from.optionalInteger(13);
    row.sourcePath = from.blob(14);
    row.forkAt = from.integer(15);
    row.isForkGiven = from.integer(16) != 0;
    row.forkSub = from.integer(17);
    row.forks = from.integer(18);
    return row;
}

Result<std::optional<StreamRow>> oneOf(Statement &select)
{
    Result<bool> found = select.next();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<StreamRow>();
    return std::optional(rowOf(select));
}

} // namespace

Result<std::optional<StreamRow>> streamByPath(Database &database, const QByteArray &path)
{
    Statement select(database, kByPath);
    select.bindUtf8(path);
    return oneOf(select);
}

Result<std::optional<StreamRow>> streamById(Database &database, qint64 id)
{
    Statement select(database, kById);
    select.bind(id);
    return oneOf(select);
}

Result<std::vector<StreamStretch>> stretchesOf(Database &database, const StreamRow &stream)
{
    std::vector<StreamStretch> stretches{{stream.id, stream.forkAt, stream.tail}};
    StreamPosition end = stream.forkAt;
    std::optional<qint64> above = stream.source;
    while (above && end > 0) {
        Result<std::optional<StreamRow>> row = streamById(database, *above);
        if (!row)
            return row.error();
        if (!*row)
            return Error{ErrorCode::Corrupt, QStringLiteral("a fork's source is not there")};
        const StreamRow &source = **row;
        if (source.forkAt < end)
            stretches.push_back({source.id, source.forkAt, end});
        end = std::min(end, source.forkAt);
        above = source.source;
    }
    std::reverse(stretches.begin(), stretches.end());
    return stretches;
}

Result<bool> isPlaceIn(Database &database, const StreamRow &stream,
                       const std::vector<StreamStretch> &stretches, StreamPosition position)
{
    if (position == stream.tail)
        return true;
    for (const StreamStretch &stretch : stretches) {
        if (position < stretch.from || position >= stretch.to)
            continue;
        Statement place(database, kPlace);
        place.bind(stretch.stream).bind(position);
        return place.next();
    }
    return false;
}

} // namespace dogwatch
