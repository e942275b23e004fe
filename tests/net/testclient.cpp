// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testclient.h"

#include <QFile>

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace dogwatch::test {

namespace {

void setPatience(int descriptor)
{
    const timeval patience{20, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
}

} // namespace

QByteArray ClientResponse::header(QByteArrayView name) const
{
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0) {
            return line.sliced(colon + 1).trimmed();
        }
    }
    return {};
}

TestClient::TestClient(int descriptor)
    : m_descriptor(descriptor)
{ }

TestClient TestClient::tcp(quint16 port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setPatience(descriptor);
    const int one = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
    if (::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof(address)) != 0) {
        ::close(descriptor);
        return TestClient(-1);
    }
    return TestClient(descriptor);
}

TestClient TestClient::local(const QString &path)
{
    TestClient client = unconnected();
    if (!client.connectTo(path)) {
        client.close();
    }
    return client;
}

TestClient TestClient::unconnected()
{
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setPatience(descriptor);
    return TestClient(descriptor);
}

bool TestClient::connectTo(const QString &path)
{
    const QByteArray native = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, native.constData(), static_cast<size_t>(native.size()));
    return ::connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof(address)) == 0;
}

TestClient::~TestClient()
{
    close();
}

TestClient::TestClient(TestClient &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_timedOut(other.m_timedOut)
    , m_received(std::move(other.m_received))
{ }

TestClient &TestClient::operator=(TestClient &&other) noexcept
{
    close();
    m_descriptor = std::exchange(other.m_descriptor, -1);
    m_timedOut = other.m_timedOut;
    m_received = std::move(other.m_received);
    return *this;
}

void TestClient::close()
{
    if (m_descriptor >= 0) {
        ::close(std::exchange(m_descriptor, -1));
    }
}

bool TestClient::send(const QByteArray &bytes)
{
    QByteArrayView rest = bytes;
    while (!rest.isEmpty()) {
        const ssize_t sent =
            ::send(m_descriptor, rest.data(), static_cast<size_t>(rest.size()), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        rest = rest.sliced(sent);
    }
    return true;
}

bool TestClient::more()
{
    static thread_local char buffer[1024 * 1024];
    const ssize_t size = ::recv(m_descriptor, buffer, sizeof(buffer), 0);
    if (size > 0) {
        m_received.append(buffer, size);
    }
    m_timedOut = size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    return size > 0;
}

QByteArray TestClient::receiveHead()
{
    qsizetype end = -1;
    while ((end = m_received.indexOf("\r\n\r\n")) < 0) {
        if (!more()) {
            return {};
        }
    }
    const QByteArray head = m_received.first(end + 4);
    m_received.remove(0, end + 4);
    return head;
}

ClientResponse TestClient::receive(bool headOnly)
{
    ClientResponse response;
    do {
        response.head = receiveHead();
        if (response.head.isEmpty()) {
            response.status = m_timedOut ? -1 : 0;
            return response;
        }
        response.status = response.head.sliced(9, 3).toInt();
    } while (response.status < 200);
    const qsizetype size = headOnly ? 0 : response.header("Content-Length").toLongLong();
    while (m_received.size() < size && more()) { }
    response.body = m_received.first(qMin(size, m_received.size()));
    m_received.remove(0, response.body.size());
    return response;
}

bool TestClient::isClosedByPeer()
{
    return m_received.isEmpty() && !more() && !m_timedOut;
}

} // namespace dogwatch::test
