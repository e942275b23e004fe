// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "apifixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;

class TestReadApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNumberThatIsNoneIsRefused();
    void aFilterThatIsWrongIsRefusedWithASentence();
    void theStatusSaysHowFarCanBeSearched();
};

void TestReadApi::aNumberThatIsNoneIsRefused()
{
    ApiFixture fixture;
    QCOMPARE(fixture.post("/api/hooks/claude-code", R"({"session_id":"s"})").status, 200);
    for (const char *path :
         {"/api/sessions", "/api/sessions/s/events", "/api/sessions/s/tool_calls"}) {
        for (const char *limit : {"abc", "-4", "0", "", "1.5", "99999999999999999999"})
            QCOMPARE(fixture.get(path, {{"limit", limit}}).status, 400);
        for (const char *limit : {"1", "10000", "9999999999"})
            QCOMPARE(fixture.get(path, {{"limit", limit}}).status, 200);
    }
    for (const char *after : {"zz", "-1", ""})
        QCOMPARE(fixture.get("/api/sessions/s/events", {{"after", after}}).status, 400);
    QCOMPARE(fixture.get("/api/sessions/s/events", {{"after", "1"}}).body, QByteArray("[]"));
}

void TestReadApi::aFilterThatIsWrongIsRefusedWithASentence()
{
    ApiFixture fixture;
    QCOMPARE(fixture.post("/api/hooks/claude-code", R"({"session_id":"s"})").status, 200);
    for (const char *path :
         {"/api/sessions", "/api/sessions/s/events", "/api/sessions/s/tool_calls"}) {
        const HttpResponse wrong = fixture.get(path, {{"filter", "x colour:red"}});
        QCOMPARE(wrong.status, 400);
        QVERIFY2(wrong.body.contains("no key “colour”"), wrong.body.constData());
        QCOMPARE(fixture.get(path, {{"filter", "session:nobody"}}).body, QByteArray("[]"));
    }
    QCOMPARE(fixture.get("/api/search", {{"q", "a:b"}}).status, 400);
    QCOMPARE(fixture.get("/api/search", {{"q", "\xe2\x86\x92"}}).status, 400);
}

void TestReadApi::theStatusSaysHowFarCanBeSearched()
{
    ApiFixture fixture;
    QCOMPARE(fixture.post("/api/hooks/claude-code", R"({"session_id":"s"})").status, 200);
    const auto indexedTo = [&fixture] {
        const QJsonObject status =
            QJsonDocument::fromJson(fixture.get("/api/status").body).object();
        return status.value(QStringLiteral("search"))
            .toObject()
            .value(QStringLiteral("indexed_to"))
            .toInt();
    };
    QTRY_COMPARE(indexedTo(), 1);
    QVERIFY(fixture.get("/metrics").body.contains("\ndogwatch_search_indexed_to 1\n"));
    QVERIFY(fixture.get("/metrics").body.contains("\ndogwatch_search_behind 0\n"));
}

QTEST_GUILESS_MAIN(TestReadApi)
#include "tst_readapi.moc"
