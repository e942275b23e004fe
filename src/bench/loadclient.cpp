// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/loadclient.h"

#include <QElapsedTimer>
#include <QList>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace dogwatch {

namespace {

constexpr qint64 kLongestRunMs = 60'000;

struct Client
{
    int socket = -1;
    qint64 sentAt = 0;
    QByteArray answer;
};

// An answer without a body is whole at its blank line; with one, its length says when.
bool isWhole(const QByteArray &answer)
{
    const qsizetype head = answer.indexOf("\r\n\r\n");
    if (head < 0)
        return false;
    const qsizetype at = answer.indexOf("Content-Length: ");
    const qsizetype length =
        at < 0 || at > head ? 0 : answer.mid(at + 16, 20).split('\r').first().toInt();
    return answer.size() >= head + 4 + length;
}

class Run
{
public:
    explicit Run(const LoadOptions &options)
        : m_options(options)
        , m_poll(epoll_create1(EPOLL_CLOEXEC))
        , m_clients(static_cast<std::size_t>(options.clients))
    { }
    ~Run()
    {
        for (const Client &client : m_clients) {
            if (client.socket >= 0)
                close(client.socket);
        }
        close(m_poll);
    }
    Q_DISABLE_COPY_MOVE(Run)

    LoadResult go()
    {
        m_clock.start();
        m_result.latencies.reserve(static_cast<std::size_t>(m_options.total));
        for (std::size_t i = m_clients.size(); i > 0; --i)
            m_idle.push_back(i - 1);
        std::array<epoll_event, 256> events{};
        while (m_result.answered + m_result.failed < m_options.total
               && m_clock.elapsed() < kLongestRunMs) {
            const int count = epoll_wait(m_poll, events.data(), events.size(), sendWhatIsDue());
            for (int i = 0; i < count; ++i)
                receive(events.at(static_cast<std::size_t>(i)).data.u64);
        }
        m_result.seconds = static_cast<double>(m_clock.nsecsElapsed()) / 1e9;
        std::sort(m_result.latencies.begin(), m_result.latencies.end());
        return std::move(m_result);
    }

private:
    // Says for how many ms there is nothing to send.
    int sendWhatIsDue()
    {
        while (!m_idle.empty() && m_result.sent < m_options.total) {
            if (m_options.perSecond > 0) {
                const qint64 dueMs = m_result.sent * 1000 / m_options.perSecond;
                if (const qint64 leftMs = dueMs - m_clock.elapsed(); leftMs > 0)
                    return static_cast<int>(leftMs);
            }
            const std::size_t i = m_idle.back();
            m_idle.pop_back();
            send(i);
        }
        return 1000;
    }

    void send(std::size_t i)
    {
        Client &client = m_clients[i];
        const QByteArray request = m_options.request(m_result.sent++, m_options.port);
        client.sentAt = m_clock.nsecsElapsed();
        if (client.socket < 0 && !open(i))
            return fail(i);
        if (::send(client.socket, request.constData(), static_cast<std::size_t>(request.size()),
                   MSG_NOSIGNAL)
            != request.size())
            fail(i);
    }

    bool open(std::size_t i)
    {
        Client &client = m_clients[i];
        client.socket = connectTo(m_options.port);
        if (client.socket < 0)
            return false;
        epoll_event wanted{};
        wanted.events = EPOLLIN;
        wanted.data.u64 = i;
        return epoll_ctl(m_poll, EPOLL_CTL_ADD, client.socket, &wanted) == 0;
    }

    void receive(std::size_t i)
    {
        Client &client = m_clients[i];
        std::array<char, 4096> buffer{};
        const ssize_t got = recv(client.socket, buffer.data(), buffer.size(), 0);
        if (got <= 0)
            return fail(i);
        client.answer.append(buffer.data(), got);
        if (!isWhole(client.answer))
            return;
        if (client.answer.startsWith("HTTP/1.1 2")) {
            ++m_result.answered;
            m_result.latencies.push_back(m_clock.nsecsElapsed() - client.sentAt);
        } else {
            ++m_result.failed;
        }
        client.answer.clear();
        if (m_options.newConnectionEach)
            shut(client);
        m_idle.push_back(i);
    }

    void fail(std::size_t i)
    {
        ++m_result.failed;
        m_clients[i].answer.clear();
        shut(m_clients[i]);
        if (m_result.failed < m_options.total / 10 + 10)
            m_idle.push_back(i);
    }

    static void shut(Client &client)
    {
        if (client.socket >= 0)
            close(client.socket);
        client.socket = -1;
    }

    const LoadOptions &m_options;
    const int m_poll;
    std::vector<Client> m_clients;
    std::vector<std::size_t> m_idle;
    QElapsedTimer m_clock;
    LoadResult m_result;
};

} // namespace

double LoadResult::perSecond() const
{
    return seconds > 0 ? static_cast<double>(answered) / seconds : 0;
}

double LoadResult::percentileMs(double share) const
{
    if (latencies.empty())
        return 0;
    const auto last = static_cast<double>(latencies.size() - 1);
    return static_cast<double>(latencies.at(static_cast<std::size_t>(share * last))) / 1e6;
}

int connectTo(quint16 port)
{
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (descriptor < 0
        || connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        if (descriptor >= 0)
            close(descriptor);
        return -1;
    }
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

LoadResult runLoad(const LoadOptions &options)
{
    return Run(options).go();
}

} // namespace dogwatch
