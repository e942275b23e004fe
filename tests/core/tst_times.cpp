// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/times.h"

#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

class TestTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesGoOutAndComeBack();
    void anyOffsetIsUnderstoodAndNoneIsNot();
    void spansAreShort();
};

void TestTimes::timesGoOutAndComeBack()
{
    QCOMPARE(toRfc3339(0), u"1970-01-01T00:00:00.000Z");
    QCOMPARE(toRfc3339(1795169969703), u"2026-11-20T10:19:29.703Z");
    for (const qint64 ms :
         {qint64(0), qint64(1), qint64(951'782'400'999), qint64(4'102'444'799'001)})
        QCOMPARE(fromRfc3339(toRfc3339(ms)), ms);
}

void TestTimes::anyOffsetIsUnderstoodAndNoneIsNot()
{
    QCOMPARE(fromRfc3339(u"1970-01-01T01:00:00+01:00"_s), 0);
    QCOMPARE(fromRfc3339(u"1969-12-31T19:00:00.500-05:00"_s), 500);
    for (const QString &text : {u"1970-01-01T00:00:00"_s, u"1970-01-01"_s, u"soon"_s, QString()})
        QVERIFY(!fromRfc3339(text));
}

void TestTimes::spansAreShort()
{
    QCOMPARE(shortDuration(-5), u"0 s");
    QCOMPARE(shortDuration(59'999), u"59 s");
    QCOMPARE(shortDuration(60'000), u"1 m");
    QCOMPARE(shortDuration(3'600'000), u"1 h");
    QCOMPARE(shortDuration(7'500'000), u"2 h 5 m");
    QCOMPARE(shortDuration(4 * 86'400'000LL + 5), u"4 d");
}

QTEST_APPLESS_MAIN(TestTimes)
#include "tst_times.moc"
