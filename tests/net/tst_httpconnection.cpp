// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testclient.h"
#include "testserver.h"

#include <QTest>

#include <thread>

using namespace dogwatch;
using namespace dogwatch::test;

class TestHttpConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aConnectionServesOneRequestAfterTheOther();
    void pipelinedRequestsAreAnsweredInTheirOrder();
    void onlyOneRequestOfAConnectionIsUnderWay();
    void manyPipelinedRequestsOfARandomSizeComeWhole();
    void aTooLargeBodyIsRefusedBeforeItIsSent();
    void theAnswerToATooLargeBodySurvivesTheBody();
    void aRefusalWithoutABodyKeepsTheConnection();
    void aRefusalWithABodyEndsTheConnection();
    void continueIsSaidOnceTheBodyIsWanted();
    void continueIsNotSaidForABodyThatIsRefused();
    void connectionCloseIsObeyed();
    void http10ClosesUnlessAsked();
    void headGetsNoBody();
    void aLargeAnswerComesWhole();
    void aClientThatDoesNotReadStopsItsOwnRequests();
};

void TestHttpConnection::aConnectionServesOneRequestAfterTheOther()
{
    TestServer server;
    TestClient clients[] = {TestClient::tcp(server.port()), TestClient::local(server.localPath())};
    for (TestClient &client : clients) {
        for (const char *text : {"1", "", "333"}) {
            const QByteArray body(text);
            QVERIFY(client.send(server.post(body)));
            const ClientResponse response = client.receive();
            QCOMPARE(response.status, 200);
            QCOMPARE(response.body, body);
            QVERIFY(response.header("Connection").isEmpty());
        }
    }
}

void TestHttpConnection::pipelinedRequestsAreAnsweredInTheirOrder()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    QByteArray all;
    for (int i = 0; i < 200; ++i) {
        all += server.post(QByteArray::number(i));
    }
    client.send(all);
    for (int i = 0; i < 200; ++i) {
        QCOMPARE(client.receive().body, QByteArray::number(i));
    }
}

void TestHttpConnection::onlyOneRequestOfAConnectionIsUnderWay()
{
    TestServer server;
    server.handler.hold();
    TestClient client = TestClient::tcp(server.port());
    client.send(server.post("a") + server.post("b") + server.post("c"));
    for (int i = 0; i < 3; ++i) {
        const QByteArray body(1, static_cast<char>('a' + i));
        TestHandler::Held held = server.handler.take();
        server.advance(0);
        QCOMPARE(held.request.body, body);
        QCOMPARE(server.counters().requests, quint64(server.handler.handled()));
        QCOMPARE(server.handler.handled(), i + 1);
        held.responder.respond({200, {}, body});
        QCOMPARE(client.receive().body, body);
    }
}

void TestHttpConnection::manyPipelinedRequestsOfARandomSizeComeWhole()
{
    TestServer server;
    TestClient client = TestClient::local(server.localPath());
    std::thread sender([&] {
        for (int i = 0; i < 300; ++i) {
            client.send(server.post(QByteArray(i * i, static_cast<char>('a' + i % 26))));
        }
    });
    bool whole = true;
    for (int i = 0; i < 300; ++i) {
        whole =
            client.receive().body == QByteArray(i * i, static_cast<char>('a' + i % 26)) && whole;
    }
    sender.join();
    QVERIFY(whole);
}

void TestHttpConnection::aTooLargeBodyIsRefusedBeforeItIsSent()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    QByteArray request = server.post({});
    request.replace("Content-Length: 0", "Content-Length: 100000000");
    client.send(request);
    const ClientResponse response = client.receive();
    QCOMPARE(response.status, 413);
    QCOMPARE(response.header("Connection"), QByteArray("close"));
    QVERIFY(client.isClosedByPeer());
    QCOMPARE(server.handler.handled(), 0);
    QCOMPARE(server.run([](HttpServer &http) { return http.bufferedBodyBytes(); }), 0);
}

void TestHttpConnection::theAnswerToATooLargeBodySurvivesTheBody()
{
    TestServer server;
    QByteArray request = server.post({});
    request.replace("Content-Length: 0", "Content-Length: 9000000");

    // Who goes on sending for a while is not reset.
    TestClient polite = TestClient::tcp(server.port());
    polite.send(request);
    QCOMPARE(polite.receive().status, 413);
    for (int i = 0; i < 20; ++i) {
        QVERIFY(polite.send(QByteArray(10'000, 'x')));
        server.advance(0);
    }

    // Who sends it all before looking finds the answer too.
    TestClient eager = TestClient::tcp(server.port());
    std::thread sender([&] { eager.send(request + QByteArray(9'000'000, 'x')); });
    QCOMPARE(eager.receive().status, 413);
    server.advance(1'000);
    sender.join();
}

void TestHttpConnection::aRefusalWithoutABodyKeepsTheConnection()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    client.send(server.get("/nowhere") + server.get("/api/status"));
    QCOMPARE(client.receive().status, 404);
    QCOMPARE(client.receive().status, 200);
}

void TestHttpConnection::aRefusalWithABodyEndsTheConnection()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    QByteArray request = server.post("{}");
    request.replace("application/json", "text/plain");
    client.send(request + server.get("/api/status"));
    QCOMPARE(client.receive().status, 415);
    QVERIFY(client.isClosedByPeer());
    QCOMPARE(server.handler.handled(), 0);
}

void TestHttpConnection::continueIsSaidOnceTheBodyIsWanted()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    const QByteArray request = server.post("hello", "Expect: 100-continue\r\n");
    client.send(request.chopped(5));
    QCOMPARE(client.receiveHead(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    client.send("hello");
    QCOMPARE(client.receive().body, QByteArray("hello"));
    // Who sends the body at once is not told to go on.
    client.send(request);
    QVERIFY(client.receiveHead().startsWith("HTTP/1.1 200"));
}

void TestHttpConnection::continueIsNotSaidForABodyThatIsRefused()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    QByteArray request = server.post({}, "Expect: 100-continue\r\n");
    client.send(request.replace("Content-Length: 0", "Content-Length: 9000000"));
    QVERIFY(client.receiveHead().startsWith("HTTP/1.1 413"));
}

void TestHttpConnection::connectionCloseIsObeyed()
{
    TestServer server;
    TestClient clients[] = {TestClient::tcp(server.port()), TestClient::local(server.localPath())};
    for (TestClient &client : clients) {
        client.send(server.post("a", "Connection: close\r\n"));
        const ClientResponse response = client.receive();
        QCOMPARE(response.status, 200);
        QCOMPARE(response.header("Connection"), QByteArray("close"));
        QVERIFY(client.isClosedByPeer());
    }
}

void TestHttpConnection::http10ClosesUnlessAsked()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    QByteArray request = server.get("/api/status", "Connection: keep-alive\r\n");
    client.send(request.replace("HTTP/1.1", "HTTP/1.0"));
    QCOMPARE(client.receive().header("Connection"), QByteArray("keep-alive"));
    request = server.get("/api/status");
    client.send(request.replace("HTTP/1.1", "HTTP/1.0"));
    QCOMPARE(client.receive().header("Connection"), QByteArray("close"));
    QVERIFY(client.isClosedByPeer());
}

void TestHttpConnection::headGetsNoBody()
{
    TestServer server;
    server.handler.onRequest = [](HttpRequest &&, Responder responder) {
        responder.respond({200, {}, "four"});
    };
    TestClient client = TestClient::tcp(server.port());
    QByteArray request = server.get("/api/status");
    client.send(request.replace("GET", "HEAD"));
    QCOMPARE(client.receive(true).header("Content-Length"), QByteArray("4"));
    client.send(server.get("/api/status"));
    QCOMPARE(client.receive().body, QByteArray("four"));
}

void TestHttpConnection::aLargeAnswerComesWhole()
{
    TestServer server;
    const QByteArray large(5'000'000, 'y');
    server.handler.onRequest = [&large](HttpRequest &&, Responder responder) {
        responder.respond({200, {}, large});
    };
    TestClient clients[] = {TestClient::tcp(server.port()), TestClient::local(server.localPath())};
    for (TestClient &client : clients) {
        client.send(server.get("/api/status", "Connection: close\r\n"));
        QCOMPARE(client.receive().body, large);
        QVERIFY(client.isClosedByPeer());
    }
}

void TestHttpConnection::aClientThatDoesNotReadStopsItsOwnRequests()
{
    TestServer server;
    const QByteArray answer(1'000'000, 'y');
    server.handler.onRequest = [&answer](HttpRequest &&, Responder responder) {
        responder.respond({200, {}, answer});
    };
    TestClient client = TestClient::tcp(server.port());
    QByteArray all;
    for (int i = 0; i < 30; ++i) {
        all += server.get("/api/status");
    }
    client.send(all);
    server.advance(0);
    // The kernel takes some megabytes; the rest must not have been made yet.
    QVERIFY2(server.handler.handled() < 20, qPrintable(QString::number(server.handler.handled())));
    for (int i = 0; i < 30; ++i) {
        QCOMPARE(client.receive().body.size(), answer.size());
    }
    QCOMPARE(server.handler.handled(), 30);
}

QTEST_GUILESS_MAIN(TestHttpConnection)
#include "tst_httpconnection.moc"
