// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "apifixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// What comes in over HTTP in an unusual but valid form is stored as it was written, or refused so
// that the sender hears of it.
class TestIngest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysMayBeWrittenWithEscapes();
    void ofEqualKeysTheLastCounts();
    void anIdThatCanNotBeKeptIsRefusedInABatch();
    void anIdThatCanNotBeKeptIsRefusedInAHook();
    void aForeignShapeIsStoredWithAllThatItSays();
    void aForeignShapeWithoutAnObjectIsKeptWhole();
};

void TestIngest::keysMayBeWrittenWithEscapes()
{
    ApiFixture fixture;
    const HttpResponse response = fixture.post("/api/events", R"({"event\u0073":[
        {"event_id":"a","source":"claude-code","payload":{"session_id":"s","n":1.10}},
        {"event_id":"b","source":"claude-code","pay\u006coad":{"session_id":"s","n":2.20}}]})");
    QCOMPARE(response.status, 200);
    QCOMPARE(fixture.results(response),
             (QList<QByteArray>{R"({"duplicate":false,"event_id":"a","seq":1})",
                                R"({"duplicate":false,"event_id":"b","seq":2})"}));
    QCOMPARE(fixture.events(),
             (QStringList{uR"(a|{"session_id":"s","n":1.10})"_s,
                          uR"(b|{"session_id":"s","n":2.20})"_s}));
}

void TestIngest::ofEqualKeysTheLastCounts()
{
    ApiFixture fixture;
    const HttpResponse response = fixture.post("/api/events", R"({"events":[1,2,3],"event\u0073":[
        {"event_id":"a","source":"claude-code","payload":[],"payload":{"session_id":"s","n":1}},
        {"event_id":"b","source":"claude-code","payl\u006fad":{"session_id":"s","n":2},
         "payload":{"session_id":"s","n":3}},
        {"event_id":"c","source":"claude-code","payload":{"session_id":"s","n":4},
         "payl\u006fad":{"session_id":"s","n":5}}]})");
    QCOMPARE(response.status, 200);
    QCOMPARE(fixture.events(),
             (QStringList{uR"(a|{"session_id":"s","n":1})"_s, uR"(b|{"session_id":"s","n":3})"_s,
                          uR"(c|{"session_id":"s","n":5})"_s}));
    QCOMPARE(fixture.post("/api/events", R"({"events":[{}],"events":1})").status, 400);
}

void TestIngest::anIdThatCanNotBeKeptIsRefusedInABatch()
{
    ApiFixture fixture;
    const QByteArray longest(200, 'x');
    const auto element = [](const QByteArray &id) -> QByteArray {
        return R"({"event_id":)" + id + R"(,"source":"claude-code","payload":{"session_id":"s"}})";
    };
    const HttpResponse response = fixture.post(
        "/api/events",
        R"({"events":[)"
            + QList<QByteArray>{element('"' + longest + '"'), element('"' + longest + "a\""),
                                element('"' + longest + "b\""), element("7"), element("{}"),
                                element(R"({"dogwatch_truncated":9,"text":"x"})"), element("null"),
                                element(R"("a\u0000")")}
                  .join(',')
            + "]}");
    QCOMPARE(response.status, 200);
    const QList<QByteArray> results = fixture.results(response);
    QCOMPARE(results.size(), 8);
    QVERIFY(results.at(0).contains(R"("seq":1)"));
    for (qsizetype i = 1; i < results.size(); ++i)
        QVERIFY2(results.at(i).contains(R"("error":)"), results.at(i).constData());
    QCOMPARE(fixture.events().size(), 1);
}

void TestIngest::anIdThatCanNotBeKeptIsRefusedInAHook()
{
    ApiFixture fixture;
    const QByteArray longest(200, 'x');
    const auto status = [&fixture](const QByteArray &path, const QByteArray &id) {
        return fixture
            .post(path, R"({"session_id":"s","data":{"session_id":"s"}})",
                  {{"Dogwatch-Event-Id", id}})
            .status;
    };
    for (const char *path : {"/api/hooks/claude-code", "/api/hooks/event", "/events"}) {
        QCOMPARE(status(path, longest), 200);
        QCOMPARE(status(path, longest + 'a'), 400);
        QCOMPARE(status(path, "a\xff"), 400);
    }
    QCOMPARE(fixture.events().size(), 1);
}

void TestIngest::aForeignShapeIsStoredWithAllThatItSays()
{
    ApiFixture fixture;
    QCOMPARE(fixture
                 .post("/events",
                       R"({"source_app":"app","session_id":"s","hook_event_type":)"
                       R"("Stop","payload":{"n":1.10},"timestamp":17.0,"summary":"x"})")
                 .status,
             200);
    QCOMPARE(fixture.post("/api/hooks/event", R"({"hook_type":"Stop","data":{"session_id":"s"}})")
                 .status,
             200);
    QCOMPARE(
        fixture.running.rows(u"SELECT type, payload FROM event ORDER BY seq"_s),
        (QStringList{
            uR"(Stop|{"n":1.10,"session_id":"s","hook_event_name":"Stop","dogwatch_wrapper":)"
            uR"({"source_app":"app","session_id":"s","hook_event_type":"Stop","timestamp":17.0,"summary":"x"}})"_s,
            uR"(Stop|{"session_id":"s","hook_event_name":"Stop","dogwatch_wrapper":{"hook_type":"Stop"}})"_s}));
}

void TestIngest::aForeignShapeWithoutAnObjectIsKeptWhole()
{
    ApiFixture fixture;
    QCOMPARE(fixture
                 .post("/events",
                       R"({"session_id":"s","hook_event_type":"Stop","payload":[1.10,"text"]})")
                 .status,
             200);
    QCOMPARE(fixture.post("/api/hooks/event", R"({"hook_type":"Stop","data":"text"})").status, 422);
    QCOMPARE(
        fixture.running.rows(u"SELECT type, payload FROM event"_s),
        QStringList{
            uR"(Stop|{"session_id":"s","hook_event_type":"Stop","payload":[1.10,"text"],"hook_event_name":"Stop"})"_s});
    QCOMPARE(fixture.running.rows(u"SELECT payload FROM dead_letter"_s),
             QStringList{uR"({"hook_type":"Stop","data":"text","hook_event_name":"Stop"})"_s});
}

QTEST_GUILESS_MAIN(TestIngest)
#include "tst_ingest.moc"
