// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "net/connectioncap.h"
#include "net/httpconnection.h"

#include <QHash>
#include <QTimer>

namespace dogwatch {

class LocalListener;
class TcpListener;

struct HttpServerOptions
{
    QByteArray token; // empty: everybody may speak (--insecure-no-token)
    HttpTimeouts timeouts;
    qint64 maxBufferedBodies = 64 * 1024 * 1024; // bytes, over all connections
    qint64 evictAfter = 20; // ms that a connection must be idle to be closed for another one
    int maxConnections = 0; // 0: ConnectionCap::fromSystem()
};

// Listens on 127.0.0.1 and on a local socket, and owns the connections.
// Thread: network. May be built elsewhere and moved there before listenTcp() or listenLocal(),
// which, like all else, are called there. Does not own the handler and the clock.
//
// At the cap it stops accepting; the longest idle connection makes room for a new one, so that idle
// clients can't keep a working one out. The accepted sockets are QTcpSocket and QLocalSocket:
// measured against bare descriptors they are not what limits us.
class HttpServer final : public QObject
{
    Q_OBJECT

public:
    HttpServer(RequestHandler &handler, const Clock &clock, const HttpServerOptions &options,
               QObject *parent = nullptr);
    ~HttpServer() override;

    // Port 0 takes any free one. Busy where the port is taken.
    [[nodiscard]] Result<void> listenTcp(quint16 port);
    [[nodiscard]] Result<void> listenLocal(const QString &path);
    // 0 while not listening.
    [[nodiscard]] quint16 port() const { return m_context.gate.port; }

    // From the next request on.
    void setToken(QByteArrayView token);

    // Accepts nothing more, answers what is under way, then emits stopped(); after the deadline
    // (ms) it does so in any case.
    void shutdown(qint64 deadlineMs);

    [[nodiscard]] int connectionCount() const { return static_cast<int>(m_connections.size()); }
    [[nodiscard]] qint64 bufferedBodyBytes() const { return m_context.bodies.taken(); }
    [[nodiscard]] const HttpCounters &counters() const { return m_context.counters; }

    // What the timer does: deadlines, room at the cap, a listener that went away. Public for tests,
    // which move the clock instead of waiting.
    void tick();

Q_SIGNALS:
    // After shutdown(): no connection is left.
    void stopped();

private:
    struct Way; // one listener with its share of the connections

    void prepare();
    void accept(qintptr descriptor, Way &way);
    void onClosed(quint64 connection);
    void makeRoom(Way &way);
    [[nodiscard]] bool evictOne(Transport transport);
    [[nodiscard]] bool hasRoom(const Way &way) const;
    void pause(Way &way);
    void resume(Way &way);
    void resumeWhereRoom();
    void relisten();
    void setPace();
    void finishStop();
    void warnOfFileLimit();

    const qint64 m_evictAfter;
    ConnectionCap m_cap;
    ConnectionContext m_context;
    std::unique_ptr<Way> m_tcp;
    std::unique_ptr<Way> m_local;
    std::unique_ptr<TcpListener> m_tcpListener;
    std::unique_ptr<LocalListener> m_localListener;
    QString m_localPath;
    QHash<quint64, HttpConnection *> m_connections; // children of this
    quint64 m_lastConnection = 0;
    QTimer m_timer; // the only one, for all connections
    qint64 m_stopAt = 0;
    bool m_stopped = false;
    std::optional<qint64> m_warnedAt; // monotonic ms
};

} // namespace dogwatch
