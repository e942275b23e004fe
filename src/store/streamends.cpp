// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/streamends.h"

#include "store/database.h"
#include "store/statement.h"
#include "store/streamlog.h"
#include "store/subscriptionlinks.h"

namespace dogwatch {

namespace {

constexpr int kMostChunks = 256; // of one sweep
constexpr int kMostStreams = 64;

constexpr char kHide[] = "UPDATE stream SET state = 1, expires_at = NULL WHERE id = ?";
constexpr char kHideFree[] =
    "UPDATE stream SET state = 1, expires_at = NULL, path = NULL WHERE id = ?";
constexpr char kDrop[] = "UPDATE stream SET state = 2, expires_at = NULL, path = NULL WHERE id = ?";
constexpr char kRelease[] = "UPDATE stream SET forks = forks - 1 WHERE id = ?";

constexpr char kExpired[] = R"(
    SELECT id FROM stream WHERE expires_at IS NOT NULL AND expires_at <= ?
    ORDER BY expires_at LIMIT ?)";
constexpr char kDropped[] = "SELECT id FROM stream WHERE state = 2 ORDER BY id LIMIT 1";
constexpr char kDeleteChunks[] = R"(
    DELETE FROM stream_chunk WHERE id IN (
        SELECT id FROM stream_chunk WHERE stream = ? ORDER BY at LIMIT ?))";
constexpr char kDeleteProducers[] = "DELETE FROM stream_producer WHERE stream = ?";
constexpr char kDelete[] = "DELETE FROM stream WHERE id = ?";

Result<void> run(Database &database, const char *sql, qint64 id)
{
    Statement statement(database, sql);
    statement.bind(id);
    return statement.run();
}

Result<std::vector<qint64>> expired(Database &database, qint64 nowMs)
{
    std::vector<qint64> ids;
    Statement select(database, kExpired);
    select.bind(nowMs).bind(kMostStreams);
    for (Result<bool> row = select.next(); !row || *row; row = select.next()) {
        if (!row)
            return row.error();
        ids.push_back(select.integer(0));
    }
    return ids;
}

Result<std::optional<qint64>> oneDropped(Database &database)
{
    Statement select(database, kDropped);
    Result<bool> found = select.next();
    if (!found)
        return found.error();
    return *found ? std::optional(select.integer(0)) : std::nullopt;
}

} // namespace

Result<void> endStream(Database &database, const StreamRow &stream, PathAfterEnd path)
{
    if (Result<void> unlinked = unlinkStream(database, stream.id); !unlinked)
        return unlinked;
    if (stream.forks > 0)
        return run(database, path == PathAfterEnd::Kept ? kHide : kHideFree, stream.id);
    StreamRow last = stream;
    for (;;) {
        if (Result<void> dropped = run(database, kDrop, last.id); !dropped)
            return dropped;
        if (!last.source)
            return {};
        if (Result<void> released = run(database, kRelease, *last.source); !released)
            return released;
        Result<std::optional<StreamRow>> source = streamById(database, *last.source);
        if (!source)
            return source.error();
        if (!*source || (*source)->forks > 0 || (*source)->state == StreamState::Live)
            return {};
        last = **source;
    }
}

Result<bool> sweepStreams(Database &database, qint64 nowMs)
{
    Result<std::vector<qint64>> ids = expired(database, nowMs);
    if (!ids)
        return ids.error();
    for (const qint64 id : *ids) {
        Result<std::optional<StreamRow>> row = streamById(database, id);
        if (!row)
            return row.error();
        if (*row) {
            if (Result<void> ended = endStream(database, **row, PathAfterEnd::Free); !ended)
                return ended.error();
        }
    }
    Result<std::optional<qint64>> dropped = oneDropped(database);
    if (!dropped)
        return dropped.error();
    if (!*dropped)
        return !ids->empty();
    Statement chunks(database, kDeleteChunks);
    chunks.bind(**dropped).bind(kMostChunks);
    if (Result<void> done = chunks.run(); !done)
        return done.error();
    if (chunks.changedRows() == kMostChunks)
        return true;
    for (const char *sql : {kDeleteProducers, kDelete}) {
        if (Result<void> done = run(database, sql, **dropped); !done)
            return done.error();
    }
    return true;
}

} // namespace dogwatch
