// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/streamread.h"

#include "store/database.h"
#include "store/readsnapshot.h"
#include "store/streamchunks.h"

namespace dogwatch {

namespace {

constexpr qint64 kMostBytes = 1024 * 1024;

StreamPage pageOf(const StreamRow &row)
{
    StreamPage page;
    page.found =
        row.state == StreamState::Live ? StreamPage::Found::Stream : StreamPage::Found::Deleted;
    page.id = row.id;
    page.contentType = row.contentType;
    page.expiry = row.expiry;
    page.expiresAtMs = row.expiresAtMs;
    page.isClosed = row.isClosed;
    page.tail = row.tail;
    page.from = page.to = row.tail;
    return page;
}

} // namespace

Result<StreamPage> readStream(Database &database, const StreamQuery &query, qint64 nowMs)
{
    ReadSnapshot snapshot(database);
    if (Result<void> begun = snapshot.begin(); !begun)
        return begun.error();
    Result<std::optional<StreamRow>> row = streamByPath(database, query.path);
    if (!row)
        return row.error();
    if (!*row || (*row)->isExpired(nowMs))
        return StreamPage();
    StreamPage page = pageOf(**row);
    if (page.found != StreamPage::Found::Stream || !query.withBytes
        || query.from == StreamQuery::From::Tail)
        return page;
    page.from = query.from == StreamQuery::From::Start ? 0 : query.position;
    if (page.from == page.tail)
        return page;
    Result<std::vector<StreamStretch>> stretches = stretchesOf(database, **row);
    if (!stretches)
        return stretches.error();
    Result<bool> isPlace = isPlaceIn(database, **row, *stretches, page.from);
    if (!isPlace)
        return isPlace.error();
    if (!*isPlace) {
        page.found = StreamPage::Found::NoPlace;
        return page;
    }
    Result<StreamBytes> bytes =
        bytesFrom(database, *stretches, page.from, isJsonType(page.contentType), kMostBytes);
    if (!bytes)
        return bytes.error();
    page.to = bytes->to;
    page.bytes = std::move(bytes->bytes);
    return page;
}

} // namespace dogwatch
