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

QTEST_GUILESS_MAIN(TestIngest)
#include "tst_ingest.moc"
