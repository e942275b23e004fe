// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "net/bodybudget.h"
#include "net/httpparser.h"
#include "net/httpsocket.h"
#include "net/requesthandler.h"

#include <QObject>

#include <array>

namespace dogwatch {

// Milliseconds.
struct HttpTimeouts
{
    qint64 head = 5'000; // from the accept, or from a later request's first byte
    qint64 request = 15'000; // the same, for head and body together
    qint64 idle = 60'000; // between two requests
    qint64 stalled = 30'000; // a client that takes nothing of its answer
    qint64 drain = 1'000; // after a refusal, for a client that still sends
};

struct HttpCounters
{
    quint64 accepted = 0; // connections
    quint64 evicted = 0; // idle ones closed to make room
    quint64 turnedAway = 0; // connections of another uid or machine
    quint64 requests = 0; // handed to the handler
    quint64 refused = 0; // answered before their body was read
    quint64 timedOut = 0; // answered 408
};

// What all connections of a server share. Owned by the server, outlives them.
struct ConnectionContext
{
    RequestHandler &handler;
    const Clock &clock;
    HttpTimeouts timeouts;
    GateSettings gate;
    BodyBudget bodies;
    HttpCounters counters;
    std::shared_ptr<AnswerQueue> answers;
    std::function<void(quint64 connection)> closed; // called once, last of all
    bool shuttingDown = false;
    // Every connection reads into this one; it is free again before control leaves the connection.
    std::array<char, HttpSocket::kReadBuffer> scratch{};
    bool scratchInUse = false;
};

// One connection: requests in their order, at most one of them in the handler's hands, the rest
// waiting in bounded buffers. Thread: network. Owned by the server (QObject parent), goes by
// deleteLater() after it said closed. It has no timer: the server calls checkDeadline() for all
// from a single one.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    HttpConnection(quint64 id, std::unique_ptr<HttpSocket> socket, ConnectionContext &context,
                   QObject *parent);
    ~HttpConnection() override;

    [[nodiscard]] quint64 id() const { return m_id; }
    [[nodiscard]] Transport transport() const { return m_socket->transport(); }

    // Monotonic ms since when nothing is under way here, where that is before the time given;
    // nothing while something is, be it that the kernel holds the first bytes of a request.
    [[nodiscard]] std::optional<qint64> idleSince(qint64 beforeMs) const;
    // The same for a request whose head has not come whole: a caller not yet known.
    [[nodiscard]] std::optional<qint64> headPendingSince() const;

    // The answer to a request, or a piece of it; ignored where it is not the one being waited for.
    void deliver(Answer &&answer);
    void checkDeadline(qint64 nowMs);
    // Takes no further request; closes as soon as the one under way is answered.
    void finish();
    void close();

private:
    enum class State {
        Reading, // a request, or for its first byte
        Waiting, // for the handler's answer
        Streaming, // its first pieces have been sent
        Flushing, // the last answer is on its way
        Draining, // and has been taken; what the client still sends is dropped
        Closed,
    };

    void readMore();
    [[nodiscard]] qsizetype advance(QByteArrayView bytes);
    void onHead(bool bodyHasBegun);
    [[nodiscard]] std::optional<HttpResponse> refusalOfHead(const RoutePolicy &policy);
    void onBodyBytes();
    void dispatch();
    void respond(HttpResponse &&response);
    void beginStream(HttpResponse &&head, std::shared_ptr<StreamLink> link);
    void sendPiece(const QByteArray &bytes);
    void endStream();
    void refuseRequest(HttpResponse &&response);
    void send(HttpResponse &&response, bool close);
    void endRequest(bool close, bool unreadInput);
    void onWritten();
    void onFlushed();
    void drain();
    void onReadable();

    const quint64 m_id;
    ConnectionContext &m_context;
    const std::unique_ptr<HttpSocket> m_socket;
    HttpParser m_parser;
    State m_state = State::Reading;

    std::shared_ptr<StreamLink> m_stream; // while Streaming
    QByteArray m_pending; // read, but not yet parsed
    quint64 m_request = 0; // number of the current one
    bool m_inReadMore = false; // it goes on by itself; nobody need call it
    bool m_keepAlive = true;
    bool m_http10 = false;
    bool m_headOnly = false;
    bool m_drains = false; // once flushed: drain instead of closing at once
    qint64 m_bodyBytes = 0; // taken from the budget for the current request
    qint64 m_drained = 0; // bytes
    qint64 m_since; // monotonic ms: start of the current request, of the idle time, of the drain
    qint64 m_writtenAt = 0; // monotonic ms at which the client last took something
};

} // namespace dogwatch
