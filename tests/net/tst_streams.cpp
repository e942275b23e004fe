// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "apifixture.h"

#include "core/fault.h"
#include "net/streamanswer.h"
#include "storefixture.h"

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr char kEvents[] = "/v1/stream/monitor/events";
const QList<QueryItem> kText{{"Content-Type", "text/plain"}};
const QList<QueryItem> kJson{{"Content-Type", "application/json"}};

QList<QueryItem> at(const QByteArray &offset)
{
    return {{"offset", offset}};
}

QByteArray nextOf(const HttpResponse &response)
{
    return response.header("Stream-Next-Offset").toByteArray();
}

void report(ApiFixture &api, int events)
{
    for (int i = 0; i < events; ++i) {
        const QByteArray payload = R"({"session_id":"s","hook_event_name":"Stop","odd":1.50})";
        QCOMPARE(api.post("/api/hooks/claude-code", payload, kJson).status, 200);
    }
}

void execute(const ApiFixture &api, const QString &sql)
{
    const Result<ChangeSet> done = api.running.transact(
        [&sql](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            Result<void> executed = database.execute(sql);
            return executed ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(executed.error());
        });
    QVERIFY(done.ok());
}

} // namespace

// What the public suite of the protocol does not look at.
class TestStreams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLogOfEventsIsAStreamWithPayloadsAsTheyCame();
    void nobodyWritesToTheLogOfEvents();
    void noStreamIsMadeAmongTheReservedPaths();
    void anOffsetThatIsNotKeptAnyMoreIsGone();
    void anOffsetThatNobodyWasGivenIsRefused();
    void aPollOfTheLogIsAnsweredByTheNextEvent();
    void aCommitThatFailsIsNeitherAnsweredNorShown();
    void aStoreThatIsGoneIsNoEmptyStream();
    void jsonIsTakenByTheLetter_data();
    void jsonIsTakenByTheLetter();
    void theBytesOfADroppedStreamGo();
    void textCanNotBeginAnEventOfItsOwn();
};

void TestStreams::theLogOfEventsIsAStreamWithPayloadsAsTheyCame()
{
    ApiFixture api;
    HttpResponse page = api.get(kEvents);
    QCOMPARE(page.body, QByteArray("[]"));
    const QByteArray start = nextOf(page);
    report(api, 3);
    page = api.get(kEvents);
    QCOMPARE(QJsonDocument::fromJson(page.body).array().size(), 3);
    QVERIFY(
        page.body.contains(R"("payload":{"session_id":"s","hook_event_name":"Stop","odd":1.50}})"));
    QCOMPARE(page.header("Stream-Up-To-Date"), QByteArrayView("true"));
    QCOMPARE(api.get(kEvents, at(start)).body, page.body);
    QCOMPARE(api.get(kEvents, at(nextOf(page))).body, QByteArray("[]"));
}

void TestStreams::nobodyWritesToTheLogOfEvents()
{
    ApiFixture api;
    for (const char *method : {"PUT", "POST", "DELETE", "PATCH"}) {
        RequestHead head;
        head.method = method;
        head.path = head.target = kEvents;
        const std::optional<HttpResponse> answer = api.api.admit(head);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 405);
        QCOMPARE(answer->header("Allow"), QByteArrayView("GET, HEAD, OPTIONS"));
    }
}

void TestStreams::noStreamIsMadeAmongTheReservedPaths()
{
    ApiFixture api;
    RequestHead head;
    head.method = "PUT";
    // Also where the name is written otherwise.
    head.target = "/v1/stream/__d%73/a";
    head.path = "/v1/stream/__ds/a";
    const std::optional<HttpResponse> answer = api.api.admit(head);
    QVERIFY(answer.has_value());
    QCOMPARE(answer->status, 404);
}

void TestStreams::anOffsetThatIsNotKeptAnyMoreIsGone()
{
    ApiFixture api;
    report(api, 5);
    const QByteArray second = "0000000000000000_0000000000000002";
    QCOMPARE(api.get(kEvents, at(second)).status, 200);
    execute(api, u"DELETE FROM event WHERE seq <= 3"_s);
    QCOMPARE(api.get(kEvents, at(second)).status, 410);
    const HttpResponse kept = api.get(kEvents, at("-1"));
    QCOMPARE(QJsonDocument::fromJson(kept.body).array().size(), 2);
    QCOMPARE(api.get(kEvents, at("0000000000000000_0000000000000003")).body, kept.body);
}

void TestStreams::anOffsetThatNobodyWasGivenIsRefused()
{
    ApiFixture api;
    report(api, 2);
    QCOMPARE(api.get(kEvents, at("0000000000000000_0000000000000003")).status, 400);
    QCOMPARE(api.ask("PUT", "/v1/stream/a", "hello", {}, kText).status, 201);
    QCOMPARE(api.get("/v1/stream/a", at("0000000000000000_0000000000000005")).status, 200);
    // Inside of an append, and behind the tail.
    QCOMPARE(api.get("/v1/stream/a", at("0000000000000000_0000000000000002")).status, 400);
    QCOMPARE(api.get("/v1/stream/a", at("0000000000000000_0000000000000006")).status, 400);
}

void TestStreams::aPollOfTheLogIsAnsweredByTheNextEvent()
{
    ApiFixture api;
    QTimer::singleShot(0, qApp, [&api] { report(api, 1); });
    const HttpResponse answer =
        api.get(kEvents, {{"offset", offsetToken(0)}, {"live", "long-poll"}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(QJsonDocument::fromJson(answer.body).array().size(), 1);
}

void TestStreams::aCommitThatFailsIsNeitherAnsweredNorShown()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    ApiFixture api;
    QCOMPARE(api.ask("PUT", "/v1/stream/a", "one", {}, kText).status, 201);
    setFaults("works.before_commit:1+:error"); // whoever comes first
    const HttpResponse failed = api.ask("POST", "/v1/stream/a", "two", {}, kText);
    setFaults("");
    QCOMPARE(failed.status, 503);
    QVERIFY(!failed.header("Retry-After").isEmpty());
    QCOMPARE(api.get("/v1/stream/a").body, QByteArray("one"));
    QCOMPARE(api.ask("POST", "/v1/stream/a", "two", {}, kText).status, 204);
    QCOMPARE(api.get("/v1/stream/a").body, QByteArray("onetwo"));
#endif
}

void TestStreams::aStoreThatIsGoneIsNoEmptyStream()
{
    ApiFixture api;
    QCOMPARE(api.ask("PUT", "/v1/stream/a", "one", {}, kText).status, 201);
    api.readers->release().waitForFinished();
    for (const char *path : {"/v1/stream/a", "/v1/stream/none", kEvents}) {
        QCOMPARE(api.get(path).status, 503);
        QCOMPARE(api.get(path, {{"offset", "-1"}, {"live", "long-poll"}}).status, 503);
    }
}

void TestStreams::jsonIsTakenByTheLetter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown"); // empty: refused
    QTest::newRow("bytes are kept") << QByteArray(R"( [ {"a" : 1.50} , "\u00e4"] )")
                                    << QByteArray(R"([{"a" : 1.50},"\u00e4"])");
    QTest::newRow("one level is taken off") << QByteArray("[[1,2],[]]") << QByteArray("[[1,2],[]]");
    QTest::newRow("a value") << QByteArray(" null ") << QByteArray("[null]");
    QTest::newRow("two values") << QByteArray("1,2") << QByteArray();
    QTest::newRow("a line end in a text") << QByteArray("\"a\nb\"") << QByteArray();
    QTest::newRow("a number by half") << QByteArray("[01]") << QByteArray();
    QTest::newRow("no UTF-8") << QByteArray("\"\xff\"") << QByteArray();
    QTest::newRow("a mark before it") << QByteArray("\xef\xbb\xbf[1]") << QByteArray();
    QTest::newRow("too deep") << QByteArray(65, '[') + QByteArray(65, ']') << QByteArray();
}

void TestStreams::jsonIsTakenByTheLetter()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, shown);
    ApiFixture api;
    QCOMPARE(api.ask("PUT", "/v1/stream/j", "", {}, kJson).status, 201);
    QCOMPARE(api.ask("POST", "/v1/stream/j", text, {}, kJson).status, shown.isEmpty() ? 400 : 204);
    QCOMPARE(api.get("/v1/stream/j").body, shown.isEmpty() ? QByteArray("[]") : shown);
}

void TestStreams::theBytesOfADroppedStreamGo()
{
    ApiFixture api;
    QCOMPARE(api.ask("PUT", "/v1/stream/a", "one", {}, kText).status, 201);
    QList<QueryItem> fork = kText;
    fork += {{"Stream-Forked-From", "/v1/stream/a"}};
    QCOMPARE(api.ask("PUT", "/v1/stream/b", "", {}, fork).status, 201);
    QCOMPARE(api.ask("DELETE", "/v1/stream/a", "").status, 204);
    const auto sweep = [&api] {
        bool more = true;
        while (more) {
            const Result<ChangeSet> done = api.running.transact(
                [&](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                    Result<bool> swept = sweepStreams(database, api.clock.nowMs());
                    more = swept && *swept;
                    return swept ? Result<ChangeSet>(ChangeSet())
                                 : Result<ChangeSet>(swept.error());
                });
            QVERIFY(done.ok());
        }
    };
    sweep();
    QCOMPARE(api.get("/v1/stream/b").body, QByteArray("one"));
    QCOMPARE(api.ask("DELETE", "/v1/stream/b", "").status, 204);
    sweep();
    QCOMPARE(api.running.rows(u"SELECT count(*) FROM stream"_s), QStringList{u"0"_s});
    QCOMPARE(api.running.rows(u"SELECT count(*) FROM stream_chunk"_s), QStringList{u"0"_s});
}

void TestStreams::textCanNotBeginAnEventOfItsOwn()
{
    StreamPage page;
    page.contentType = "text/plain";
    page.bytes = "a\r\n\r\nevent: control\rdata:{}\n\nz";
    page.to = page.tail = page.bytes.size();
    const QByteArray frames = eventFrames(page, 7);
    QCOMPARE(frames,
             QByteArray("event: data\ndata:a\ndata:\ndata:event: control\ndata:data:{}\ndata:\n"
                        "data:z\n\nevent: control\ndata:{\"streamNextOffset\":\"")
                 + offsetToken(page.to) + "\",\"streamCursor\":\"7\",\"upToDate\":true}\n\n");
}

QTEST_GUILESS_MAIN(TestStreams)
#include "tst_streams.moc"
