// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/streamrequest.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kRoot("/v1/stream/");

Error misuse(const QString &text)
{
    return {ErrorCode::InvalidInput, text};
}

bool isTrue(QByteArrayView value)
{
    return value.compare("true", Qt::CaseInsensitive) == 0;
}

Result<QByteArray> pathBelowRoot(const QByteArray &path)
{
    if (!path.startsWith(kRoot) || path.size() == kRoot.size()
        || !QUtf8StringView(path).isValidUtf8())
        return misuse(u"a stream's path is /v1/stream/ and a name in UTF-8"_s);
    return path.sliced(kRoot.size());
}

// What can't be a media type is bytes.
QByteArray typeForCreate(QByteArrayView header)
{
    const bool isAscii =
        std::all_of(header.begin(), header.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
    if (header.trimmed().isEmpty())
        return {};
    return isAscii && !mediaEssence(header).isEmpty()
        ? header.toByteArray()
        : QByteArrayLiteral("application/octet-stream");
}

Result<void> readFork(const RequestHead &head, StreamCreate &create)
{
    const QByteArrayView source = head.header("Stream-Forked-From");
    const QByteArrayView at = head.header("Stream-Fork-Offset");
    const QByteArrayView sub = head.header("Stream-Fork-Sub-Offset");
    if (source.isNull())
        return at.isNull() && sub.isNull()
            ? Result<void>()
            : misuse(u"a fork's offset without Stream-Forked-From"_s);
    const std::optional<QByteArray> decoded = percentDecoded(source, false);
    Result<QByteArray> path = pathBelowRoot(decoded.value_or(QByteArray()));
    if (!path)
        return path.error();
    create.sourcePath = std::move(path).value();
    if (!at.isNull()) {
        create.forkAt = positionOfToken(at);
        if (!create.forkAt)
            return misuse(u"Stream-Fork-Offset is no offset"_s);
    }
    if (!sub.isNull()) {
        const std::optional<qint64> count = parseCount(sub);
        if (!count || (*count > 0 && at.isNull()))
            return misuse(u"Stream-Fork-Sub-Offset must be a count past Stream-Fork-Offset"_s);
        create.forkSub = *count;
    }
    return {};
}

// All three headers or none.
Result<std::optional<ProducerClaim>> producerOf(const RequestHead &head)
{
    const QByteArrayView id = head.header("Producer-Id");
    const QByteArrayView epoch = head.header("Producer-Epoch");
    const QByteArrayView seq = head.header("Producer-Seq");
    if (id.isNull() && epoch.isNull() && seq.isNull())
        return std::optional<ProducerClaim>();
    const std::optional<qint64> epochNumber = parseCount(epoch);
    const std::optional<qint64> seqNumber = parseCount(seq);
    if (id.isEmpty() || !epochNumber || !seqNumber)
        return misuse(u"Producer-Id, Producer-Epoch and Producer-Seq go together, the last two "
                      u"being whole numbers"_s);
    return std::optional(ProducerClaim{id.toByteArray(), *epochNumber, *seqNumber});
}

Result<void> readOffset(const RequestHead &head, StreamQuery &query)
{
    if (head.queryCount("offset") == 0)
        return {};
    const QByteArray offset = head.queryValue("offset");
    if (head.queryCount("offset") > 1)
        return misuse(u"offset is given more than once"_s);
    if (offset == "-1")
        return {};
    if (offset == "now") {
        query.from = StreamQuery::From::Tail;
        return {};
    }
    const std::optional<StreamPosition> position = positionOfToken(offset);
    if (!position)
        return misuse(u"offset is none that this server has given"_s);
    query.from = StreamQuery::From::Position;
    query.position = *position;
    return {};
}

} // namespace

bool isStreamPath(const RequestHead &head)
{
    return head.path.startsWith(kRoot);
}

Result<QByteArray> streamPathOf(const RequestHead &head)
{
    return pathBelowRoot(head.path);
}

Result<StreamCreate> streamCreateOf(const HttpRequest &request)
{
    const RequestHead &head = request.head;
    StreamCreate create;
    Result<QByteArray> path = streamPathOf(head);
    if (!path)
        return path.error();
    create.path = std::move(path).value();
    create.contentType = typeForCreate(head.header("Content-Type"));
    const std::optional<StreamExpiry> expiry =
        parseExpiry(head.header("Stream-TTL"), head.header("Stream-Expires-At"));
    if (!expiry)
        return misuse(u"Stream-TTL is seconds, Stream-Expires-At RFC 3339, and only one of them "
                      u"may be given"_s);
    create.expiry = *expiry;
    create.isClosed = isTrue(head.header("Stream-Closed"));
    if (Result<void> fork = readFork(head, create); !fork)
        return fork.error();
    create.body = request.body;
    return create;
}

Result<StreamAppend> streamAppendOf(const HttpRequest &request)
{
    const RequestHead &head = request.head;
    StreamAppend append;
    Result<QByteArray> path = streamPathOf(head);
    if (!path)
        return path.error();
    append.path = std::move(path).value();
    Result<std::optional<ProducerClaim>> producer = producerOf(head);
    if (!producer)
        return producer.error();
    append.producer = std::move(producer).value();
    append.closes = isTrue(head.header("Stream-Closed"));
    append.contentType = head.header("Content-Type").toByteArray();
    if (request.body.isEmpty() && !append.closes)
        return misuse(u"there is nothing to append"_s);
    if (!request.body.isEmpty() && append.contentType.trimmed().isEmpty())
        return misuse(u"Content-Type is missing"_s);
    append.body = bodyOf(request.body, isJsonType(append.contentType));
    if (const QByteArrayView seq = head.header("Stream-Seq"); !seq.isEmpty())
        append.seq = seq.toByteArray();
    return append;
}

Result<StreamReadRequest> streamReadOf(const RequestHead &head)
{
    StreamReadRequest read;
    Result<QByteArray> path = streamPathOf(head);
    if (!path)
        return path.error();
    read.query.path = std::move(path).value();
    if (Result<void> offset = readOffset(head, read.query); !offset)
        return offset.error();
    const QByteArray live = head.queryValue("live");
    if (!live.isNull() && live != "long-poll" && live != "sse")
        return misuse(u"live is long-poll or sse"_s);
    if (!live.isNull() && head.queryCount("offset") == 0)
        return misuse(u"a live read begins at an offset"_s);
    if (live == "long-poll")
        read.live = StreamReadRequest::Live::LongPoll;
    else if (live == "sse")
        read.live = StreamReadRequest::Live::Events;
    read.cursor = head.queryValue("cursor");
    if (const QByteArrayView match = head.header("If-None-Match"); !match.isNull())
        read.ifNoneMatch = match.toByteArray();
    return read;
}

} // namespace dogwatch
