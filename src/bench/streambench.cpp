// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/streambench.h"

#include "bench/loadclient.h"
#include "bench/subject.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <cmath>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAppenders = 32;
constexpr int kReaders = 100;
constexpr int kMessagesPerSecond = 50;
constexpr int kPatienceMs = 5000;

QByteArray requestText(const Subject &subject, const QByteArray &line, const QByteArray &body)
{
    return line + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(subject.port())
        + "\r\nAuthorization: Bearer " + subject.token()
        + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n\r\n" + body;
}

// One request that any answer of 2xx ends.
bool tell(const Subject &subject, const QByteArray &line)
{
    LoadOptions one;
    one.port = subject.port();
    one.total = 1;
    one.request = [&](qint64, quint16) { return requestText(subject, line, {}); };
    return runLoad(one).answered == 1;
}

// One that reads: what came is taken out of its chunks, and each message looked at once.
class Reader
{
public:
    explicit Reader(int socket)
        : m_socket(socket)
    { }

    [[nodiscard]] int socket() const { return m_socket; }
    [[nodiscard]] qint64 messages() const { return m_messages; }
    [[nodiscard]] bool isReady() const { return m_isReady; }

    // `now` in nanoseconds of the clock by which the messages were sent. False: it has ended.
    bool read(qint64 now, std::vector<qint64> &latencies)
    {
        std::array<char, 16384> buffer{};
        const ssize_t got = recv(m_socket, buffer.data(), buffer.size(), 0);
        if (got <= 0)
            return false;
        m_raw.append(buffer.data(), got);
        takeHead();
        while (m_isReady && takeChunk()) { }
        static const QByteArray mark("\"t\":");
        qsizetype at = 0;
        for (qsizetype end = 0; (at = m_text.indexOf(mark, end)) >= 0;) {
            end = m_text.indexOf('}', at);
            if (end < 0)
                break;
            ++m_messages;
            latencies.push_back(now - m_text.mid(at + 4, end - at - 4).toLongLong());
        }
        m_text = at < 0 ? m_text.right(mark.size() - 1) : m_text.mid(at);
        return true;
    }

private:
    void takeHead()
    {
        const qsizetype end = m_isReady ? -1 : m_raw.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        m_isReady = m_raw.startsWith("HTTP/1.1 200");
        m_raw.remove(0, end + 4);
    }
    bool takeChunk()
    {
        const qsizetype line = m_raw.indexOf("\r\n");
        const qsizetype size = line < 0 ? 0 : m_raw.left(line).toLongLong(nullptr, 16);
        if (size <= 0 || m_raw.size() < line + 2 + size + 2)
            return false;
        m_text += m_raw.mid(line + 2, size);
        m_raw.remove(0, line + 2 + size + 2);
        return true;
    }

    int m_socket;
    bool m_isReady = false;
    QByteArray m_raw;
    QByteArray m_text;
    qint64 m_messages = 0;
};

// The readers, in a thread with epoll, until each has all or nothing comes any more.
class Audience
{
public:
    Audience(const Subject &subject, const QElapsedTimer &clock, qint64 messages)
        : m_clock(clock)
        , m_wanted(messages)
        , m_poll(epoll_create1(EPOLL_CLOEXEC))
    {
        const QByteArray request =
            requestText(subject, "GET /v1/stream/bench/sse?offset=now&live=sse", {});
        for (std::size_t i = 0; i < kReaders; ++i) {
            m_readers.emplace_back(connectTo(subject.port()));
            epoll_event wanted{};
            wanted.events = EPOLLIN;
            wanted.data.u64 = i;
            epoll_ctl(m_poll, EPOLL_CTL_ADD, m_readers.back().socket(), &wanted);
            (void)send(m_readers.back().socket(), request.constData(),
                       static_cast<std::size_t>(request.size()), MSG_NOSIGNAL);
        }
        while (m_ready < kReaders && hear()) { }
        m_thread = std::thread([this] {
            while (m_complete < kReaders && hear()) { }
        });
    }
    ~Audience()
    {
        if (m_thread.joinable())
            m_thread.join();
        for (const Reader &reader : m_readers)
            close(reader.socket());
        close(m_poll);
    }
    Q_DISABLE_COPY_MOVE(Audience)

    [[nodiscard]] bool isReady() const { return m_ready == kReaders; }
    void wait() { m_thread.join(); }
    // After wait(): all that came, sorted, and how many readers got everything.
    [[nodiscard]] const std::vector<qint64> &latencies()
    {
        std::sort(m_latencies.begin(), m_latencies.end());
        return m_latencies;
    }
    [[nodiscard]] int complete() const { return m_complete; }

private:
    bool hear()
    {
        std::array<epoll_event, kReaders> events{};
        const int count = epoll_wait(m_poll, events.data(), events.size(), kPatienceMs);
        const qint64 now = m_clock.nsecsElapsed();
        for (int i = 0; i < count; ++i) {
            Reader &reader = m_readers[events.at(static_cast<std::size_t>(i)).data.u64];
            const bool wasReady = reader.isReady();
            const bool wasComplete = reader.messages() >= m_wanted;
            if (!reader.read(now, m_latencies))
                epoll_ctl(m_poll, EPOLL_CTL_DEL, reader.socket(), nullptr);
            m_ready += !wasReady && reader.isReady() ? 1 : 0;
            m_complete += !wasComplete && reader.messages() >= m_wanted ? 1 : 0;
        }
        return count > 0;
    }

    const QElapsedTimer &m_clock;
    const qint64 m_wanted;
    const int m_poll;
    std::vector<Reader> m_readers;
    std::vector<qint64> m_latencies;
    int m_ready = 0;
    int m_complete = 0;
    std::thread m_thread;
};

QJsonObject measureAppends(const Subject &subject, qint64 total)
{
    const QByteArray body = "{\"text\":\"" + QByteArray(100, 'x') + "\"}";
    std::vector<QByteArray> requests;
    for (int i = 0; i < kAppenders; ++i)
        requests.push_back(
            requestText(subject, "POST /v1/stream/bench/" + QByteArray::number(i), body));
    LoadOptions load;
    load.port = subject.port();
    load.clients = kAppenders;
    load.total = total;
    load.request = [&](qint64 n, quint16) { return requests[static_cast<std::size_t>(n) % 32]; };
    const LoadResult result = runLoad(load);
    return {{u"per_s"_s, std::round(result.perSecond())},
            {u"p50_ms"_s, result.percentileMs(0.50)},
            {u"p99_ms"_s, result.percentileMs(0.99)},
            {u"failed"_s, result.failed}};
}

Result<QJsonObject> measureReaders(const Subject &subject, qint64 messages)
{
    QElapsedTimer clock;
    clock.start();
    Audience audience(subject, clock, messages);
    if (!audience.isReady())
        return Error{ErrorCode::Unavailable, u"the readers could not be connected"_s};
    LoadOptions load;
    load.port = subject.port();
    load.total = messages;
    load.perSecond = kMessagesPerSecond;
    load.request = [&](qint64, quint16) {
        return requestText(subject, "POST /v1/stream/bench/sse",
                           "{\"t\":" + QByteArray::number(clock.nsecsElapsed()) + '}');
    };
    const LoadResult sent = runLoad(load);
    audience.wait();
    LoadResult heard;
    heard.latencies = audience.latencies();
    return QJsonObject{{u"sent"_s, sent.answered},
                       {u"readers"_s, kReaders},
                       {u"complete"_s, audience.complete()},
                       {u"heard"_s, static_cast<qint64>(heard.latencies.size())},
                       {u"p50_ms"_s, heard.percentileMs(0.50)},
                       {u"p99_ms"_s, heard.percentileMs(0.99)}};
}

} // namespace

Result<QJsonObject> measureStreams(const Subject &subject, qint64 scale)
{
    bool made = tell(subject, "PUT /v1/stream/bench/sse");
    for (int i = 0; i < kAppenders; ++i)
        made = made && tell(subject, "PUT /v1/stream/bench/" + QByteArray::number(i));
    if (!made)
        return Error{ErrorCode::Unavailable, u"the streams could not be made"_s};
    QJsonObject report{{u"appends"_s, measureAppends(subject, 200 * scale)}};
    const Result<QJsonObject> readers = measureReaders(subject, scale);
    if (!readers)
        return readers.error();
    report.insert(u"sse"_s, *readers);
    return report;
}

} // namespace dogwatch
