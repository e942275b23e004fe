// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/producer.h"
#include "core/streamconfig.h"
#include "core/streamposition.h"

#include <QTest>

using namespace dogwatch;

Q_DECLARE_METATYPE(dogwatch::ProducerVerdict)

// The rules of streams that need no store.
class TestStreamRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProducerIsTakenInOrderAndOnce_data();
    void aProducerIsTakenInOrderAndOnce();
    void offsetsSortAsPositionsAndNothingElseIsOne();
    void aCursorNeverStandsStill();
    void anExpiryIsWellFormedOrNone();
};

void TestStreamRules::aProducerIsTakenInOrderAndOnce_data()
{
    QTest::addColumn<qint64>("epoch");
    QTest::addColumn<qint64>("seq");
    QTest::addColumn<ProducerVerdict>("verdict");
    // Known: epoch 5, up to 7.
    QTest::newRow("the next") << qint64(5) << qint64(8) << ProducerVerdict::Accept;
    QTest::newRow("the last again") << qint64(5) << qint64(7) << ProducerVerdict::Duplicate;
    QTest::newRow("the first again") << qint64(5) << qint64(0) << ProducerVerdict::Duplicate;
    QTest::newRow("one too far") << qint64(5) << qint64(9) << ProducerVerdict::Gap;
    QTest::newRow("shut out") << qint64(4) << qint64(8) << ProducerVerdict::StaleEpoch;
    QTest::newRow("takes over") << qint64(6) << qint64(0) << ProducerVerdict::Accept;
    QTest::newRow("takes over late")
        << qint64(6) << qint64(8) << ProducerVerdict::NewEpochNotAtZero;
}

void TestStreamRules::aProducerIsTakenInOrderAndOnce()
{
    QFETCH(qint64, epoch);
    QFETCH(qint64, seq);
    QFETCH(ProducerVerdict, verdict);
    QCOMPARE(judge({"p", epoch, seq}, ProducerState{5, 7}), verdict);
    QCOMPARE(judge({"p", epoch, seq}, std::nullopt),
             seq == 0 ? ProducerVerdict::Accept : ProducerVerdict::Gap);
}

void TestStreamRules::offsetsSortAsPositionsAndNothingElseIsOne()
{
    QVERIFY(offsetToken(9) < offsetToken(10));
    QVERIFY(offsetToken(99'999'999) < offsetToken(100'000'000));
    for (const StreamPosition position : {0LL, 1LL, 9'999'999'999'999'999LL})
        QCOMPARE(positionOfToken(offsetToken(position)), std::optional(position));
    for (const char *wrong :
         {"", "-1", "now", "5", "0000000000000000_000000000000000",
          "0000000000000000_0000000000000005\n", "0000000000000001_0000000000000005",
          "0000000000000000_000000000000000x"})
        QVERIFY2(!positionOfToken(wrong).has_value(), wrong);
}

void TestStreamRules::aCursorNeverStandsStill()
{
    const qint64 now = 1'728'432'000'000 + 100 * 20'000;
    QCOMPARE(streamCursor(now, {}), 100);
    QCOMPARE(streamCursor(now, "99"), 100);
    QCOMPARE(streamCursor(now, "x"), 100);
    for (int i = 0; i < 100; ++i) {
        QVERIFY(streamCursor(now, "100") > 100);
        QVERIFY(streamCursor(now, "5000") > 5000);
    }
}

void TestStreamRules::anExpiryIsWellFormedOrNone()
{
    QCOMPARE(parseExpiry("3600", {})->ttlS, std::optional<qint64>(3600));
    QCOMPARE(parseExpiry({}, "2026-11-20T09:00:00+01:00")->atMs,
             std::optional<qint64>(1'795'161'600'000));
    QVERIFY(!parseExpiry({}, {})->isGiven());
    for (const char *wrong : {"", "-1", "+1", "01", "1.5", "1e3", "9007199254740993"})
        QVERIFY2(!parseExpiry(wrong, {}).has_value(), wrong);
    QVERIFY(!parseExpiry({}, "tomorrow").has_value());
    QVERIFY(!parseExpiry("1", "2026-11-20T09:00:00Z").has_value());
}

QTEST_APPLESS_MAIN(TestStreamRules)
#include "tst_streamrules.moc"
