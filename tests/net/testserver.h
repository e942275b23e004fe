// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpserver.h"

#include <QSemaphore>
#include <QTemporaryDir>
#include <QThread>

#include <atomic>

namespace dogwatch::test {

// A clock that stands still until it is moved.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override { return 1'700'000'000'000 + m_now; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_now; }
    void advance(qint64 ms) { m_now += ms; }

private:
    std::atomic<qint64> m_now = 1'000'000;
};

// Knows POST /api/hooks/claude-code, GET and HEAD /api/status, GET /api/live, and everything below
// /v1/stream with that path's own rules. Answers 200 with the body it got, unless told to hold.
class TestHandler final : public RequestHandler
{
public:
    [[nodiscard]] RoutePolicy policyFor(const RequestHead &head) const override;
    [[nodiscard]] std::optional<HttpResponse> admit(const RequestHead &head) override;
    void handle(HttpRequest &&request, Responder responder) override;

    using Handle = std::function<void(HttpRequest &&, Responder)>;
    // Set before the first request; runs in the network thread.
    Handle onRequest;

    // Keeps responders instead of answering; take() waits for the next one.
    void hold() { m_holds = true; }
    struct Held
    {
        HttpRequest request;
        Responder responder;
    };
    [[nodiscard]] Held take();
    [[nodiscard]] int handled() const { return m_handled; }

private:
    std::atomic<bool> m_holds = false;
    std::atomic<int> m_handled = 0;
    QMutex m_mutex;
    QSemaphore m_available;
    std::vector<Held> m_held; // guarded by m_mutex
};

// A server in a thread of its own, on a port and a local socket of its own, under a clock that the
// test moves.
class TestServer
{
public:
    explicit TestServer(const HttpServerOptions &options = defaults());
    ~TestServer();
    Q_DISABLE_COPY_MOVE(TestServer)

    static constexpr char kToken[] =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    [[nodiscard]] static HttpServerOptions defaults();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString localPath() const { return m_folder.filePath(QStringLiteral("s")); }
    // A request with all that the gate wants; extra is whole header lines.
    [[nodiscard]] QByteArray post(QByteArrayView body, QByteArrayView extra = {}) const;
    [[nodiscard]] QByteArray get(QByteArrayView target, QByteArrayView extra = {}) const;

    // Runs it in the network thread and waits for its end.
    template<class Function>
    auto run(Function function)
    {
        using Value = std::invoke_result_t<Function, HttpServer &>;
        if constexpr (std::is_void_v<Value>) {
            QMetaObject::invokeMethod(
                &m_home, [&] { function(*m_server); }, Qt::BlockingQueuedConnection);
        } else {
            Value value{};
            QMetaObject::invokeMethod(
                &m_home, [&] { value = function(*m_server); }, Qt::BlockingQueuedConnection);
            return value;
        }
    }
    // Moves the clock and lets the server look at it. All that was sent before has been read by
    // then.
    void advance(qint64 ms);
    [[nodiscard]] HttpCounters counters();

    // Deletes the server while its thread runs on.
    void destroyServer();

    TestHandler handler;
    ManualClock clock;

private:
    QTemporaryDir m_folder;
    QThread m_thread;
    QObject m_home; // lives in m_thread
    HttpServer *m_server = nullptr; // the same
    quint16 m_port = 0;
};

} // namespace dogwatch::test
