// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/monitorstream.h"

#include "store/database.h"
#include "store/readmodeljson.h"
#include "store/readsnapshot.h"

#include <QJsonDocument>

namespace dogwatch {

namespace {

constexpr qint64 kMostBytes = 1024 * 1024;
constexpr int kMostEvents = 1000;

constexpr char kEnds[] = R"(
    SELECT ifnull((SELECT min(seq) FROM event), 1), ifnull((SELECT max(seq) FROM event), 0))";

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// The payload stands in it as it came in.
Result<QByteArray> messageOf(Database &database, const EventRow &row)
{
    QJsonObject object = toJson(row);
    Result<QByteArray> payload = eventPayload(database, row.seq);
    if (!payload && payload.error().code != ErrorCode::Corrupt)
        return payload.error();
    if (!payload) {
        object.insert(QStringLiteral("payload"), QJsonValue());
        object.insert(QStringLiteral("payload_error"), payload.error().text);
        return compact(object);
    }
    QByteArray text = compact(object);
    text.chop(1);
    text += ",\"payload\":";
    text += *payload;
    text += '}';
    return text;
}

Result<void> addEvents(Database &database, StreamPage &page)
{
    EventQuery query;
    query.afterSeq = page.from;
    query.limit = kMostEvents;
    const Result<std::vector<EventRow>> rows = events(database, query);
    if (!rows)
        return rows.error();
    for (const EventRow &row : *rows) {
        Result<QByteArray> message = messageOf(database, row);
        if (!message)
            return message.error();
        if (!page.bytes.isEmpty() && page.bytes.size() + message->size() > kMostBytes)
            break;
        if (!page.bytes.isEmpty())
            page.bytes += ',';
        page.bytes += *message;
        page.to = row.seq;
    }
    return {};
}

} // namespace

Result<StreamPage> readMonitorStream(Database &database, const StreamQuery &query)
{
    ReadSnapshot snapshot(database);
    if (Result<void> begun = snapshot.begin(); !begun)
        return begun.error();
    Statement ends(database, kEnds);
    Result<bool> row = ends.next();
    if (!row)
        return row.error();
    const StreamPosition start = ends.integer(0) - 1;
    StreamPage page;
    page.found = StreamPage::Found::Stream;
    page.contentType = QByteArrayLiteral("application/json");
    page.tail = ends.integer(1);
    page.from = page.to = page.tail;
    if (!query.withBytes || query.from == StreamQuery::From::Tail)
        return page;
    page.from = query.from == StreamQuery::From::Start ? start : query.position;
    page.to = page.from;
    if (page.from < start || page.from > page.tail)
        page.found = page.from < start ? StreamPage::Found::Trimmed : StreamPage::Found::NoPlace;
    else if (Result<void> added = addEvents(database, page); !added)
        return added.error();
    return page;
}

} // namespace dogwatch
