// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/networkservice.h"

#include "app/options.h"
#include "core/fault.h"

#include <QLoggingCategory>
#include <QThread>

namespace dogwatch {

namespace {

Q_LOGGING_CATEGORY(lcNet, "dogwatch.net", QtInfoMsg)

} // namespace

NetworkService::NetworkService(const DataFolder &folder, Writer &writer,
                               std::shared_ptr<Readers> readers, const Clock &clock,
                               NetworkOptions options)
    : m_folder(folder)
    , m_writer(writer)
    , m_readers(std::move(readers))
    , m_clock(clock)
    , m_options(std::move(options))
{ }

NetworkService::~NetworkService() = default;

Result<quint16> NetworkService::listen(FiguresSource figures, ServiceCommands commands)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_api = std::make_unique<Api>(
        m_writer, m_readers, m_clock, m_options.policy,
        [this, figures = std::move(figures)] {
            ServiceFigures all = figures();
            all.connections = m_server ? m_server->connectionCount() : 0;
            return all;
        },
        std::move(commands), m_options.streams);
    HttpServerOptions options;
    options.token = m_options.token;
    m_server = std::make_unique<HttpServer>(*m_api, m_clock, options);
    // Queued: whoever hears it destroys the server.
    connect(m_server.get(), &HttpServer::stopped, this, &NetworkService::stopped,
            Qt::QueuedConnection);
    if (Result<void> local = m_server->listenLocal(m_folder.socket()); !local)
        return local.error();
    if (Result<void> tcp = listenTcp(); !tcp)
        return tcp.error();
    m_api->setOrigin("http://127.0.0.1:" + QByteArray::number(m_server->port()));
    return m_server->port();
}

Result<void> NetworkService::listenTcp()
{
    if (m_options.port)
        return m_server->listenTcp(*m_options.port);
    const quint16 wished = m_options.wishedPort == 0 ? kDefaultPort : m_options.wishedPort;
    if (Result<void> asWished = m_server->listenTcp(wished); asWished)
        return asWished;
    Result<void> any = m_server->listenTcp(0);
    if (any)
        qCInfo(lcNet) << "port" << wished << "is taken; listening on" << m_server->port();
    return any;
}

void NetworkService::setToken(const QByteArray &token)
{
    m_server->setToken(token);
}

void NetworkService::shutdown(qint64 deadlineMs)
{
    if (faultAt("network.shutdown"))
        return; // as if a connection never came to its end
    if (m_server) {
        m_api->endLiveReads();
        m_server->shutdown(deadlineMs);
    } else {
        Q_EMIT stopped();
    }
}

void NetworkService::destroy()
{
    m_server.reset();
    m_api.reset();
}

} // namespace dogwatch
