// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakeapp.h"

#include <QLocalSocket>

#include <memory>

#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace dogwatch::hooktest {

namespace {

// False if the header is not whole yet.
bool parseHeader(const QByteArray &buffer, Request &request, qsizetype &headerSize)
{
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    headerSize = end + 4;
    bool first = true;
    QByteArray head = buffer.left(end);
    head.replace("\r\n", "\n");
    for (const QByteArray &line : head.split('\n')) {
        if (first) {
            request.line = line;
            first = false;
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    return true;
}

} // namespace

FakeApp::FakeApp(const QString &socketPath, QObject *parent)
    : QObject(parent)
{
    setStatus(200);
    m_server.setListenBacklogSize(256);
    connect(&m_server, &QLocalServer::newConnection, this, &FakeApp::accept);
    m_server.listen(socketPath);
}

void FakeApp::setStatus(int status)
{
    m_answer = "HTTP/1.1 " + QByteArray::number(status) + " Whatever\r\nContent-Length: 0\r\n\r\n";
}

void FakeApp::accept()
{
    while (QLocalSocket *const socket = m_server.nextPendingConnection()) {
        const auto buffer = std::make_shared<QByteArray>();
        connect(socket, &QLocalSocket::readyRead, this,
                [this, socket, buffer] { readFrom(socket, *buffer); });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        readFrom(socket, *buffer);
    }
}

void FakeApp::readFrom(QLocalSocket *socket, QByteArray &buffer)
{
    buffer += socket->readAll();
    Request request;
    qsizetype headerSize = 0;
    if (!parseHeader(buffer, request, headerSize))
        return;
    if (m_answersEarly) {
        socket->disconnect(this);
        answer(socket);
        return;
    }
    request.body = buffer.mid(headerSize);
    if (request.body.size() < request.headers.value("content-length").toLongLong())
        return;
    buffer.clear();
    m_requests.append(request);
    answer(socket);
    Q_EMIT requestRecorded();
}

void FakeApp::answer(QLocalSocket *socket)
{
    if (onRequest) {
        onRequest(socket);
        return;
    }
    socket->write(m_answer);
    socket->flush();
    if (m_answer.isEmpty() || m_answersEarly)
        socket->abort();
}

SilentListener::SilentListener(const QString &socketPath)
    : m_socket(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
{
    m_address.sun_family = AF_UNIX;
    std::strncpy(m_address.sun_path, socketPath.toLocal8Bit().constData(),
                 sizeof m_address.sun_path - 1);
    m_listening =
        bind(m_socket, reinterpret_cast<const sockaddr *>(&m_address), sizeof m_address) == 0
        && listen(m_socket, 16) == 0;
}

void SilentListener::fillQueue()
{
    for (;;) {
        m_clients.append(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        if (connect(m_clients.last(), reinterpret_cast<const sockaddr *>(&m_address),
                    sizeof m_address)
            != 0)
            return;
    }
}

SilentListener::~SilentListener()
{
    for (const int client : m_clients)
        close(client);
    close(m_socket);
}

SilentListener::Arrived SilentListener::takeArrived()
{
    Arrived arrived;
    for (int peer = 0; (peer = accept(m_socket, nullptr, nullptr)) >= 0;) {
        ++arrived.connections;
        char bytes[65536];
        for (ssize_t got = 0; (got = recv(peer, bytes, sizeof bytes, MSG_DONTWAIT)) > 0;)
            arrived.bytes.append(bytes, got);
        close(peer);
    }
    return arrived;
}

} // namespace dogwatch::hooktest
