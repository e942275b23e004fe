// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/streamapi.h"

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

// What the protocol has for its own control; no stream may be there.
constexpr char kReserved[] = "__ds/";

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
    , m_writer(writer)
    , m_clock(clock)
    , m_port(readers)
    , m_live(
          readers,
          [&clock](Database &database, const StreamQuery &query) {
              return lookAt(database, query, clock);
          },
          clock, options.times)
    , m_receiver(std::make_shared<WorkPost>(
          this, [this](const std::vector<WorkReceiver::Settled> &settled) { settle(settled); }))
{
    connect(&m_live, &LiveReaders::began, this, &StreamApi::touch);
    m_events = writer.changes().subscribe([this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                (void)m_events->take();
                m_live.wake(kMonitorStream);
            },
            Qt::QueuedConnection);
    });
    connect(&m_sweepTimer, &QTimer::timeout, this, &StreamApi::sweep);
    m_sweepTimer.start(kSweepEvery);
}

StreamApi::~StreamApi()
{
    m_receiver->detach();
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
    if (path->startsWith(kReserved))
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
            touch(*page);
            shared->respond(catchUpAnswer(*page, request.query.from == StreamQuery::From::Tail,
                                          request.ifNoneMatch));
        });
}

void StreamApi::write(const QByteArray &path, qsizetype bytes, Apply apply, AnswerOf answer,
                      Responder responder)
{
    // Written in the writer's thread, read here once that is through with it.
    const auto outcome = std::make_shared<StreamOutcome>();
    SharedWork work;
    work.apply = [apply = std::move(apply), outcome](Database &database) -> Result<void> {
        Result<StreamOutcome> done = apply(database);
        if (!done)
            return done.error();
        *outcome = std::move(done).value();
        return {};
    };
    work.receiver = m_receiver;
    work.ticket = ++m_lastTicket;
    work.bytes = bytes;
    if (!m_writer.enqueue(work))
        return responder.respond(streamUnavailable(
            {ErrorCode::Unavailable, QStringLiteral("the store takes nothing now")}));
    Pending pending;
    pending.responder = std::move(responder);
    pending.answer = [outcome, answer = std::move(answer)] { return answer(*outcome); };
    pending.committed = [this, outcome, path] {
        if (isChange(outcome->verdict))
            m_live.wake(path);
    };
    m_pending.emplace(m_lastTicket, std::move(pending));
}

void StreamApi::settle(const std::vector<WorkReceiver::Settled> &settled)
{
    std::vector<std::function<void()>> wakes;
    for (const WorkReceiver::Settled &one : settled) {
        auto node = m_pending.extract(one.ticket);
        if (node.empty())
            continue;
        Pending &pending = node.mapped();
        if (pending.responder.isOpen())
            pending.responder.respond(one.result ? pending.answer()
                                                 : streamUnavailable(one.result.error()));
        if (one.result)
            wakes.push_back(std::move(pending.committed));
    }
    for (const std::function<void()> &wake : wakes)
        wake();
}

// If the writer has no room for it now, a later reader will bring it.
void StreamApi::touch(const StreamPage &page)
{
    if (!page.expiry.ttlS || !page.expiresAtMs)
        return;
    const qint64 ttlMs = 1000 * *page.expiry.ttlS;
    const qint64 nowMs = m_clock.nowMs();
    if (nowMs - (*page.expiresAtMs - ttlMs) < std::min(kMostUntouched, ttlMs / kUntouchedShare))
        return;
    SharedWork work;
    work.apply = [id = page.id, nowMs](Database &database) {
        return touchStream(database, id, nowMs);
    };
    (void)m_writer.enqueue(work);
}

void StreamApi::sweep()
{
    const auto more = std::make_shared<bool>(false);
    SharedWork work;
    work.apply = [more, &clock = m_clock](Database &database) -> Result<void> {
        Result<bool> swept = sweepStreams(database, clock.nowMs());
        if (!swept)
            return swept.error();
        *more = *swept;
        return {};
    };
    work.receiver = m_receiver;
    work.ticket = ++m_lastTicket;
    if (!m_writer.enqueue(work))
        return;
    Pending pending;
    pending.committed = [this, more] {
        if (*more)
            sweep();
    };
    m_pending.emplace(m_lastTicket, std::move(pending));
}

} // namespace dogwatch
