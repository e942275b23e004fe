// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/httpconnection.h"

#include "net/responsetext.h"

#include <QScopeGuard>

namespace dogwatch {

namespace {

// Answers that may wait for a client that pipelines and does not read, before its next request is
// looked at.
constexpr qint64 kMaxBacklog = 64 * 1024;
constexpr qint64 kMaxDrained = 256 * 1024;

constexpr Refusal kTimeout{408, "request_timeout", "The request did not come in time."};
constexpr Refusal kExpectation{417, "expectation_failed", "Only 100-continue can be expected."};
constexpr Refusal kNoRoom{503, "busy", "Too much is being received; try again."};
constexpr Refusal kShuttingDown{503, "shutting_down", "The server is shutting down; try again."};

} // namespace

HttpConnection::HttpConnection(quint64 id, std::unique_ptr<HttpSocket> socket,
                               ConnectionContext &context, QObject *parent)
    : QObject(parent)
    , m_id(id)
    , m_context(context)
    , m_socket(std::move(socket))
    , m_parser(m_socket->transport())
    , m_since(context.clock.monotonicMs())
{
    m_socket->listen(this,
                     {[this] { onReadable(); }, [this] { onWritten(); }, [this] { close(); }});
}

HttpConnection::~HttpConnection() = default;

std::optional<qint64> HttpConnection::idleSince(qint64 beforeMs) const
{
    const bool idle = m_state == State::Reading && m_since < beforeMs && !m_parser.started()
        && m_socket->backlog() == 0 && !m_socket->hasUnseenInput();
    return idle ? std::optional(m_since) : std::nullopt;
}

std::optional<qint64> HttpConnection::headPendingSince() const
{
    const bool pending = m_state == State::Reading && m_parser.started()
        && m_parser.state() == HttpParser::State::Head;
    return pending ? std::optional(m_since) : std::nullopt;
}

void HttpConnection::onReadable()
{
    if (m_state == State::Reading) {
        readMore();
    } else if (m_state == State::Draining) {
        drain();
    }
}

// Also called where nothing seems to wait: a socket whose buffer was full reads on only once it has
// been asked in vain.
void HttpConnection::readMore()
{
    if (m_inReadMore) {
        return;
    }
    if (m_context.scratchInUse) {
        // An answer given from inside another connection's request; that one is still being read.
        QMetaObject::invokeMethod(
            this, [this] { onReadable(); }, Qt::QueuedConnection);
        return;
    }
    m_inReadMore = m_context.scratchInUse = true;
    const auto release = qScopeGuard([this] { m_inReadMore = m_context.scratchInUse = false; });

    const auto goesOn = [this] {
        return m_state == State::Reading && m_socket->backlog() <= kMaxBacklog;
    };
    while (goesOn()) {
        const QByteArray pending = std::exchange(m_pending, {});
        QByteArrayView bytes = pending;
        if (bytes.isEmpty()) {
            const qint64 size = m_socket->read(m_context.scratch.data(),
                                               static_cast<qint64>(m_context.scratch.size()));
            if (size <= 0) {
                return;
            }
            bytes = QByteArrayView(m_context.scratch.data(), size);
        }
        while (!bytes.isEmpty() && goesOn()) {
            bytes = bytes.sliced(advance(bytes));
        }
        m_pending = bytes.toByteArray();
    }
    if (m_state != State::Reading && m_state != State::Waiting) {
        m_pending.clear();
    }
}

qsizetype HttpConnection::advance(QByteArrayView bytes)
{
    if (!m_parser.started() && m_request > 0) {
        m_since = m_context.clock.monotonicMs();
    }
    const qsizetype taken = m_parser.feed(bytes);
    if (m_parser.state() == HttpParser::State::HeadDone) {
        onHead(taken < bytes.size());
    } else if (m_parser.state() == HttpParser::State::Body) {
        onBodyBytes();
    }
    if (m_state == State::Reading && m_parser.state() == HttpParser::State::Failed) {
        refuseRequest(refuse(m_parser.failure()));
    } else if (m_state == State::Reading && m_parser.state() == HttpParser::State::Complete) {
        dispatch();
    }
    return taken;
}

void HttpConnection::onHead(bool bodyHasBegun)
{
    const RequestHead &head = m_parser.head();
    m_keepAlive = head.keepAlive;
    m_http10 = head.version == 10;
    m_headOnly = head.method == "HEAD";
    const RoutePolicy policy = m_context.handler.policyFor(head);
    if (auto response = refusalOfHead(policy)) {
        refuseRequest(std::move(*response));
        return;
    }
    if (head.hasBody() && !bodyHasBegun && !m_http10 && !head.header("Expect").isNull()) {
        m_socket->write(QByteArrayLiteral("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    m_parser.acceptBody(policy.maxBodyBytes);
}

std::optional<HttpResponse> HttpConnection::refusalOfHead(const RoutePolicy &policy)
{
    const RequestHead &head = m_parser.head();
    if (const auto refusal = checkGate(head, policy, m_context.gate)) {
        return refuse(*refusal);
    }
    const QByteArrayView expect = head.header("Expect");
    if (!expect.isNull() && expect.compare("100-continue", Qt::CaseInsensitive) != 0) {
        return refuse(kExpectation);
    }
    if (auto response = m_context.handler.admit(head)) {
        return response;
    }
    const qint64 declared = qMax<qint64>(0, head.contentLength);
    if (!m_context.bodies.take(declared)) {
        return refuse(kNoRoom);
    }
    m_bodyBytes = declared;
    return std::nullopt;
}

// A chunked body says its size only as it comes.
void HttpConnection::onBodyBytes()
{
    const qint64 more = m_parser.bodySize() - m_bodyBytes;
    if (more <= 0) {
        return;
    }
    if (m_context.bodies.take(more)) {
        m_bodyBytes += more;
    } else {
        refuseRequest(refuse(kNoRoom));
    }
}

void HttpConnection::dispatch()
{
    m_state = State::Waiting;
    ++m_request;
    ++m_context.counters.requests;
    HttpRequest request{m_parser.takeHead(), m_parser.takeBody(), m_context.clock.nowMs()};
    m_context.handler.handle(std::move(request), Responder(m_context.answers, {m_id, m_request}));
}

void HttpConnection::deliver(Answer &&answer)
{
    const bool isDue = answer.key.request == m_request;
    if (answer.link != nullptr && (!isDue || m_state != State::Waiting)) {
        answer.link->isOpen = false;
    } else if (isDue && m_state == State::Waiting && answer.kind == Answer::Kind::Whole) {
        respond(std::move(answer.response));
    } else if (isDue && m_state == State::Waiting && answer.kind == Answer::Kind::Begin) {
        beginStream(std::move(answer.response), std::move(answer.link));
    } else if (isDue && m_state == State::Streaming && answer.kind == Answer::Kind::Piece) {
        sendPiece(answer.response.body);
    } else if (isDue && m_state == State::Streaming && answer.kind == Answer::Kind::End) {
        endStream();
    }
}

void HttpConnection::beginStream(HttpResponse &&head, std::shared_ptr<StreamLink> link)
{
    if (m_http10) {
        m_keepAlive = false; // only the end of the connection says where the body ends
    }
    const bool close = !m_keepAlive || m_context.shuttingDown;
    const ResponseText text = responseText(std::move(head), {close, m_http10, false, true});
    m_state = State::Streaming;
    m_stream = std::move(link);
    m_writtenAt = m_context.clock.monotonicMs();
    m_socket->write(text.first);
}

void HttpConnection::sendPiece(const QByteArray &bytes)
{
    if (bytes.isEmpty()) {
        return; // as a chunk it would be the end
    }
    if (m_socket->backlog() == 0) {
        m_writtenAt = m_context.clock.monotonicMs();
    }
    if (m_http10) {
        m_socket->write(bytes);
    } else {
        m_socket->write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
    }
    if (m_stream != nullptr) {
        m_stream->backlog = m_socket->backlog();
    }
}

void HttpConnection::endStream()
{
    m_stream.reset();
    m_state = State::Waiting; // as before the answer, for what the write below calls
    const bool close = !m_keepAlive || m_context.shuttingDown;
    if (!m_http10) {
        m_socket->write(QByteArrayLiteral("0\r\n\r\n"));
    }
    m_writtenAt = m_context.clock.monotonicMs();
    endRequest(close, !m_pending.isEmpty() || m_socket->hasInput());
}

void HttpConnection::respond(HttpResponse &&response)
{
    const bool close = !m_keepAlive || m_context.shuttingDown;
    send(std::move(response), close);
    endRequest(close, !m_pending.isEmpty() || m_socket->hasInput());
}

// The body of this request has not been read, and unless there is none the connection ends with it.
void HttpConnection::refuseRequest(HttpResponse &&response)
{
    ++m_context.counters.refused;
    ++m_request;
    m_state = State::Waiting; // nothing is parsed from inside the write below
    const bool harmless = m_parser.state() == HttpParser::State::HeadDone
        && !m_parser.head().hasBody() && m_keepAlive && !m_context.shuttingDown;
    send(std::move(response), !harmless);
    endRequest(!harmless, true);
}

void HttpConnection::send(HttpResponse &&response, bool close)
{
    const ResponseText text =
        responseText(std::move(response), {close, m_http10 && m_keepAlive, m_headOnly});
    m_writtenAt = m_context.clock.monotonicMs();
    m_socket->write(text.first, text.rest);
}

void HttpConnection::endRequest(bool close, bool unreadInput)
{
    m_context.bodies.giveBack(std::exchange(m_bodyBytes, 0));
    if (m_state == State::Closed) {
        return; // the write found the client gone
    }
    m_parser.next();
    m_since = m_writtenAt;
    if (close) {
        m_state = State::Flushing;
        // Closing on unread input would send a reset, and that can overtake the answer.
        m_drains = unreadInput;
        m_pending.clear();
        if (m_socket->backlog() == 0) {
            onFlushed();
        }
        return;
    }
    m_state = State::Reading;
    m_headOnly = false;
    readMore();
}

void HttpConnection::onWritten()
{
    m_writtenAt = m_context.clock.monotonicMs();
    if (m_state == State::Streaming) {
        m_stream->backlog = m_socket->backlog();
        m_stream->changed();
    } else if (m_state == State::Flushing && m_socket->backlog() == 0) {
        onFlushed();
    } else if (m_state == State::Reading && m_socket->backlog() <= kMaxBacklog) {
        readMore();
    }
}

void HttpConnection::onFlushed()
{
    if (!m_drains) {
        close();
        return;
    }
    m_state = State::Draining;
    m_since = m_context.clock.monotonicMs();
    m_socket->endOutput();
    drain();
}

// Reads so that the client can finish sending and find the answer; past the limit it is left to the
// kernel to hold the client back until the deadline.
void HttpConnection::drain()
{
    std::array<char, 4096> dropped;
    while (m_drained < kMaxDrained) {
        const qint64 size = m_socket->read(dropped.data(), static_cast<qint64>(dropped.size()));
        if (size <= 0) {
            return;
        }
        m_drained += size;
    }
}

void HttpConnection::checkDeadline(qint64 nowMs)
{
    const HttpTimeouts &timeouts = m_context.timeouts;
    if (m_state == State::Draining && nowMs - m_since >= timeouts.drain) {
        close();
    } else if (m_socket->backlog() > 0) {
        if (nowMs - m_writtenAt >= timeouts.stalled) {
            close();
        }
    } else if (m_state == State::Reading && !m_parser.started()) {
        // On its first request a client owes us a head; later it may take its time.
        if (nowMs - m_since >= (m_request == 0 ? timeouts.head : timeouts.idle)) {
            close();
        }
    } else if (m_state == State::Reading) {
        const bool inHead = m_parser.state() == HttpParser::State::Head;
        if (nowMs - m_since >= (inHead ? timeouts.head : timeouts.request)) {
            ++m_context.counters.timedOut;
            refuseRequest(refuse(kTimeout));
        }
    }
}

void HttpConnection::finish()
{
    if (m_state == State::Streaming) {
        const std::shared_ptr<StreamLink> stream = m_stream;
        m_keepAlive = false;
        stream->isOpen = false;
        endStream();
        stream->changed();
        return;
    }
    if (m_state != State::Reading) {
        return; // a due answer ends it: it is sent with Connection: close
    }
    if (m_parser.started()) {
        refuseRequest(refuse(kShuttingDown));
    } else if (m_socket->backlog() == 0) {
        close();
    } else {
        endRequest(true, false);
    }
}

void HttpConnection::close()
{
    if (m_state == State::Closed) {
        return;
    }
    m_state = State::Closed;
    m_context.bodies.giveBack(std::exchange(m_bodyBytes, 0));
    const std::shared_ptr<StreamLink> stream = std::exchange(m_stream, nullptr);
    m_socket->close();
    deleteLater();
    m_context.closed(m_id);
    if (stream != nullptr) {
        stream->isOpen = false;
        stream->changed();
    }
}

} // namespace dogwatch
