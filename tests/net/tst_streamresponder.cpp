// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/streamresponder.h"

#include "testclient.h"
#include "testserver.h"

#include <QSemaphore>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;

namespace {

// Answers each request in pieces, which the test gives.
struct StreamingServer
{
    StreamingServer()
    {
        server.handler.onRequest = [this](HttpRequest &&, Responder responder) {
            HttpResponse head = HttpResponse::empty(200);
            head.addHeader("Content-Type", "text/event-stream");
            stream = std::make_unique<StreamResponder>(std::move(responder), std::move(head),
                                                       [this] { changes.release(); });
            begun.release();
        };
    }
    ~StreamingServer()
    {
        server.run([this](HttpServer &) { stream.reset(); });
    }
    void begin(TestClient &client, const QByteArray &request)
    {
        client.send(request);
        QVERIFY(begun.tryAcquire(1, 20'000));
    }
    void write(const QByteArray &bytes)
    {
        server.run([&](HttpServer &) { stream->write(bytes); });
    }
    void end()
    {
        server.run([this](HttpServer &) { stream->end(); });
    }
    [[nodiscard]] bool isOpen()
    {
        return server.run([this](HttpServer &) { return stream->isOpen(); });
    }
    [[nodiscard]] qint64 backlog()
    {
        return server.run([this](HttpServer &) { return stream->backlog(); });
    }

    TestServer server;
    QSemaphore begun;
    QSemaphore changes;
    std::unique_ptr<StreamResponder> stream; // lives in the network thread
};

} // namespace

// An answer whose bytes come one after the other.
class TestStreamResponder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void piecesArriveAsChunksAndTheConnectionGoesOn();
    void anOldClientReadsUntilTheEndOfTheConnection();
    void aClientThatLeavesIsNoticed();
    void aClientThatTakesNothingIsClosed();
    void aShutdownEndsIt();
};

void TestStreamResponder::piecesArriveAsChunksAndTheConnectionGoesOn()
{
    StreamingServer streaming;
    TestClient client = TestClient::tcp(streaming.server.port());
    streaming.begin(client, streaming.server.get("/api/status"));
    const QByteArray head = client.receiveHead();
    QVERIFY(head.contains("Transfer-Encoding: chunked\r\n"));
    QVERIFY(!head.contains("Content-Length"));
    streaming.write("one");
    streaming.write("");
    streaming.write("two, longer than ten");
    streaming.end();
    // What follows on the connection is the answer to the next request.
    streaming.begin(client, streaming.server.get("/api/status"));
    const QByteArray rest = client.receiveHead();
    QVERIFY2(rest.startsWith("3\r\none\r\n14\r\ntwo, longer than ten\r\n0\r\n\r\n"),
             rest.constData());
}

void TestStreamResponder::anOldClientReadsUntilTheEndOfTheConnection()
{
    StreamingServer streaming;
    TestClient client = TestClient::tcp(streaming.server.port());
    QByteArray request = streaming.server.get("/api/status");
    request.replace("HTTP/1.1", "HTTP/1.0");
    streaming.begin(client, request);
    QVERIFY(!client.receiveHead().contains("chunked"));
    streaming.end();
    QVERIFY(client.isClosedByPeer());
}

void TestStreamResponder::aClientThatLeavesIsNoticed()
{
    StreamingServer streaming;
    TestClient client = TestClient::tcp(streaming.server.port());
    streaming.begin(client, streaming.server.get("/api/status"));
    client.close();
    QTRY_VERIFY_WITH_TIMEOUT(!streaming.isOpen(), 20'000);
    QVERIFY(streaming.changes.tryAcquire(1, 20'000));
    streaming.write("to nobody");
}

void TestStreamResponder::aClientThatTakesNothingIsClosed()
{
    StreamingServer streaming;
    TestClient client = TestClient::tcp(streaming.server.port());
    streaming.begin(client, streaming.server.get("/api/status"));
    // More than the kernel holds for both sides.
    streaming.write(QByteArray(64 * 1024 * 1024, 'x'));
    QVERIFY(streaming.backlog() > 0);
    // What it is sent meanwhile is no sign of life.
    for (int i = 0; i < 6; ++i) {
        streaming.server.advance(HttpTimeouts().stalled / 2);
        streaming.write("more");
    }
    QVERIFY(!streaming.isOpen());
}

void TestStreamResponder::aShutdownEndsIt()
{
    StreamingServer streaming;
    TestClient client = TestClient::tcp(streaming.server.port());
    streaming.begin(client, streaming.server.get("/api/status"));
    (void)client.receiveHead();
    streaming.server.run([](HttpServer &server) { server.shutdown(1'000); });
    QVERIFY(!streaming.isOpen());
    QVERIFY(client.receiveHead().startsWith("0\r\n\r\n"));
}

QTEST_GUILESS_MAIN(TestStreamResponder)
#include "tst_streamresponder.moc"
