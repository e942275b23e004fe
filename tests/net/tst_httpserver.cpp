// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testclient.h"
#include "testserver.h"

#include <QFileInfo>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;

namespace {

HttpServerOptions withCap(int connections)
{
    HttpServerOptions options = TestServer::defaults();
    options.maxConnections = connections;
    return options;
}

int connections(TestServer &server)
{
    return server.run([](HttpServer &http) { return http.connectionCount(); });
}

std::vector<TestClient> connectMany(quint16 port, int count)
{
    std::vector<TestClient> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(TestClient::tcp(port));
    }
    return clients;
}

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCapLeavesRoomForBothWaysIn();
    void atTheCapNotOneMoreIsAccepted();
    void whoWaitsIsServedAsSoonAsOneEnds();
    void idleConnectionsMakeRoomAtTheCap();
    void nineHundredIdleConnectionsDoNotKeepARequestOut();
    void aCrowdOnTcpDoesNotBlockTheLocalSocket();
    void theConnectionIdleLongestGoesFirst();
    void aConnectionWithARequestUnderWayIsNeverEvicted();
    void aHeadThatDoesNotEndMakesRoomAfterASecond();
    void aConnectionWhoseRequestHasJustArrivedIsNotEvicted();
    void bodiesBeyondTheBudgetGet503();
    void aChunkedBodyCountsAsItComes();
    void shutdownFinishesWhatIsUnderWay();
    void shutdownEndsAtItsDeadline();
    void shutdownRefusesAHalfSentRequest();
    void shutdownWithoutConnectionsEndsAtOnce();
};

void TestHttpServer::theCapLeavesRoomForBothWaysIn()
{
    const ConnectionCap cap{1024};
    QCOMPARE(cap.share(Transport::Tcp), 960);
    QCOMPARE(cap.share(Transport::Local), 512);
    QVERIFY(cap.hasRoom(Transport::Tcp, 959, 959));
    QVERIFY(!cap.hasRoom(Transport::Tcp, 960, 960));
    QVERIFY(cap.hasRoom(Transport::Local, 63, 1023));
    QVERIFY(!cap.hasRoom(Transport::Local, 64, 1024));
}

void TestHttpServer::atTheCapNotOneMoreIsAccepted()
{
    TestServer server(withCap(16));
    server.handler.hold();
    std::vector<TestClient> clients = connectMany(server.port(), 40);
    for (TestClient &client : clients) {
        client.send(server.post("{}"));
    }
    std::vector<TestHandler::Held> held;
    for (int i = 0; i < 15; ++i) {
        held.push_back(server.handler.take());
    }
    server.advance(2'000);
    QCOMPARE(server.counters().accepted, 15); // 16 less the one kept for the local socket
    QCOMPARE(server.handler.handled(), 15);
    QCOMPARE(server.counters().evicted, 0);
}

void TestHttpServer::whoWaitsIsServedAsSoonAsOneEnds()
{
    TestServer server(withCap(16));
    server.handler.hold();
    std::vector<TestClient> clients = connectMany(server.port(), 60);
    for (TestClient &client : clients) {
        client.send(server.post("{}", "Connection: close\r\n"));
    }
    for (int i = 0; i < 60; ++i) {
        server.handler.take().responder.respond(HttpResponse::empty(200));
    }
    for (TestClient &client : clients) {
        QCOMPARE(client.receive().status, 200);
    }
    QCOMPARE(server.counters().evicted, 0);
}

void TestHttpServer::idleConnectionsMakeRoomAtTheCap()
{
    TestServer server(withCap(16));
    std::vector<TestClient> idle = connectMany(server.port(), 15);
    server.advance(100);
    TestClient client = TestClient::tcp(server.port());
    client.send(server.post("in"));
    server.advance(0);
    QCOMPARE(client.receive().body, QByteArray("in"));
    QVERIFY(server.counters().evicted >= 1);
    QVERIFY(connections(server) <= 15);
}

void TestHttpServer::nineHundredIdleConnectionsDoNotKeepARequestOut()
{
    for (const int cap : {1024, 128}) {
        TestServer server(withCap(cap));
        std::vector<TestClient> idle = connectMany(server.port(), 900);
        TestClient client = TestClient::tcp(server.port());
        client.send(server.post("in"));
        // The time it takes to get through the waiting ones, a share at a time.
        for (int i = 0; i < 10; ++i) {
            server.advance(100);
        }
        QCOMPARE(client.receive().body, QByteArray("in"));
        QVERIFY(connections(server) <= cap);
    }
}

void TestHttpServer::aCrowdOnTcpDoesNotBlockTheLocalSocket()
{
    TestServer server(withCap(16));
    server.handler.hold();
    std::vector<TestClient> crowd = connectMany(server.port(), 40);
    for (TestClient &client : crowd) {
        client.send(server.post("{}"));
    }
    std::vector<TestHandler::Held> held;
    for (int i = 0; i < 15; ++i) {
        held.push_back(server.handler.take());
    }
    TestClient local = TestClient::local(server.localPath());
    local.send(server.post("hook"));
    TestHandler::Held hook = server.handler.take();
    QCOMPARE(hook.request.body, QByteArray("hook"));
    QCOMPARE(hook.request.head.transport, Transport::Local);
    hook.responder.respond(HttpResponse::empty(200));
    QCOMPARE(local.receive().status, 200);
}

void TestHttpServer::theConnectionIdleLongestGoesFirst()
{
    TestServer server(withCap(4)); // three on TCP
    TestClient first = TestClient::tcp(server.port());
    server.advance(1'000);
    TestClient second = TestClient::tcp(server.port());
    server.advance(1'000);
    first.send(server.get("/api/status"));
    QCOMPARE(first.receive().status, 200); // so that the second has been idle longest
    server.advance(1'000);
    TestClient third = TestClient::tcp(server.port());
    server.advance(0);
    QVERIFY(second.isClosedByPeer());
    first.send(server.get("/api/status"));
    QCOMPARE(first.receive().status, 200);
    third.send(server.get("/api/status"));
    QCOMPARE(third.receive().status, 200);
}

void TestHttpServer::aConnectionWithARequestUnderWayIsNeverEvicted()
{
    TestServer server(withCap(4));
    server.handler.hold();
    TestClient busy = TestClient::tcp(server.port());
    busy.send(server.post("a"));
    TestHandler::Held held = server.handler.take();
    TestClient sending = TestClient::tcp(server.port());
    sending.send(server.post("0123456789").chopped(5)); // past the gate, its body on the way
    server.advance(10'000);
    std::vector<TestClient> idle = connectMany(server.port(), 3);
    for (int i = 0; i < 5; ++i) {
        server.advance(100);
    }
    QVERIFY(server.counters().evicted >= 2);
    sending.send("56789");
    server.handler.take().responder.respond(HttpResponse::empty(200));
    QCOMPARE(sending.receive().status, 200);
    held.responder.respond({200, {}, "done"});
    QCOMPARE(busy.receive().body, QByteArray("done"));
}

void TestHttpServer::aHeadThatDoesNotEndMakesRoomAfterASecond()
{
    TestServer server(withCap(4));
    std::vector<TestClient> slow = connectMany(server.port(), 3);
    for (TestClient &client : slow) {
        client.send("POST /api/ho");
    }
    TestClient client = TestClient::tcp(server.port());
    client.send(server.post("in"));
    server.advance(999);
    QCOMPARE(server.counters().evicted, 0);
    server.advance(1);
    server.advance(0);
    QCOMPARE(client.receive().body, QByteArray("in"));
    QVERIFY(server.counters().evicted >= 1);
}

void TestHttpServer::aConnectionWhoseRequestHasJustArrivedIsNotEvicted()
{
    TestServer server(withCap(4));
    TestClient early = TestClient::tcp(server.port());
    server.advance(1);
    TestClient later = TestClient::tcp(server.port());
    TestClient last = TestClient::tcp(server.port());
    server.advance(1);
    QCOMPARE(connections(server), 3);
    server.run([&](HttpServer &http) {
        early.send(server.get("/api/status")); // in the kernel; no event has told the server
        server.clock.advance(1'000);
        http.tick();
    });
    QCOMPARE(early.receive().status, 200);
    QCOMPARE(server.counters().evicted, 1);
}

void TestHttpServer::bodiesBeyondTheBudgetGet503()
{
    HttpServerOptions options = TestServer::defaults();
    options.maxBufferedBodies = 1000;
    TestServer server(options);
    server.handler.hold();
    TestClient first = TestClient::tcp(server.port());
    first.send(server.post(QByteArray(600, 'a')));
    TestHandler::Held held = server.handler.take();

    TestClient second = TestClient::tcp(server.port());
    second.send(server.post(QByteArray(600, 'b')).chopped(600));
    const ClientResponse refused = second.receive();
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.header("Retry-After"), QByteArray("1"));

    held.responder.respond(HttpResponse::empty(200)); // which frees its share
    QCOMPARE(first.receive().status, 200);
    TestClient third = TestClient::tcp(server.port());
    third.send(server.post(QByteArray(600, 'c')));
    QCOMPARE(server.handler.take().request.body.size(), 600);
    QCOMPARE(third.receive().status, 503); // nobody answered it
    QCOMPARE(server.run([](HttpServer &http) { return http.bufferedBodyBytes(); }), 0);
}

void TestHttpServer::aChunkedBodyCountsAsItComes()
{
    HttpServerOptions options = TestServer::defaults();
    options.maxBufferedBodies = 1000;
    TestServer server(options);
    TestClient client = TestClient::local(server.localPath());
    client.send("POST /v1/stream/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("258\r\n" + QByteArray(600, 'a') + "\r\n");
    server.advance(0);
    QCOMPARE(server.run([](HttpServer &http) { return http.bufferedBodyBytes(); }), 600);
    client.send("258\r\n" + QByteArray(600, 'a') + "\r\n");
    QCOMPARE(client.receive().status, 503);
    QCOMPARE(server.run([](HttpServer &http) { return http.bufferedBodyBytes(); }), 0);
}

void TestHttpServer::shutdownFinishesWhatIsUnderWay()
{
    TestServer server;
    server.handler.hold();
    TestClient busy = TestClient::tcp(server.port());
    busy.send(server.post("a"));
    TestHandler::Held held = server.handler.take();
    TestClient idle = TestClient::tcp(server.port());
    server.advance(0);

    QSemaphore stopped;
    server.run([&](HttpServer &http) {
        QObject::connect(&http, &HttpServer::stopped, &http, [&stopped] { stopped.release(); });
        http.shutdown(5'000);
    });
    QVERIFY(idle.isClosedByPeer());
    QVERIFY(!TestClient::tcp(server.port()).isConnected());
    QVERIFY(!QFileInfo::exists(server.localPath()));
    QCOMPARE(stopped.available(), 0);

    held.responder.respond({200, {}, "done"});
    const ClientResponse response = busy.receive();
    QCOMPARE(response.body, QByteArray("done"));
    QCOMPARE(response.header("Connection"), QByteArray("close"));
    QVERIFY(stopped.tryAcquire(1, 20'000));
}

void TestHttpServer::shutdownEndsAtItsDeadline()
{
    TestServer server;
    server.handler.hold();
    TestClient busy = TestClient::tcp(server.port());
    busy.send(server.post("a"));
    TestHandler::Held held = server.handler.take();
    QSemaphore stopped;
    server.run([&](HttpServer &http) {
        QObject::connect(&http, &HttpServer::stopped, &http, [&stopped] { stopped.release(); });
        http.shutdown(5'000);
    });
    server.advance(4'999);
    QCOMPARE(connections(server), 1);
    server.advance(1);
    QVERIFY(stopped.tryAcquire(1, 20'000));
    QCOMPARE(busy.receive().status, 0);
}

void TestHttpServer::shutdownRefusesAHalfSentRequest()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    client.send(server.post("abc").chopped(1));
    server.advance(0);
    server.run([](HttpServer &http) { http.shutdown(5'000); });
    QCOMPARE(client.receive().status, 503);
    QCOMPARE(server.handler.handled(), 0);
}

void TestHttpServer::shutdownWithoutConnectionsEndsAtOnce()
{
    TestServer server;
    QSemaphore stopped;
    server.run([&](HttpServer &http) {
        http.shutdown(5'000);
        QObject::connect(&http, &HttpServer::stopped, &http, [&stopped] { stopped.release(); });
    });
    QVERIFY(stopped.tryAcquire(1, 20'000));
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
