// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/jsonmessages.h"
#include "store/database.h"
#include "store/statement.h"
#include "store/streamchunks.h"
#include "store/streamends.h"
#include "store/streamlog.h"
#include "store/subscriptionlinks.h"

namespace dogwatch {

namespace {

constexpr char kCreate[] = R"(
    INSERT INTO stream (path, state, content_type, ttl, expires_text, expires_at, closed, tail,
        last_seq, closed_by, closed_epoch, closed_seq, source, source_path, fork_at, fork_given,
        fork_sub, forks)
    VALUES (?, 0, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, ?, ?, ?, ?, ?, 0)
    RETURNING id)";
constexpr char kHold[] = "UPDATE stream SET forks = forks + 1 WHERE id = ?";

constexpr char kDefaultType[] = "application/octet-stream";

// Where a fork leaves its source, and what of the append there it still takes along.
struct ForkPlace
{
    StreamPosition at = 0;
    StreamBody prefix;
};

Result<bool> isAsAsked(Database &database, const StreamRow &row, const StreamCreate &create)
{
    const bool isFork = !create.sourcePath.isEmpty();
    StreamExpiry expiry = create.expiry;
    QByteArray type = create.contentType;
    if (isFork != row.source.has_value() || create.isClosed != row.isClosed)
        return false;
    if (isFork) {
        const bool samePlace = create.forkAt ? *create.forkAt == row.forkAt : !row.isForkGiven;
        if (create.sourcePath != row.sourcePath || create.forkSub != row.forkSub || !samePlace)
            return false;
        Result<std::optional<StreamRow>> source = streamById(database, *row.source);
        if (!source)
            return source.error();
        if (*source && !expiry.isGiven())
            expiry = (*source)->expiry;
        if (type.isEmpty())
            type = row.contentType;
    }
    if (type.isEmpty())
        type = kDefaultType;
    return expiry == row.expiry && mediaEssence(type) == mediaEssence(row.contentType);
}

// As many units of the append as are asked for; nothing where it has fewer.
std::optional<StreamBody> prefixOf(const StreamChunk &chunk, qint64 units, bool isJson)
{
    if (units > (isJson ? chunk.messages : chunk.body.size()))
        return std::nullopt;
    if (!isJson)
        return StreamBody{chunk.body.first(units), 1, true};
    std::optional<JsonMessages> messages = jsonMessages('[' + chunk.body + ']', units);
    if (!messages)
        return std::nullopt;
    return StreamBody{std::move(messages->joined), messages->count, true};
}

// Nothing: the source has no such place.
Result<std::optional<ForkPlace>> placeOf(Database &database, const StreamRow &source,
                                         const StreamCreate &create)
{
    ForkPlace place{create.forkAt.value_or(source.tail), {}};
    if (place.at > source.tail)
        return std::optional<ForkPlace>();
    Result<std::vector<StreamStretch>> stretches = stretchesOf(database, source);
    if (!stretches)
        return stretches.error();
    Result<bool> isPlace = isPlaceIn(database, source, *stretches, place.at);
    if (!isPlace)
        return isPlace.error();
    if (!*isPlace || (create.forkSub > 0 && place.at == source.tail))
        return std::optional<ForkPlace>();
    if (create.forkSub == 0)
        return std::optional(place);
    for (const StreamStretch &stretch : *stretches) {
        if (place.at < stretch.from || place.at >= stretch.to)
            continue;
        Result<std::optional<StreamChunk>> chunk = chunkAt(database, stretch.stream, place.at);
        if (!chunk)
            return chunk.error();
        if (!*chunk)
            break;
        auto prefix = prefixOf(**chunk, create.forkSub, isJsonType(source.contentType));
        if (!prefix)
            break;
        place.prefix = std::move(*prefix);
        return std::optional(std::move(place));
    }
    return std::optional<ForkPlace>();
}

Result<void> insert(Database &database, StreamRow &row)
{
    Statement create(database, kCreate);
    create.bindUtf8(row.path)
        .bindUtf8(row.contentType)
        .bind(row.expiry.ttlS)
        .bindUtf8(row.expiry.at)
        .bind(row.expiresAtMs)
        .bind(row.isClosed)
        .bind(row.tail)
        .bind(row.source)
        .bindUtf8(row.sourcePath)
        .bind(row.forkAt)
        .bind(row.isForkGiven)
        .bind(row.forkSub);
    Result<bool> made = create.next();
    if (!made)
        return made.error();
    row.id = create.integer(0);
    return {};
}

// The path is free, the place known, the body sound: from here on nothing is refused.
Result<StreamOutcome> make(Database &database, StreamRow row, const StreamBody &prefix,
                           const StreamBody &body, qint64 nowMs)
{
    row.tail = row.forkAt + prefix.bytes.size() + body.bytes.size();
    if (row.expiry.ttlS)
        row.expiresAtMs = nowMs + 1000 * *row.expiry.ttlS;
    else
        row.expiresAtMs = row.expiry.atMs;
    if (Result<void> inserted = insert(database, row); !inserted)
        return inserted.error();
    StreamPosition at = row.forkAt;
    for (const StreamBody *part : {&prefix, &body}) {
        if (part->isEmpty())
            continue;
        if (Result<void> added = addChunk(database, row.id, at, *part); !added)
            return added.error();
        at += part->bytes.size();
    }
    if (row.source) {
        Statement hold(database, kHold);
        hold.bind(*row.source);
        if (Result<void> held = hold.run(); !held)
            return held.error();
    }
    if (Result<void> linked = linkNewStream(database, row.path, row.id); !linked)
        return linked.error();
    return StreamOutcome{StreamVerdict::Created, row, {}, 0, row.tail > row.forkAt};
}

StreamOutcome refused(StreamVerdict verdict)
{
    return {verdict, {}, {}, 0, false};
}

// Makes a fork of the row. Nothing: it can be made; else why not.
Result<std::optional<StreamVerdict>> fork(Database &database, const StreamCreate &create,
                                          qint64 nowMs, StreamRow &row, StreamBody &prefix)
{
    const auto no = [](StreamVerdict verdict) { return std::optional(verdict); };
    Result<std::optional<StreamRow>> found = streamByPath(database, create.sourcePath);
    if (!found)
        return found.error();
    if (!*found || (*found)->isExpired(nowMs))
        return no(StreamVerdict::SourceNotFound);
    const StreamRow &source = **found;
    if (source.state != StreamState::Live)
        return no(StreamVerdict::SourceGone);
    if (create.contentType.isEmpty())
        row.contentType = source.contentType;
    else if (mediaEssence(create.contentType) != mediaEssence(source.contentType))
        return no(StreamVerdict::OtherType);
    Result<std::optional<ForkPlace>> place = placeOf(database, source, create);
    if (!place)
        return place.error();
    if (!*place)
        return no(StreamVerdict::BadFork);
    if (!row.expiry.isGiven())
        row.expiry = source.expiry;
    row.source = source.id;
    row.sourcePath = create.sourcePath;
    row.forkAt = (*place)->at;
    row.isForkGiven = create.forkAt.has_value();
    row.forkSub = create.forkSub;
    prefix = std::move((*place)->prefix);
    return std::optional<StreamVerdict>();
}

} // namespace

Result<StreamOutcome> createStream(Database &database, const StreamCreate &create, qint64 nowMs)
{
    Result<std::optional<StreamRow>> there = streamByPath(database, create.path);
    if (!there)
        return there.error();
    if (*there && !(*there)->isExpired(nowMs)) {
        if ((*there)->state != StreamState::Live)
            return refused(StreamVerdict::OtherConfig);
        Result<bool> same = isAsAsked(database, **there, create);
        if (!same)
            return same.error();
        return StreamOutcome{
            *same ? StreamVerdict::Exists : StreamVerdict::OtherConfig, **there, {}, 0, false};
    }

    StreamRow row;
    row.path = create.path;
    row.contentType = create.contentType.isEmpty() ? QByteArray(kDefaultType) : create.contentType;
    row.expiry = create.expiry;
    row.isClosed = create.isClosed;
    StreamBody prefix;
    if (!create.sourcePath.isEmpty()) {
        Result<std::optional<StreamVerdict>> obstacle = fork(database, create, nowMs, row, prefix);
        if (!obstacle)
            return obstacle.error();
        if (*obstacle)
            return refused(**obstacle);
    }
    const StreamBody body = bodyOf(create.body, isJsonType(row.contentType));
    if (!body.isValid)
        return refused(StreamVerdict::BadJson);
    if (*there) {
        if (Result<void> ended = endStream(database, **there, PathAfterEnd::Free); !ended)
            return ended.error();
    }
    return make(database, std::move(row), prefix, body, nowMs);
}

} // namespace dogwatch
