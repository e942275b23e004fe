// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/httpserver.h"

#include "net/listeners.h"

#include <QLoggingCategory>
#include <QThread>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <unistd.h>
#endif

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logNet, "dogwatch.net", QtInfoMsg)

// Milliseconds between two looks at the deadlines.
constexpr int kQuietPace = 1000; // nobody is connected
constexpr int kPace = 250;
constexpr int kFullPace = 20; // somebody waits for room

// ms that a head may take before its connection can be closed for another one.
constexpr qint64 kSlowHead = 1'000;
constexpr qint64 kWarnEvery = 30'000; // ms

void closeDescriptor(qintptr descriptor)
{
#ifdef Q_OS_WIN
    ::closesocket(static_cast<SOCKET>(descriptor));
#else
    ::close(static_cast<int>(descriptor));
#endif
}

} // namespace

struct HttpServer::Way
{
    Transport transport;
    int open = 0;
    bool paused = false;
};

HttpServer::HttpServer(RequestHandler &handler, const Clock &clock,
                       const HttpServerOptions &options, QObject *parent)
    : QObject(parent)
    , m_evictAfter(options.evictAfter)
    , m_cap(options.maxConnections > 0 ? ConnectionCap{options.maxConnections}
                                       : ConnectionCap::fromSystem())
    , m_context{handler,
                clock,
                options.timeouts,
                {0, BearerToken(options.token)},
                BodyBudget(options.maxBufferedBodies),
                {},
                nullptr,
                [this](quint64 connection) { onClosed(connection); }}
    , m_tcp(new Way{Transport::Tcp})
    , m_local(new Way{Transport::Local})
    , m_timer(this)
{
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &HttpServer::tick);
}

HttpServer::~HttpServer()
{
    if (m_context.answers != nullptr) {
        m_context.answers->close();
    }
    m_stopped = true;
    const QList<HttpConnection *> all = m_connections.values();
    for (HttpConnection *connection : all) {
        connection->close();
    }
}

// Here and not in the constructor, because only now it is sure which thread is ours.
void HttpServer::prepare()
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_context.answers != nullptr) {
        return;
    }
    m_context.answers = std::make_shared<AnswerQueue>(this, [this](Answer &&answer) {
        if (HttpConnection *connection = m_connections.value(answer.key.connection)) {
            connection->deliver(std::move(answer));
        } else if (answer.link != nullptr) {
            answer.link->isOpen = false;
        }
    });
    setPace();
}

Result<void> HttpServer::listenTcp(quint16 port)
{
    prepare();
    m_tcpListener =
        std::make_unique<TcpListener>([this](qintptr descriptor) { accept(descriptor, *m_tcp); });
    Result<void> result = m_tcpListener->listenOn(port);
    if (result) {
        m_context.gate.port = m_tcpListener->serverPort();
    } else {
        m_tcpListener.reset();
    }
    return result;
}

Result<void> HttpServer::listenLocal(const QString &path)
{
    prepare();
    m_localListener = std::make_unique<LocalListener>(
        [this](qintptr descriptor) { accept(descriptor, *m_local); });
    Result<void> result = m_localListener->listenAt(path);
    if (result) {
        m_localPath = path;
    } else {
        m_localListener.reset();
    }
    return result;
}

void HttpServer::setToken(QByteArrayView token)
{
    m_context.gate.token = BearerToken(token);
}

void HttpServer::accept(qintptr descriptor, Way &way)
{
    if (isNearFileLimit(descriptor)) {
        // Without this the next accept() fails, and the listener spins without telling anybody.
        closeDescriptor(descriptor);
        pause(way);
        warnOfFileLimit();
        return;
    }
    if (way.transport == Transport::Local && !isOwnPeer(descriptor)) {
        ++m_context.counters.turnedAway;
        closeDescriptor(descriptor);
        return;
    }
    std::unique_ptr<HttpSocket> socket = HttpSocket::adopt(descriptor, way.transport);
    if (socket == nullptr) {
        ++m_context.counters.turnedAway;
        return;
    }
    ++m_context.counters.accepted;
    const quint64 id = ++m_lastConnection;
    m_connections.insert(id, new HttpConnection(id, std::move(socket), m_context, this));
    ++way.open;
    if (m_connections.size() == 1) {
        setPace();
    }
    makeRoom(way);
}

void HttpServer::warnOfFileLimit()
{
    const qint64 nowMs = m_context.clock.monotonicMs();
    if (m_warnedAt && nowMs - *m_warnedAt < kWarnEvery) {
        return;
    }
    m_warnedAt = nowMs;
    qCWarning(logNet) << "too many open files; connections wait until some are closed";
}

bool HttpServer::hasRoom(const Way &way) const
{
    return m_cap.hasRoom(way.transport, way.open, connectionCount());
}

// Sees to it that one more can be accepted, or that none is.
void HttpServer::makeRoom(Way &way)
{
    while (!hasRoom(way)) {
        if (!evictOne(way.transport)) {
            pause(way);
            return;
        }
    }
}

// Closes the connection that has been idle longest, or, where none is, the one that has been
// longest over the head of a request: whoever has passed the gate stays.
bool HttpServer::evictOne(Transport transport)
{
    const qint64 nowMs = m_context.clock.monotonicMs();
    HttpConnection *idle = nullptr;
    HttpConnection *slow = nullptr;
    qint64 idleSince = nowMs - m_evictAfter + 1;
    qint64 slowSince = nowMs - kSlowHead + 1;
    for (HttpConnection *connection : std::as_const(m_connections)) {
        if (connection->transport() != transport) {
            continue;
        }
        if (const auto since = connection->headPendingSince(); since && *since < slowSince) {
            slow = connection;
            slowSince = *since;
        } else if (const auto quiet = connection->idleSince(idleSince)) {
            idle = connection;
            idleSince = *quiet;
        }
    }
    HttpConnection *victim = idle != nullptr ? idle : slow;
    if (victim == nullptr) {
        return false;
    }
    ++m_context.counters.evicted;
    victim->close();
    return true;
}

void HttpServer::pause(Way &way)
{
    way.paused = true;
    if (way.transport == Transport::Tcp) {
        m_tcpListener->pause();
    } else {
        m_localListener->pause();
    }
    setPace();
}

void HttpServer::resume(Way &way)
{
    way.paused = false;
    if (way.transport == Transport::Tcp && m_tcpListener != nullptr) {
        m_tcpListener->resume();
    } else if (way.transport == Transport::Local && m_localListener != nullptr) {
        m_localListener->resume();
    }
    setPace();
}

void HttpServer::resumeWhereRoom()
{
    for (Way *way : {m_tcp.get(), m_local.get()}) {
        if (way->paused && hasRoom(*way)) {
            resume(*way);
        }
    }
}

void HttpServer::onClosed(quint64 connection)
{
    const HttpConnection *gone = m_connections.take(connection);
    --(gone->transport() == Transport::Tcp ? m_tcp : m_local)->open;
    if (m_stopped) {
        return;
    }
    if (m_context.shuttingDown) {
        if (m_connections.isEmpty()) {
            finishStop();
        }
        return;
    }
    resumeWhereRoom();
    if (m_connections.isEmpty()) {
        setPace();
    }
}

void HttpServer::tick()
{
    const qint64 nowMs = m_context.clock.monotonicMs();
    // A copy: a connection that closes leaves the table, and is deleted only later.
    const QList<HttpConnection *> all = m_connections.values();
    for (HttpConnection *connection : all) {
        connection->checkDeadline(nowMs);
    }
    if (m_context.shuttingDown) {
        if (nowMs >= m_stopAt) {
            const QList<HttpConnection *> late = m_connections.values();
            for (HttpConnection *connection : late) {
                connection->close();
            }
        }
        return;
    }
    for (Way *way : {m_tcp.get(), m_local.get()}) {
        if (way->paused && !hasRoom(*way)) {
            makeRoom(*way);
        }
    }
    resumeWhereRoom();
    relisten();
}

// QLocalServer closes itself, and says nothing, when one accept() fails.
void HttpServer::relisten()
{
    if (m_localListener == nullptr || m_localListener->isListening()) {
        return;
    }
    const Result<void> result = m_localListener->listenAt(m_localPath);
    if (result) {
        qCInfo(logNet) << "listening on the local socket again";
    } else {
        qCDebug(logNet) << "local socket:" << result.error().text;
    }
}

void HttpServer::setPace()
{
    int pace = m_connections.isEmpty() ? kQuietPace : kPace;
    if (m_tcp->paused || m_local->paused) {
        pace = kFullPace;
    }
    if (!m_timer.isActive() || m_timer.interval() != pace) {
        m_timer.start(pace);
    }
}

void HttpServer::shutdown(qint64 deadlineMs)
{
    if (m_context.shuttingDown) {
        return;
    }
    m_context.shuttingDown = true;
    m_stopAt = m_context.clock.monotonicMs() + deadlineMs;
    m_tcpListener.reset();
    m_localListener.reset();
    m_timer.start(kFullPace);
    const QList<HttpConnection *> all = m_connections.values();
    for (HttpConnection *connection : all) {
        connection->finish();
    }
    if (m_connections.isEmpty()) {
        finishStop();
    }
}

// Queued, so that whoever called shutdown() can connect first, and nothing of ours is on the stack.
void HttpServer::finishStop()
{
    if (m_stopped) {
        return;
    }
    m_stopped = true;
    m_timer.stop();
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT stopped(); }, Qt::QueuedConnection);
}

} // namespace dogwatch
