// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testclient.h"
#include "testserver.h"

#include <QCoreApplication>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace dogwatch;
using namespace dogwatch::test;

namespace {

// Counts the queued calls that reach it.
class CallCounter : public QObject
{
public:
    int calls = 0;

protected:
    bool event(QEvent *event) override
    {
        calls += event->type() == QEvent::MetaCall ? 1 : 0;
        return QObject::event(event);
    }
};

} // namespace

class TestResponder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerMayComeFromAnotherThread();
    void aBatchOfAnswersReachesEachClient();
    void aRequestNobodyAnswersGets503();
    void aSecondAnswerIsIgnored();
    void anAnswerAfterTheClientLeftIsHarmless();
    void anAnswerAfterTheServerIsGoneIsHarmless();
    void manyAnswersCostOneWakeUp();
    void aClosedQueueDeliversNothing();
};

void TestResponder::anAnswerMayComeFromAnotherThread()
{
    TestServer server;
    server.handler.hold();
    TestClient client = TestClient::tcp(server.port());
    for (int i = 0; i < 100; ++i) {
        client.send(server.post(QByteArray::number(i)));
        TestHandler::Held held = server.handler.take();
        QVERIFY(held.responder.isOpen());
        held.responder.respond({200, {}, held.request.body});
        QVERIFY(!held.responder.isOpen());
        QCOMPARE(client.receive().body, QByteArray::number(i));
    }
}

void TestResponder::aBatchOfAnswersReachesEachClient()
{
    TestServer server;
    server.handler.hold();
    std::vector<TestClient> clients;
    std::vector<PendingAnswer> answers;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(TestClient::tcp(server.port()));
        clients.back().send(server.post(QByteArray::number(i)));
        TestHandler::Held held = server.handler.take();
        answers.push_back({std::move(held.responder), {200, {}, held.request.body + '!'}});
    }
    answers.push_back({Responder(), HttpResponse::empty(200)}); // one that has been used up
    Responder::respondAll(std::move(answers));
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(clients[static_cast<size_t>(i)].receive().body, QByteArray::number(i) + '!');
    }
}

void TestResponder::aRequestNobodyAnswersGets503()
{
    TestServer server;
    server.handler.hold();
    TestClient client = TestClient::tcp(server.port());
    client.send(server.post("a"));
    (void)server.handler.take();
    const ClientResponse response = client.receive();
    QCOMPARE(response.status, 503);
    QCOMPARE(response.header("Retry-After"), QByteArray("1"));
    client.send(server.post("b"));
    server.handler.take().responder = Responder(); // assigned away
    QCOMPARE(client.receive().status, 503);
}

void TestResponder::aSecondAnswerIsIgnored()
{
    TestServer server;
    server.handler.onRequest = [](HttpRequest &&, Responder responder) {
        responder.respond({200, {}, "first"});
        responder.respond({200, {}, "second"});
    };
    TestClient client = TestClient::tcp(server.port());
    client.send(server.post("a") + server.post("b"));
    QCOMPARE(client.receive().body, QByteArray("first"));
    QCOMPARE(client.receive().body, QByteArray("first"));
}

void TestResponder::anAnswerAfterTheClientLeftIsHarmless()
{
    TestServer server;
    server.handler.hold();
    TestClient client = TestClient::tcp(server.port());
    client.send(server.post("a"));
    TestHandler::Held held = server.handler.take();
    client.close();
    server.advance(0);
    QCOMPARE(server.run([](HttpServer &http) { return http.connectionCount(); }), 0);
    held.responder.respond({200, {}, "late"});

    TestClient next = TestClient::tcp(server.port());
    next.send(server.post("b"));
    TestHandler::Held other = server.handler.take();
    other.responder.respond({200, {}, "mine"});
    QCOMPARE(next.receive().body, QByteArray("mine"));
}

void TestResponder::anAnswerAfterTheServerIsGoneIsHarmless()
{
    TestServer server;
    server.handler.hold();
    TestClient clients[] = {TestClient::tcp(server.port()), TestClient::tcp(server.port())};
    std::vector<TestHandler::Held> held;
    for (TestClient &client : clients) {
        client.send(server.post("a"));
        held.push_back(server.handler.take());
    }
    std::thread racing([&] { held[0].responder.respond({200, {}, "raced"}); });
    server.destroyServer();
    racing.join();
    held[1].responder.respond({200, {}, "late"});
    // Either the first was quick enough or its connection ended; nothing hangs.
    const int status = clients[0].receive().status;
    QVERIFY(status == 200 || status == 0);
    QCOMPARE(clients[1].receive().status, 0);
}

void TestResponder::manyAnswersCostOneWakeUp()
{
    CallCounter home;
    std::vector<quint64> delivered;
    AnswerQueue queue(&home, [&](Answer &&answer) { delivered.push_back(answer.key.request); });
    std::thread([&] {
        for (quint64 i = 0; i < 100; ++i) {
            queue.post({{1, i}, HttpResponse::empty(200)});
        }
    }).join();
    QVERIFY(delivered.empty()); // not in the other thread
    QCoreApplication::processEvents();
    QCOMPARE(home.calls, 1);
    QCOMPARE(delivered.size(), 100);
    QVERIFY(std::is_sorted(delivered.begin(), delivered.end()));

    queue.post({{1, 100}, HttpResponse::empty(200)}); // in the home's own thread: at once
    QCOMPARE(delivered.size(), 101);
    QCOMPARE(home.calls, 1);
}

void TestResponder::aClosedQueueDeliversNothing()
{
    CallCounter home;
    int delivered = 0;
    AnswerQueue queue(&home, [&](Answer &&) { ++delivered; });
    std::thread([&] { queue.post({{}, HttpResponse::empty(200)}); }).join();
    queue.close();
    std::thread([&] { queue.post({{}, HttpResponse::empty(200)}); }).join();
    queue.post({{}, HttpResponse::empty(200)});
    QCoreApplication::processEvents();
    QCOMPARE(delivered, 0);
}

QTEST_GUILESS_MAIN(TestResponder)
#include "tst_responder.moc"
