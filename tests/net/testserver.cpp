// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testserver.h"

#include <QCoreApplication>

namespace dogwatch::test {

RoutePolicy TestHandler::policyFor(const RequestHead &head) const
{
    RoutePolicy policy = RoutePolicy::forApi(head);
    if (head.path.startsWith("/v1/stream/")) {
        policy.needsJson = false;
        policy.allowsChunked = true;
        policy.needsToken = head.method != "OPTIONS";
        policy.refusesBrowsers = head.method != "OPTIONS";
    }
    return policy;
}

std::optional<HttpResponse> TestHandler::admit(const RequestHead &head)
{
    const auto only = [&head](QByteArrayView allowed) -> std::optional<HttpResponse> {
        const QList<QByteArray> methods = allowed.toByteArray().split(',');
        if (methods.contains(head.method)) {
            return std::nullopt;
        }
        HttpResponse response = HttpResponse::error(405, "method_not_allowed", "Not that method.");
        response.addHeader("Allow", allowed);
        return response;
    };
    if (head.path == "/api/hooks/claude-code") {
        return only("POST");
    }
    if (head.path == "/api/live") {
        return only("GET");
    }
    if (head.path == "/api/status") {
        return only("GET,HEAD");
    }
    if (head.path.startsWith("/v1/stream/")) {
        return std::nullopt;
    }
    return HttpResponse::error(404, "not_found", "No such path.");
}

void TestHandler::handle(HttpRequest &&request, Responder responder)
{
    ++m_handled;
    if (onRequest) {
        onRequest(std::move(request), std::move(responder));
    } else if (m_holds) {
        {
            const QMutexLocker lock(&m_mutex);
            m_held.push_back({std::move(request), std::move(responder)});
        }
        m_available.release();
    } else {
        responder.respond({200, {}, request.body});
    }
}

TestHandler::Held TestHandler::take()
{
    if (!m_available.tryAcquire(1, 20'000)) {
        qFatal("no request came");
    }
    const QMutexLocker lock(&m_mutex);
    Held held = std::move(m_held.front());
    m_held.erase(m_held.begin());
    return held;
}

HttpServerOptions TestServer::defaults()
{
    HttpServerOptions options;
    options.token = kToken;
    return options;
}

TestServer::TestServer(const HttpServerOptions &options)
    : m_server(new HttpServer(handler, clock, options))
{
    m_home.moveToThread(&m_thread);
    m_server->moveToThread(&m_thread);
    m_thread.start();
    const bool listening = run([this](HttpServer &server) {
        return server.listenTcp(0).ok() && server.listenLocal(localPath()).ok();
    });
    if (!listening) {
        qFatal("the test server can't listen");
    }
    m_port = run([](HttpServer &server) { return server.port(); });
}

TestServer::~TestServer()
{
    destroyServer();
    m_thread.quit();
    m_thread.wait();
}

void TestServer::destroyServer()
{
    if (m_server != nullptr) {
        run([](HttpServer &server) { delete &server; });
        m_server = nullptr;
    }
}

QByteArray TestServer::post(QByteArrayView body, QByteArrayView extra) const
{
    QByteArray request = "POST /api/hooks/claude-code HTTP/1.1\r\nHost: 127.0.0.1:";
    request += QByteArray::number(m_port);
    request += "\r\nAuthorization: Bearer ";
    request += kToken;
    request += "\r\nContent-Type: application/json\r\nContent-Length: ";
    request += QByteArray::number(body.size());
    request += "\r\n";
    request += extra;
    request += "\r\n";
    request += body;
    return request;
}

QByteArray TestServer::get(QByteArrayView target, QByteArrayView extra) const
{
    QByteArray request = "GET ";
    request += target;
    request += " HTTP/1.1\r\nHost: 127.0.0.1:";
    request += QByteArray::number(m_port);
    request += "\r\nAuthorization: Bearer ";
    request += kToken;
    request += "\r\n";
    request += extra;
    request += "\r\n";
    return request;
}

void TestServer::advance(qint64 ms)
{
    run([this, ms](HttpServer &server) {
        // What lies in the kernel belongs to the time before: accept it, read it, answer it.
        for (int i = 0; i < 4; ++i) {
            QCoreApplication::processEvents();
        }
        clock.advance(ms);
        server.tick();
    });
}

HttpCounters TestServer::counters()
{
    return run([](HttpServer &server) { return server.counters(); });
}

} // namespace dogwatch::test
