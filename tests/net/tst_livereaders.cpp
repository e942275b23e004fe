// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "apifixture.h"

#include "core/fault.h"

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

const QList<QueryItem> kJson{{"Content-Type", "application/json"}};
constexpr int kMessages = 300;
constexpr qsizetype kLength = 10'000; // of one
// A page of 1 MiB on top of what still lets a reader be fed.
constexpr qint64 kMostHeld = 64 * 1024 + 1024 * 1024 + 2 * kLength;

// Reads a stream as server-sent events, and takes nothing of it until it is told to.
class Follower
{
public:
    Follower(ApiFixture &api, const QByteArray &path)
        : m_queue(std::make_shared<AnswerQueue>(
            &m_home, [this](Answer &&answer) { take(std::move(answer)); }))
    {
        HttpRequest request;
        request.head.method = "GET";
        request.head.target = path;
        request.head.path = path;
        request.head.query = {{"offset", "-1"}, {"live", "sse"}};
        api.api.handle(std::move(request), Responder(m_queue, {1, 1}));
    }
    ~Follower() { m_queue->close(); }
    Q_DISABLE_COPY_MOVE(Follower)

    [[nodiscard]] bool isRead() const { return m_link != nullptr; }
    [[nodiscard]] qint64 held() const { return m_link->backlog; }
    void takeAll() const
    {
        m_link->backlog = 0;
        m_link->changed();
    }
    // The numbers of the messages in the order in which they came.
    [[nodiscard]] QList<int> numbers() const
    {
        QList<int> all;
        const QByteArrayList lines = m_bytes.split('\n');
        for (const QByteArray &line : lines) {
            if (!line.startsWith("data:["))
                continue;
            const QJsonArray messages = QJsonDocument::fromJson(line.mid(5)).array();
            for (const QJsonValue &message : messages)
                all.append(message[u"n"].toInt());
        }
        return all;
    }

private:
    void take(Answer &&answer)
    {
        if (answer.kind == Answer::Kind::Begin)
            m_link = answer.link;
        if (answer.kind != Answer::Kind::Piece)
            return;
        m_bytes += answer.response.body;
        m_link->backlog += answer.response.body.size();
    }

    QObject m_home;
    QByteArray m_bytes;
    std::shared_ptr<StreamLink> m_link;
    std::shared_ptr<AnswerQueue> m_queue;
};

} // namespace

// Those who wait for what a stream will get.
class TestLiveReaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoTakesNothingIsNotFedAndMissesNothing();
    void whoeverCanNotProlongALifeIsNotAnswered_data();
    void whoeverCanNotProlongALifeIsNotAnswered();
};

void TestLiveReaders::whoTakesNothingIsNotFedAndMissesNothing()
{
    ApiFixture api;
    QCOMPARE(api.ask("PUT", "/v1/stream/a", {}, {}, kJson).status, 201);
    Follower slow(api, "/v1/stream/a");
    QTRY_VERIFY(slow.isRead());
    QList<int> expected;
    for (int i = 0; i < kMessages; ++i) {
        const QByteArray message =
            "{\"n\":" + QByteArray::number(i) + ",\"pad\":\"" + QByteArray(kLength, 'x') + "\"}";
        QCOMPARE(api.ask("POST", "/v1/stream/a", message, {}, kJson).status, 204);
        expected.append(i);
    }
    // All that was looked for by now has come.
    QTRY_VERIFY(slow.held() > 64 * 1024);
    QCOMPARE(api.get("/v1/stream/a", {{"offset", "now"}}).status, 200);
    QCoreApplication::processEvents();
    QVERIFY2(slow.held() < kMostHeld, qPrintable(QString::number(slow.held())));
    // What it missed comes a page at a time, in order.
    while (slow.numbers().size() < kMessages) {
        const qsizetype before = slow.numbers().size();
        slow.takeAll();
        QTRY_VERIFY(slow.numbers().size() > before);
        QVERIFY(slow.held() < kMostHeld);
    }
    QCOMPARE(slow.numbers(), expected);
}

void TestLiveReaders::whoeverCanNotProlongALifeIsNotAnswered_data()
{
    QTest::addColumn<QList<QueryItem>>("query");
    QTest::newRow("what there is") << QList<QueryItem>();
    QTest::newRow("long poll") << QList<QueryItem>{{"offset", "-1"}, {"live", "long-poll"}};
    QTest::newRow("events") << QList<QueryItem>{{"offset", "-1"}, {"live", "sse"}};
}

void TestLiveReaders::whoeverCanNotProlongALifeIsNotAnswered()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    QFETCH(QList<QueryItem>, query);
    ApiFixture api;
    QList<QueryItem> headers = kJson;
    headers += {{"Stream-TTL", "100"}};
    QCOMPARE(api.ask("PUT", "/v1/stream/t", "[1]", {}, headers).status, 201);
    api.clock.advance(60'000);
    setFaults("works.before_commit:1+:error");
    const HttpResponse refused = api.get("/v1/stream/t", query);
    setFaults("");
    QCOMPARE(refused.status, 503);
    QVERIFY(!refused.header("Retry-After").isEmpty());
    QCOMPARE(api.get("/v1/stream/t", query).status, 200);
    api.clock.advance(99'000); // which only that answer has made possible
    QCOMPARE(api.get("/v1/stream/t", query).status, 200);
    api.clock.advance(101'000);
    QCOMPARE(api.get("/v1/stream/t", query).status, 404);
#endif
}

QTEST_GUILESS_MAIN(TestLiveReaders)
#include "tst_livereaders.moc"
