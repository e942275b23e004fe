// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/streamanswer.h"

namespace dogwatch {

namespace {

HttpResponse &mark(HttpResponse &response)
{
    return response.addHeader("Cross-Origin-Resource-Policy", "same-origin");
}

HttpResponse refusal(int status, QByteArrayView code, QByteArrayView message)
{
    HttpResponse response = HttpResponse::error(status, code, message);
    mark(response);
    return response;
}

HttpResponse plain(int status, StreamPosition next, bool isClosed)
{
    HttpResponse response = HttpResponse::empty(status);
    mark(response);
    response.addHeader("Stream-Next-Offset", offsetToken(next));
    if (isClosed)
        response.addHeader("Stream-Closed", "true");
    return response;
}

// Of a refusal that every kind of writing shares.
HttpResponse refusalOf(const StreamOutcome &outcome)
{
    switch (outcome.verdict) {
    case StreamVerdict::Gone:
        return refusal(410, "deleted", "the stream was deleted");
    case StreamVerdict::OtherConfig:
        return refusal(409, "conflict", "there is another stream of that path");
    case StreamVerdict::SourceNotFound:
        return refusal(404, "source_not_found", "there is no such stream to fork");
    case StreamVerdict::SourceGone:
        return refusal(409, "source_deleted", "the stream to fork was deleted");
    case StreamVerdict::BadFork:
        return refusal(400, "bad_fork_offset", "the stream to fork has no such place");
    case StreamVerdict::OtherType:
        return refusal(409, "content_type_mismatch", "the stream is of another content type");
    case StreamVerdict::BadJson:
        return refusal(400, "bad_json", "the body is not JSON, or nested too deep");
    case StreamVerdict::NoMessages:
        return refusal(400, "empty", "there is nothing to append");
    case StreamVerdict::NewEpochNotAtZero:
        return refusal(400, "bad_epoch_start", "a new epoch begins with Producer-Seq 0");
    case StreamVerdict::SeqTooLow:
        return refusal(409, "seq_conflict", "Stream-Seq is not greater than the last one");
    default:
        return refusal(404, "not_found", "there is no such stream");
    }
}

void addProducer(HttpResponse &response, const StreamOutcome &outcome)
{
    if (!outcome.producer)
        return;
    response.addHeader("Producer-Epoch", outcome.producer->epoch);
    response.addHeader("Producer-Seq", outcome.producer->lastSeq);
}

bool names(QByteArrayView list, QByteArrayView tag)
{
    for (const QByteArray &item : list.toByteArray().split(',')) {
        const QByteArray one = item.trimmed();
        if (one == tag || one == "*" || one == "W/" + tag.toByteArray())
            return true;
    }
    return false;
}

QByteArray bodyOf(const StreamPage &page)
{
    return isJsonType(page.contentType) ? '[' + page.bytes + ']' : page.bytes;
}

QByteArray tagOf(const StreamPage &page)
{
    return '"' + QByteArray::number(page.id) + ':' + QByteArray::number(page.from) + ':'
        + QByteArray::number(page.to) + (page.isAtEnd() ? ":c\"" : "\"");
}

void addPlace(HttpResponse &response, const StreamPage &page)
{
    response.addHeader("Stream-Next-Offset", offsetToken(page.to));
    if (page.isAtTail())
        response.addHeader("Stream-Up-To-Date", "true");
    if (page.isAtEnd())
        response.addHeader("Stream-Closed", "true");
}

} // namespace

HttpResponse createAnswer(const StreamOutcome &outcome, const QByteArray &location)
{
    const bool isNew = outcome.verdict == StreamVerdict::Created;
    if (!isNew && outcome.verdict != StreamVerdict::Exists)
        return refusalOf(outcome);
    HttpResponse response = plain(isNew ? 201 : 200, outcome.stream.tail, outcome.stream.isClosed);
    response.addHeader("Content-Type", outcome.stream.contentType);
    if (isNew)
        response.addHeader("Location", location);
    return response;
}

HttpResponse appendAnswer(const StreamOutcome &outcome, const StreamAppend &append)
{
    const StreamRow &stream = outcome.stream;
    switch (outcome.verdict) {
    case StreamVerdict::Done:
    case StreamVerdict::Duplicate: {
        const bool isNews = outcome.appended && append.producer;
        HttpResponse response = plain(isNews ? 200 : 204, stream.tail, stream.isClosed);
        addProducer(response, outcome);
        return response;
    }
    case StreamVerdict::Closed: {
        HttpResponse response = refusal(409, "closed", "the stream is closed");
        response.addHeader("Stream-Closed", "true");
        response.addHeader("Stream-Next-Offset", offsetToken(stream.tail));
        return response;
    }
    case StreamVerdict::StaleEpoch: {
        HttpResponse response = refusal(403, "stale_epoch", "a newer epoch has taken over");
        response.addHeader("Producer-Epoch", outcome.producer->epoch);
        return response;
    }
    case StreamVerdict::Gap: {
        HttpResponse response = refusal(409, "sequence_gap", "an append before this is missing");
        response.addHeader("Producer-Expected-Seq", outcome.expectedSeq);
        response.addHeader("Producer-Received-Seq", append.producer->seq);
        return response;
    }
    default:
        return refusalOf(outcome);
    }
}

HttpResponse deleteAnswer(const StreamOutcome &outcome)
{
    if (outcome.verdict != StreamVerdict::Done)
        return refusalOf(outcome);
    HttpResponse response = HttpResponse::empty(204);
    mark(response);
    return response;
}

HttpResponse streamMisuse(const Error &error)
{
    return refusal(400, "bad_request", error.text.toUtf8());
}

HttpResponse streamUnavailable(const Error &error)
{
    HttpResponse response = HttpResponse::unavailable("store_unavailable", error.text.toUtf8());
    mark(response);
    return response;
}

HttpResponse optionsAnswer()
{
    HttpResponse response = HttpResponse::empty(204);
    mark(response);
    response.addHeader("Allow", "GET, HEAD, PUT, POST, DELETE, OPTIONS");
    response.addHeader("Access-Control-Allow-Methods", "GET, HEAD, PUT, POST, DELETE, OPTIONS");
    response.addHeader("Access-Control-Allow-Headers",
                       "authorization, content-type, if-none-match, producer-epoch, producer-id, "
                       "producer-seq, stream-closed, stream-expires-at, stream-fork-offset, "
                       "stream-fork-sub-offset, stream-forked-from, stream-seq, stream-ttl");
    return response;
}

std::optional<HttpResponse> pageRefusal(const StreamPage &page)
{
    switch (page.found) {
    case StreamPage::Found::Stream:
        return std::nullopt;
    case StreamPage::Found::Nothing:
        return refusal(404, "not_found", "there is no such stream");
    case StreamPage::Found::Deleted:
        return refusal(410, "deleted", "the stream was deleted");
    case StreamPage::Found::Trimmed:
        return refusal(410, "trimmed", "what follows this offset is not kept any more");
    case StreamPage::Found::NoPlace:
        break;
    }
    return refusal(400, "bad_offset", "offset is none of this stream");
}

HttpResponse headAnswer(const StreamPage &page)
{
    HttpResponse response = plain(200, page.tail, page.isClosed);
    response.addHeader("Content-Type", page.contentType);
    if (page.expiry.ttlS)
        response.addHeader("Stream-TTL", *page.expiry.ttlS);
    if (!page.expiry.at.isEmpty())
        response.addHeader("Stream-Expires-At", page.expiry.at);
    response.addHeader("Cache-Control", "no-store");
    return response;
}

HttpResponse catchUpAnswer(const StreamPage &page, bool fromTail, const QByteArray &ifNoneMatch)
{
    HttpResponse response = HttpResponse::empty(200);
    mark(response);
    addPlace(response, page);
    if (fromTail) {
        response.addHeader("Cache-Control", "no-store");
    } else {
        const QByteArray tag = tagOf(page);
        response.addHeader("ETag", tag);
        response.addHeader("Cache-Control", "private, no-cache");
        if (!ifNoneMatch.isNull() && names(ifNoneMatch, tag)) {
            response.status = 304;
            return response;
        }
    }
    response.addHeader("Content-Type", page.contentType);
    response.body = bodyOf(page);
    return response;
}

HttpResponse longPollAnswer(const StreamPage &page, qint64 cursor)
{
    HttpResponse response;
    if (page.bytes.isEmpty()) {
        response = HttpResponse::empty(204);
        mark(response);
        addPlace(response, page);
    } else {
        response = catchUpAnswer(page, false, {});
    }
    response.addHeader("Stream-Cursor", cursor);
    return response;
}

} // namespace dogwatch
