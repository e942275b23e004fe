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
    void whatDoesNotWorkIsSaid();
    void waitsAndPromptsAreTold();
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

void TestReadApi::whatDoesNotWorkIsSaid()
{
    ServiceFigures figures;
    figures.state = QStringLiteral("ready");
    QCOMPARE(readiness(figures).size(), 1);
    figures.transcriptsFailure = QStringLiteral("a folder is closed");
    figures.jobsFailure = QStringLiteral("no jobs");
    QVERIFY(readiness(figures).value(QStringLiteral("ready")).toBool());
    QCOMPARE(readiness(figures).value(QStringLiteral("degraded")).toString(),
             QStringLiteral("no jobs; a folder is closed"));
    QCOMPARE(toJson(figures).value(QStringLiteral("degraded")),
             readiness(figures).value(QStringLiteral("degraded")));
    figures.state = QStringLiteral("failed");
    QVERIFY(!readiness(figures).value(QStringLiteral("ready")).toBool());
}

void TestReadApi::waitsAndPromptsAreTold()
{
    ApiFixture fixture;
    QCOMPARE(fixture.get("/api/waits").body, QByteArray("[]"));
    QCOMPARE(fixture.get("/api/waits", {{"by", "colour"}}).status, 400);
    for (const char *event : {"PreToolUse", "PermissionRequest"}) {
        const QByteArray payload = QByteArray(R"({"session_id":"s","cwd":"/srv/api",)")
            + R"("tool_name":"Bash","tool_use_id":"t","hook_event_name":")" + event + "\"}";
        QCOMPARE(fixture.post("/api/hooks/claude-code", payload).status, 200);
    }
    const QJsonArray rows =
        QJsonDocument::fromJson(fixture.get("/api/waits", {{"by", "project"}}).body).array();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.at(0)[QStringLiteral("project")].toString(), QStringLiteral("api"));
    QCOMPARE(rows.at(0)[QStringLiteral("questions")].toInt(), 1);
    QCOMPARE(fixture.get("/api/usage", {{"by", "prompt"}}).body, QByteArray("[]"));
    QCOMPARE(fixture.get("/api/usage", {{"by", "prompt"}, {"limit", "0"}}).status, 400);
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
