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

QTEST_GUILESS_MAIN(TestReadApi)
#include "tst_readapi.moc"
