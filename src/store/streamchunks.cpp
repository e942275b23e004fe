// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/streamchunks.h"

#include "store/database.h"
#include "store/statement.h"

namespace dogwatch {

namespace {

constexpr char kAdd[] = "INSERT INTO stream_chunk (stream, at, messages, body) VALUES (?, ?, ?, ?)";
constexpr char kOne[] = "SELECT messages, body FROM stream_chunk WHERE stream = ? AND at = ?";
constexpr char kFrom[] = R"(
    SELECT at, body FROM stream_chunk WHERE stream = ? AND at >= ? AND at < ? ORDER BY at)";

} // namespace

Result<void> addChunk(Database &database, qint64 stream, StreamPosition at, const StreamBody &body)
{
    Statement add(database, kAdd);
    add.bind(stream).bind(at).bind(body.messages).bind(body.bytes);
    return add.run();
}

Result<std::optional<StreamChunk>> chunkAt(Database &database, qint64 stream, StreamPosition at)
{
    Statement one(database, kOne);
    one.bind(stream).bind(at);
    Result<bool> found = one.next();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<StreamChunk>();
    return std::optional(StreamChunk{at, one.integer(0), one.blob(1)});
}

Result<StreamBytes> bytesFrom(Database &database, const std::vector<StreamStretch> &stretches,
                              StreamPosition from, bool isJson, qint64 maxBytes)
{
    StreamBytes result{{}, from};
    for (const StreamStretch &stretch : stretches) {
        if (stretch.to <= result.to)
            continue;
        Statement chunks(database, kFrom);
        chunks.bind(stretch.stream).bind(result.to).bind(stretch.to);
        for (Result<bool> row = chunks.next(); !row || *row; row = chunks.next()) {
            if (!row)
                return row.error();
            const QByteArray body = chunks.blob(1);
            if (chunks.integer(0) != result.to)
                return Error{ErrorCode::Corrupt, QStringLiteral("a stream has a hole")};
            if (!result.bytes.isEmpty() && result.bytes.size() + body.size() > maxBytes)
                return result;
            if (isJson && !result.bytes.isEmpty())
                result.bytes += ',';
            result.bytes += body;
            result.to += body.size();
        }
        if (result.to != stretch.to)
            return Error{ErrorCode::Corrupt, QStringLiteral("a stream ends before its tail")};
    }
    return result;
}

} // namespace dogwatch
