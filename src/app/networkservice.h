// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "net/api.h"
#include "net/httpserver.h"

#include <QObject>

#include <memory>

namespace dogwatch {

struct NetworkOptions
{
    std::optional<quint16> port; // that one or none; nothing: the wished one, or any free one
    quint16 wishedPort = 0; // 0: the usual one
    StreamOptions streams;
    QByteArray token; // empty: everybody on loopback may speak
    std::shared_ptr<const CurrentPolicy> policy; // of what is stored; never null
};

// The network thread's content: the server and the API behind it. Built in that thread by listen(),
// destroyed there by stop(). What it is given outlives it.
class NetworkService : public QObject
{
    Q_OBJECT

public:
    NetworkService(const DataFolder &folder, Writer &writer, std::shared_ptr<Readers> readers,
                   const Clock &clock, NetworkOptions options);
    ~NetworkService() override;

    // Network thread: listens on the local socket and on TCP. Busy: a port asked for is taken.
    [[nodiscard]] Result<quint16> listen(FiguresSource figures, ServiceCommands commands);
    void setToken(const QByteArray &token);
    // Accepts nothing more and answers what is under way; then emits stopped().
    void shutdown(qint64 deadlineMs);
    // The last call in the network thread.
    void destroy();

Q_SIGNALS:
    void stopped();

private:
    [[nodiscard]] Result<void> listenTcp();

    const DataFolder m_folder;
    Writer &m_writer;
    const std::shared_ptr<Readers> m_readers;
    const Clock &m_clock;
    const NetworkOptions m_options;
    std::unique_ptr<Api> m_api;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace dogwatch
