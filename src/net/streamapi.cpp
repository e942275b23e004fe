// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/streamapi.h"

#include "core/subscriptionconfig.h"
#include "net/streamanswer.h"
#include "store/monitorstream.h"
#include "store/streamread.h"
#include "store/writer.h"

namespace dogwatch {

namespace {

constexpr int kSweepEvery = 30'000; // ms
// A stream's life is prolonged in the store when this much of it was used since the last time, so
// that a reader that comes often does not write as often.
constexpr qint64 kMostUntouched = 1'000; // ms
constexpr qint64 kUntouchedShare = 20; // of a TTL

bool isMonitor(const QByteArray &path)
{
    return path == kMonitorStream;
}

Result<StreamPage> lookAt(Database &database, const StreamQuery &query, const Clock &clock)
{
    return isMonitor(query.path) ? readMonitorStream(database, query)
                                 : readStream(database, query, clock.nowMs());
}

bool isChange(StreamVerdict verdict)
{
    return verdict == StreamVerdict::Created || verdict == StreamVerdict::Done;
}

QByteArray locationOf(const RequestHead &head)
{
    const qsizetype mark = head.target.indexOf('?');
    QByteArray location("http://");
    location += head.header("Host");
    location += mark < 0 ? head.target : head.target.first(mark);
    return location;
}

} // namespace

StreamApi::StreamApi(Writer &writer, std::shared_ptr<Readers> readers, const Clock &clock,
                     StreamOptions options, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_port(readers)
    , m_works(writer)
    , m_live(
          readers,
          [&clock](Database &database, const StreamQuery &query) {
              return lookAt(database, query, clock);
          },
          [this](const StreamPage &page, const LiveReaders::Done &done) { extend(page, done); },
          clock, options.times)
{
    m_events = writer.changes().subscribe([this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                (void)m_events->take();
                m_live.wake(kMonitorStream);
                Q_EMIT streamGrew(0);
            },
            Qt::QueuedConnection);
    });
    connect(&m_sweepTimer, &QTimer::timeout, this, &StreamApi::sweep);
    m_sweepTimer.start(kSweepEvery);
}

RoutePolicy StreamApi::policyFor(const RequestHead &head)
{
    RoutePolicy policy;
    policy.needsJson = false;
    policy.allowsChunked = true;
    if (head.method == "OPTIONS") {
        // A browser asks so on its own, without a token; the answer allows it nothing.
        policy.needsToken = false;
        policy.refusesBrowsers = false;
    }
    return policy;
}

std::optional<HttpResponse> StreamApi::admit(const RequestHead &head) const
{
    const Result<QByteArray> path = streamPathOf(head);
    if (!path)
        return streamMisuse(path.error());
    if (path->startsWith(kReservedPaths))
        return HttpResponse::error(404, "not_found", "this part of the paths is reserved");
    const bool reads = head.method == "GET" || head.method == "HEAD" || head.method == "OPTIONS";
    const bool writes = head.method == "PUT" || head.method == "POST" || head.method == "DELETE";
    if (reads || (writes && !isMonitor(*path)))
        return std::nullopt;
    HttpResponse response =
        HttpResponse::error(405, "method_not_allowed", "this stream takes other methods");
    response.addHeader(
        "Allow", isMonitor(*path) ? "GET, HEAD, OPTIONS" : "GET, HEAD, PUT, POST, DELETE, OPTIONS");
    return response;
}

void StreamApi::handle(HttpRequest &&request, Responder responder)
{
    const QByteArray &method = request.head.method;
    if (method == "POST")
        append(request, std::move(responder));
    else if (method == "PUT")
        create(request, std::move(responder));
    else if (method == "DELETE")
        remove(request.head, std::move(responder));
    else if (method == "OPTIONS")
        responder.respond(optionsAnswer());
    else
        read(request.head, std::move(responder));
}

void StreamApi::create(const HttpRequest &request, Responder responder)
{
    Result<StreamCreate> create = streamCreateOf(request);
    if (!create)
        return responder.respond(streamMisuse(create.error()));
    const QByteArray path = create->path;
    const QByteArray location = locationOf(request.head);
    write(
        path, create->body.size(),
        [create = std::move(create).value(), &clock = m_clock](Database &database) {
            return createStream(database, create, clock.nowMs());
        },
        [location](const StreamOutcome &outcome) { return createAnswer(outcome, location); },
        std::move(responder));
}

void StreamApi::append(const HttpRequest &request, Responder responder)
{
    Result<StreamAppend> append = streamAppendOf(request);
    if (!append)
        return responder.respond(streamMisuse(append.error()));
    const auto shared = std::make_shared<const StreamAppend>(std::move(append).value());
    write(
        shared->path, shared->body.bytes.size(),
        [shared, &clock = m_clock](Database &database) {
            return appendToStream(database, *shared, clock.nowMs());
        },
        [shared](const StreamOutcome &outcome) { return appendAnswer(outcome, *shared); },
        std::move(responder));
}

void StreamApi::remove(const RequestHead &head, Responder responder)
{
    const QByteArray path = *streamPathOf(head); // admit() has seen it
    write(
        path, 0,
        [path, &clock = m_clock](Database &database) {
            return deleteStream(database, path, clock.nowMs());
        },
        deleteAnswer, std::move(responder));
}

void StreamApi::read(const RequestHead &head, Responder responder)
{
    Result<StreamReadRequest> request = streamReadOf(head);
    if (!request)
        return responder.respond(streamMisuse(request.error()));
    const bool isHead = head.method == "HEAD";
    if (isHead)
        request->query.withBytes = false;
    if (!isHead && request->live != StreamReadRequest::Live::No) {
        if (!m_live.add(*request, responder))
            responder.respond(HttpResponse::unavailable("busy", "too many readers wait"));
        return;
    }
    auto shared = std::make_shared<Responder>(std::move(responder));
    m_port.ask<StreamPage>(
        [query = request->query, &clock = m_clock](Database &database) {
            return lookAt(database, query, clock);
        },
        [this, shared, isHead, request = *request](const Result<StreamPage> &page) {
            if (!page)
                return shared->respond(streamUnavailable(page.error()));
            if (std::optional<HttpResponse> refusal = pageRefusal(*page))
                return shared->respond(std::move(*refusal));
            if (isHead)
                return shared->respond(headAnswer(*page));
            extend(*page, [shared, page = *page, request](const Result<void> &extended) {
                if (!extended)
                    return shared->respond(streamUnavailable(extended.error()));
                shared->respond(catchUpAnswer(page, request.query.from == StreamQuery::From::Tail,
                                              request.ifNoneMatch));
            });
        });
}

void StreamApi::write(const QByteArray &path, qsizetype bytes, Apply apply, AnswerOf answer,
                      Responder responder)
{
    const auto shared = std::make_shared<Responder>(std::move(responder));
    const bool isTaken = m_works.run<StreamOutcome>(
        std::move(apply),
        [this, shared, path, answer = std::move(answer)](const Result<StreamOutcome> &outcome) {
            if (!outcome)
                return shared->respond(streamUnavailable(outcome.error()));
            shared->respond(answer(*outcome));
            if (!isChange(outcome->verdict))
                return;
            m_live.wake(path);
            Q_EMIT streamGrew(outcome->stream.id);
        },
        bytes);
    if (!isTaken)
        shared->respond(streamUnavailable(
            {ErrorCode::Unavailable, QStringLiteral("the store takes nothing now")}));
}

// A stream with a TTL lives on from each time that it is read. So whoever reads it is answered when
// that is committed: an answer without it would say that the stream is there for another while, and
// it would go before.
void StreamApi::extend(const StreamPage &page, const LiveReaders::Done &done)
{
    if (!page.expiry.ttlS || !page.expiresAtMs)
        return done({});
    const qint64 ttlMs = 1000 * *page.expiry.ttlS;
    const qint64 nowMs = m_clock.nowMs();
    if (nowMs - (*page.expiresAtMs - ttlMs) < std::min(kMostUntouched, ttlMs / kUntouchedShare))
        return done({});
    const bool isTaken = m_works.run<bool>(
        [id = page.id, nowMs](Database &database) -> Result<bool> {
            Result<void> touched = touchStream(database, id, nowMs);
            return touched ? Result<bool>(true) : touched.error();
        },
        [done](const Result<bool> &touched) {
            done(touched ? Result<void>() : Result<void>(touched.error()));
        });
    if (!isTaken)
        done(Error{ErrorCode::Unavailable, QStringLiteral("the store takes nothing now")});
}

void StreamApi::sweep()
{
    (void)m_works.run<bool>(
        [&clock = m_clock](Database &database) { return sweepStreams(database, clock.nowMs()); },
        [this](const Result<bool> &more) {
            if (more && *more)
                sweep();
        });
}

} // namespace dogwatch
