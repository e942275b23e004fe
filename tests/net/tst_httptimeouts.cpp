// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testclient.h"
#include "testserver.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;

// All of it under a clock that the test moves: nothing here waits.
class TestHttpTimeouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClientThatSaysNothingIsClosedAfterFiveSeconds();
    void aHeadThatTricklesInGets408AfterFiveSeconds();
    void aBodyThatTricklesInGets408AfterFifteenSeconds();
    void anIdleConnectionIsClosedAfterAMinute();
    void aLaterRequestHasItsTimeFromItsFirstByte();
    void aRequestThatIsBeingAnsweredHasNoDeadline();
    void aClientThatTakesNothingOfItsAnswerIsClosed();
    void aRefusedClientThatStaysIsClosedAfterASecond();

private:
    static int connections(TestServer &server)
    {
        return server.run([](HttpServer &http) { return http.connectionCount(); });
    }
};

void TestHttpTimeouts::aClientThatSaysNothingIsClosedAfterFiveSeconds()
{
    TestServer server;
    TestClient tcp = TestClient::tcp(server.port());
    TestClient local = TestClient::local(server.localPath());
    server.advance(4'999);
    QCOMPARE(connections(server), 2);
    server.advance(1);
    QCOMPARE(connections(server), 0);
    QVERIFY(tcp.isClosedByPeer());
    QVERIFY(local.isClosedByPeer());
}

void TestHttpTimeouts::aHeadThatTricklesInGets408AfterFiveSeconds()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    const QByteArray request = server.get("/api/status");
    for (int i = 0; i < 5; ++i) {
        client.send(request.sliced(i, 1));
        server.advance(i < 4 ? 1'000 : 999);
    }
    QCOMPARE(server.counters().timedOut, 0);
    server.advance(1);
    QCOMPARE(server.counters().timedOut, 1);
    const ClientResponse response = client.receive();
    QCOMPARE(response.status, 408);
    QCOMPARE(response.header("Connection"), QByteArray("close"));
    QVERIFY(client.isClosedByPeer());
}

void TestHttpTimeouts::aBodyThatTricklesInGets408AfterFifteenSeconds()
{
    TestServer server;
    TestClient client = TestClient::local(server.localPath());
    const QByteArray request = server.post("0123456789");
    client.send(request.chopped(10));
    server.advance(14'000);
    client.send("0123");
    server.advance(999);
    QCOMPARE(server.counters().timedOut, 0);
    server.advance(1);
    QCOMPARE(client.receive().status, 408);
    QCOMPARE(server.handler.handled(), 0);
    QCOMPARE(server.run([](HttpServer &http) { return http.bufferedBodyBytes(); }), 0);
}

void TestHttpTimeouts::anIdleConnectionIsClosedAfterAMinute()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    client.send(server.get("/api/status"));
    QCOMPARE(client.receive().status, 200);
    server.advance(59'999);
    QCOMPARE(connections(server), 1);
    server.advance(1);
    QCOMPARE(connections(server), 0);
    QVERIFY(client.isClosedByPeer());
}

void TestHttpTimeouts::aLaterRequestHasItsTimeFromItsFirstByte()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    const QByteArray request = server.get("/api/status");
    client.send(request);
    QCOMPARE(client.receive().status, 200);
    server.advance(50'000);
    client.send(request.first(10));
    server.advance(4'999);
    client.send(request.sliced(10));
    QCOMPARE(client.receive().status, 200);
    client.send(request.first(10));
    server.advance(5'000); // which sees the bytes first
    QCOMPARE(client.receive().status, 408);
}

void TestHttpTimeouts::aRequestThatIsBeingAnsweredHasNoDeadline()
{
    TestServer server;
    server.handler.hold();
    TestClient client = TestClient::tcp(server.port());
    client.send(server.post("a"));
    TestHandler::Held held = server.handler.take();
    server.advance(300'000);
    held.responder.respond({200, {}, "late"});
    QCOMPARE(client.receive().body, QByteArray("late"));
    server.advance(59'999); // and its idle time begins only now
    QCOMPARE(connections(server), 1);
}

void TestHttpTimeouts::aClientThatTakesNothingOfItsAnswerIsClosed()
{
    TestServer server;
    server.handler.onRequest = [](HttpRequest &&, Responder responder) {
        responder.respond({200, {}, QByteArray(40'000'000, 'y')});
    };
    TestClient client = TestClient::tcp(server.port());
    client.send(server.get("/api/status"));
    server.advance(29'999);
    QCOMPARE(connections(server), 1);
    server.advance(1);
    QCOMPARE(connections(server), 0);
}

void TestHttpTimeouts::aRefusedClientThatStaysIsClosedAfterASecond()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    client.send("nonsense\r\n");
    QCOMPARE(client.receive().status, 400);
    QVERIFY(client.isClosedByPeer()); // half of it
    server.advance(999);
    QCOMPARE(connections(server), 1);
    server.advance(1);
    QCOMPARE(connections(server), 0);
}

QTEST_GUILESS_MAIN(TestHttpTimeouts)
#include "tst_httptimeouts.moc"
