// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "../core/zones.h"
#include "rounds.h"
#include "seed.h"

#include <QSet>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHalfPastTwo = 2 * kHour + 30 * kMinute; // of the day

// What a clock there shows, as time since 1970 of that clock: by Qt, and not by what is tested.
qint64 shownAt(const QTimeZone &zone, qint64 utcMs)
{
    return utcMs + 1000LL * zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC));
}

qint64 dayAt(const QTimeZone &zone, qint64 utcMs)
{
    return shownAt(zone, utcMs) / kDay;
}

// The first minute of that day of a clock there at which it is half past two or later: the first
// pass where half past two comes twice, the end of the gap where it does not come at all.
qint64 firstDueOf(const QTimeZone &zone, qint64 day)
{
    const qint64 guess = day * kDay + kHalfPastTwo;
    for (qint64 utcMs = guess - 15 * kHour; utcMs < guess + 15 * kHour; utcMs += kMinute) {
        const qint64 shown = shownAt(zone, utcMs);
        if (shown / kDay == day && shown % kDay >= kHalfPastTwo)
            return utcMs;
    }
    return -1;
}

QList<qint64> numbers(const QStringList &rows)
{
    QList<qint64> all;
    for (const QString &row : rows)
        all.append(row.toLongLong());
    return all;
}

} // namespace

// A job of every day through a year: each date of its zone has it once.
class TestJobYear : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachDateOfAYearHasItOnce_data();
    void eachDateOfAYearHasItOnce();
    void aZoneThatIsChangedOnTheWayBringsNothingTwice();
    void restartsAroundTheTimeDoItOnce();
};

void TestJobYear::eachDateOfAYearHasItOnce_data()
{
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone : kZones)
        QTest::newRow(zone) << QByteArray(zone);
}

void TestJobYear::eachDateOfAYearHasItOnce()
{
    QFETCH(QByteArray, zone);
    const QTimeZone there(zone);
    std::mt19937 random(seedOfThisRun());
    std::uniform_int_distribution<qint64> wait(kMinute, 11 * kHour);
    Rounds rounds(u"30 2 * * *"_s, QString::fromLatin1(zone));
    QVERIFY(rounds.database().execute(u"PRAGMA synchronous = OFF"_s).ok());
    const qint64 from = rounds.nowMs;
    for (const qint64 until = from + 366 * kDay; rounds.nowMs < until;) {
        QVERIFY(rounds.attempt());
        // It sleeps, or its clock is put back.
        rounds.nowMs += random() % 20 == 0 ? -kHour : wait(random);
    }
    QList<qint64> expected;
    const qint64 lastDay = dayAt(there, rounds.nowMs) + 1;
    for (qint64 day = dayAt(there, from); day <= lastDay; ++day) {
        const qint64 due = firstDueOf(there, day);
        if (due > from && due <= rounds.highWater())
            expected.append(due);
    }
    QVERIFY(expected.size() >= 364);
    QCOMPARE(
        numbers(rounds.rows(u"SELECT due FROM job_occurrence WHERE state = 'done' ORDER BY due"_s)),
        expected);
    QCOMPARE(rounds.number(u"SELECT count(*) FROM job_occurrence"_s), expected.size());
    QCOMPARE(rounds.sent(), expected.size());
}

void TestJobYear::aZoneThatIsChangedOnTheWayBringsNothingTwice()
{
    Rounds rounds(u"30 2 * * *"_s, u"Europe/Berlin"_s);
    QVERIFY(rounds.database().execute(u"PRAGMA synchronous = OFF"_s).ok());
    const qint64 change = *fromRfc3339(u"2025-03-30T00:45:00Z"_s); // before the clocks change there
    while (rounds.nowMs < change) {
        QVERIFY(rounds.attempt());
        rounds.nowMs += 7 * kMinute;
    }
    rounds.nowMs = change;
    rounds.job.zone = u"Pacific/Auckland"_s;
    QVERIFY(rounds.run([&](Database &db) { return changeJob(db, rounds.job, rounds.nowMs); }).ok());
    while (rounds.nowMs < change + 10 * kDay) {
        QVERIFY(rounds.attempt());
        rounds.nowMs += 7 * kMinute;
    }
    QSet<qint64> days;
    const QTimeZone berlin("Europe/Berlin");
    const QTimeZone auckland("Pacific/Auckland");
    const QList<qint64> dues =
        numbers(rounds.rows(u"SELECT due FROM job_occurrence WHERE state = 'done' ORDER BY due"_s));
    for (const qint64 due : dues) {
        const QTimeZone &zone = due < change ? berlin : auckland;
        QCOMPARE(due, firstDueOf(zone, dayAt(zone, due)));
        days.insert(dayAt(zone, due));
    }
    QCOMPARE(days.size(), dues.size());
    QCOMPARE(dues.size(), 29 + 10); // from the 1st to the 29th there, then ten
    QCOMPARE(rounds.sent(), dues.size());
}

// Two hundred lives within some minutes, most of them killed before the end of what they began.
void TestJobYear::restartsAroundTheTimeDoItOnce()
{
    std::mt19937 random(seedOfThisRun());
    Rounds rounds(u"0 9 * * *"_s);
    const qint64 due = rounds.nowMs + 9 * kHour;
    rounds.nowMs = due - kMinute;
    for (int life = 0; life < 200; ++life) {
        rounds.reopen();
        rounds.epoch = *rounds.run([&](Database &db) { return beginEpoch(db, rounds.nowMs); });
        const Result<JobRound> made = rounds.round();
        QVERIFY(made.ok());
        QVERIFY(made->claimed.size() <= 1);
        // The claim of a life that ends with it is free in the next one, at once.
        if (!made->claimed.empty() && random() % 12 == 0)
            QVERIFY(rounds.finish(made->claimed.front()).ok());
        rounds.nowMs += static_cast<qint64>(random() % 2000);
    }
    for (int i = 0; i < 3; ++i)
        QVERIFY(rounds.attempt());
    const QStringList all = rounds.history();
    QCOMPARE(all.size(), 1);
    // So often killed while it ran, it may also be given up, and then it is said.
    const bool isDone = all.front() == "2025-03-01T09:00 done"_L1;
    QVERIFY2(isDone || all.front().contains(u"failed the program ended"_s),
             qPrintable(all.front()));
    QCOMPARE(rounds.sent(), isDone ? 1 : 0);
}

QTEST_GUILESS_MAIN(TestJobYear)
#include "tst_jobyear.moc"
