// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/httpsocket.h"

#include <QHostAddress>
#include <QLocalSocket>
#include <QTcpSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace dogwatch {

std::unique_ptr<HttpSocket> HttpSocket::adopt(qintptr descriptor, Transport transport)
{
    std::unique_ptr<HttpSocket> result(new HttpSocket);
    if (transport == Transport::Tcp) {
        auto socket = std::make_unique<QTcpSocket>();
        socket->setReadBufferSize(kReadBuffer);
        if (!socket->setSocketDescriptor(descriptor) || !socket->peerAddress().isLoopback()) {
            socket->abort();
            return nullptr;
        }
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        result->m_tcp = socket.get();
        result->m_device = std::move(socket);
    } else {
        auto socket = std::make_unique<QLocalSocket>();
        socket->setReadBufferSize(kReadBuffer);
        if (!socket->setSocketDescriptor(descriptor)) {
            socket->abort();
            return nullptr;
        }
        result->m_local = socket.get();
        result->m_device = std::move(socket);
    }
    return result;
}

HttpSocket::~HttpSocket() = default;

void HttpSocket::listen(QObject *context, const Callbacks &callbacks)
{
    QObject::connect(m_device.get(), &QIODevice::readyRead, context, callbacks.readable);
    QObject::connect(m_device.get(), &QIODevice::bytesWritten, context, callbacks.written);
    if (m_tcp != nullptr) {
        QObject::connect(m_tcp, &QTcpSocket::disconnected, context, callbacks.closed);
    } else {
        QObject::connect(m_local, &QLocalSocket::disconnected, context, callbacks.closed);
    }
}

Transport HttpSocket::transport() const
{
    return m_tcp != nullptr ? Transport::Tcp : Transport::Local;
}

qint64 HttpSocket::read(char *to, qint64 maxSize)
{
    return m_device->read(to, maxSize);
}

bool HttpSocket::hasInput() const
{
    return m_device->bytesAvailable() > 0;
}

bool HttpSocket::hasUnseenInput() const
{
#ifdef Q_OS_WIN
    return hasInput();
#else
    char byte;
    return hasInput()
        || ::recv(static_cast<int>(descriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
#endif
}

qint64 HttpSocket::backlog() const
{
    return m_device->bytesToWrite();
}

void HttpSocket::write(const QByteArray &first, const QByteArray &rest)
{
    m_device->write(first);
    if (!rest.isEmpty()) {
        m_device->write(rest);
    }
    if (m_tcp != nullptr) {
        m_tcp->flush();
    } else {
        m_local->flush();
    }
}

void HttpSocket::endOutput()
{
#ifdef Q_OS_WIN
    if (m_tcp != nullptr) {
        ::shutdown(static_cast<SOCKET>(descriptor()), SD_SEND);
    }
#else
    ::shutdown(static_cast<int>(descriptor()), SHUT_WR);
#endif
}

void HttpSocket::close()
{
    if (m_tcp != nullptr) {
        m_tcp->abort();
    } else {
        m_local->abort();
    }
}

qintptr HttpSocket::descriptor() const
{
    return m_tcp != nullptr ? m_tcp->socketDescriptor() : m_local->socketDescriptor();
}

} // namespace dogwatch
