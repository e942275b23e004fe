// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/schedule.h"
#include "core/times.h"
#include "zones.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kDayMs = 24 * 60 * kMinuteMs;

Schedule parsed(const QString &text)
{
    Result<Schedule> schedule = parseSchedule(text);
    if (!schedule)
        qFatal("%s", qPrintable(schedule.error().text));
    return *schedule;
}

qint64 at(const QString &text)
{
    return fromRfc3339(text).value_or(-1);
}

// Its next times as UTC.
QStringList next(const QString &schedule, const QByteArray &zone, const QString &after, int count,
                 qint64 anchorMs = 0)
{
    QStringList texts;
    const std::vector<qint64> dues =
        nextDues(parsed(schedule), QTimeZone(zone), anchorMs, at(after), count);
    for (const qint64 due : dues)
        texts.append(toRfc3339(due).left(16));
    return texts;
}

// What the clocks of a zone show at each minute of some days around `aroundMs`: what schedules are
// compared with, made without them.
struct Clocks
{
    Clocks(const QTimeZone &zone, qint64 aroundMs)
        : fromMs((aroundMs / kDayMs - 3) * kDayMs)
    {
        for (int i = 0; i < 6 * 24 * 60; ++i) {
            const qint64 utcMs = fromMs + i * kMinuteMs;
            local.push_back(QDateTime::fromMSecsSinceEpoch(
                utcMs + 1000LL * zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC)),
                Qt::UTC));
        }
    }
    // The first instant at which they show that much or more.
    [[nodiscard]] qint64 firstFrom(const QDateTime &reading) const
    {
        for (std::size_t i = 0; i < local.size(); ++i) {
            if (local.at(i) >= reading)
                return fromMs + static_cast<qint64>(i) * kMinuteMs;
        }
        return -1;
    }

    qint64 fromMs;
    std::vector<QDateTime> local;
};

} // namespace

// What a schedule says, and when that is where clocks change.
class TestSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoScheduleIsRefused_data();
    void whatIsNoScheduleIsRefused();
    void theNextFiveAreTold_data();
    void theNextFiveAreTold();
    void eitherDayWillDoWhereBothAreRestricted();
    void everyCountsFromWhenItWasMade();
    void onceIsDueOnce();
    void anUnknownZoneIsRefused();
    void aTimeOfDayComesOncePerDateInEachZone_data();
    void aTimeOfDayComesOncePerDateInEachZone();
    void aRhythmFollowsTheMinutesThatPass_data();
    void aRhythmFollowsTheMinutesThatPass();
    void aDateThatAZoneLeftOutIsDueRightAfterIt();
};

void TestSchedule::whatIsNoScheduleIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             "* * * *",
                             "* * * * * *",
                             "60 * * * *",
                             "-1 * * * *",
                             "+1 * * * *",
                             "* 24 * * *",
                             "* * 0 * *",
                             "* * 32 * *",
                             "* * * 13 * ",
                             "* * * * 8",
                             "5-1 * * * *",
                             "1-2-3 * * * *",
                             "*/0 * * * *",
                             "1//2 * * * *",
                             ", * * * *",
                             "1, * * * *",
                             "0 0 30 2 *",
                             "0 0 31 4,6,9,11 *",
                             "0 0 30,31 feb *",
                             "@yearly",
                             "every",
                             "every 0m",
                             "every 90s",
                             "every -5m",
                             "every m",
                             "every 9999999999999999d",
                             "at",
                             "at noon",
                             "at 2026-11-20T09:00",
                             "at 2026-02-30T09:00Z"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestSchedule::whatIsNoScheduleIsRefused()
{
    QFETCH(QString, text);
    const Result<Schedule> schedule = parseSchedule(text);
    QVERIFY(!schedule);
    QCOMPARE(schedule.error().code, ErrorCode::InvalidInput);
    QVERIFY(!schedule.error().text.isEmpty());
}

void TestSchedule::theNextFiveAreTold_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("dues");
    const auto add = [](const char *schedule, const char *zone, const char *after,
                        const char *dues) {
        QTest::addRow("%s in %s", schedule, zone)
            << QString::fromLatin1(schedule) << QByteArray(zone) << QString::fromLatin1(after)
            << QString::fromLatin1(dues);
    };
    add("0 9 * * *", "Europe/Berlin", "2026-03-27T08:00:00Z",
        "2026-03-28T08:00 2026-03-29T07:00 2026-03-30T07:00 2026-03-31T07:00 2026-04-01T07:00");
    add("30 2 * * *", "America/New_York", "2026-03-07T00:00:00Z",
        "2026-03-07T07:30 2026-03-08T07:00 2026-03-09T06:30 2026-03-10T06:30 2026-03-11T06:30");
    add("0,30 2 * * *", "America/New_York", "2026-03-08T00:00:00Z",
        "2026-03-08T07:00 2026-03-09T06:00 2026-03-09T06:30 2026-03-10T06:00 2026-03-10T06:30");
    add("30 1 * * *", "America/New_York", "2026-10-31T06:00:00Z",
        "2026-11-01T05:30 2026-11-02T06:30 2026-11-03T06:30 2026-11-04T06:30 2026-11-05T06:30");
    add("*/30 1-2 * * *", "America/New_York", "2026-11-01T05:00:00Z",
        "2026-11-01T05:30 2026-11-01T06:00 2026-11-01T06:30 2026-11-01T07:00 2026-11-01T07:30");
    add("@hourly", "America/New_York", "2026-11-01T05:00:00Z",
        "2026-11-01T06:00 2026-11-01T07:00 2026-11-01T08:00 2026-11-01T09:00 2026-11-01T10:00");
    add("@weekly", "UTC", "2026-11-21T00:00:00Z",
        "2026-11-22T00:00 2026-11-29T00:00 2026-12-06T00:00 2026-12-13T00:00 2026-12-20T00:00");
    add("@monthly", "UTC", "2026-11-21T00:00:00Z",
        "2026-12-01T00:00 2027-01-01T00:00 2027-02-01T00:00 2027-03-01T00:00 2027-04-01T00:00");
    add("0 0 29 feb *", "UTC", "2096-02-29T00:00:00Z",
        "2104-02-29T00:00 2108-02-29T00:00 2112-02-29T00:00 2116-02-29T00:00 2120-02-29T00:00");
    add("0 0 31 * *", "UTC", "2026-01-31T00:00:00Z",
        "2026-03-31T00:00 2026-05-31T00:00 2026-07-31T00:00 2026-08-31T00:00 2026-10-31T00:00");
    add("15 8-10/2 * jan,jul MON-fri", "UTC", "2026-01-01T09:00:00Z",
        "2026-01-01T10:15 2026-01-02T08:15 2026-01-02T10:15 2026-01-05T08:15 2026-01-05T10:15");
    add("0 12 * * 0", "UTC", "2026-11-21T00:00:00Z",
        "2026-11-22T12:00 2026-11-29T12:00 2026-12-06T12:00 2026-12-13T12:00 2026-12-20T12:00");
    add("0 12 * * 7", "UTC", "2026-11-21T00:00:00Z",
        "2026-11-22T12:00 2026-11-29T12:00 2026-12-06T12:00 2026-12-13T12:00 2026-12-20T12:00");
    add("10/20 5 * * *", "UTC", "2026-11-21T00:00:00Z",
        "2026-11-21T05:10 2026-11-21T05:30 2026-11-21T05:50 2026-11-22T05:10 2026-11-22T05:30");
}

void TestSchedule::theNextFiveAreTold()
{
    QFETCH(QString, schedule);
    QFETCH(QByteArray, zone);
    QFETCH(QString, after);
    QFETCH(QString, dues);
    QCOMPARE(next(schedule, zone, after, 5), dues.split(u' '));
}

void TestSchedule::eitherDayWillDoWhereBothAreRestricted()
{
    const QStringList either{u"2026-11-02T00:00"_s, u"2026-11-09T00:00"_s, u"2026-11-13T00:00"_s,
                             u"2026-11-16T00:00"_s};
    QCOMPARE(next(u"0 0 13 * mon"_s, "UTC", u"2026-11-01T00:00:00Z"_s, 4), either);
    // 30 February never is, but its Mondays are.
    QCOMPARE(next(u"0 0 30 2 mon"_s, "UTC", u"2026-01-01T00:00:00Z"_s, 1),
             QStringList{u"2026-02-02T00:00"_s});
    // A step over the days is no restriction: the weekday decides, and both must hold.
    QCOMPARE(next(u"0 0 */2 * mon"_s, "UTC", u"2026-11-01T00:00:00Z"_s, 1),
             QStringList{u"2026-11-09T00:00"_s});
}

void TestSchedule::everyCountsFromWhenItWasMade()
{
    const qint64 made = at(u"2026-03-28T23:17:05.123Z"_s);
    const Schedule schedule = parsed(u"every 90m"_s);
    const QTimeZone berlin("Europe/Berlin");
    for (qint64 k = 0; k < 100; ++k)
        QCOMPARE(nextDue(schedule, berlin, made, made + k * 90 * kMinuteMs),
                 made + (k + 1) * 90 * kMinuteMs);
    QCOMPARE(nextDue(schedule, berlin, made, made - 1), made + 90 * kMinuteMs);
    QCOMPARE(nextDue(parsed(u"every 1d"_s), berlin, made, made), made + kDayMs);
}

void TestSchedule::onceIsDueOnce()
{
    QCOMPARE(next(u"at 2026-11-20T09:00+01:00"_s, "UTC", u"2026-11-01T00:00:00Z"_s, 5),
             QStringList{u"2026-11-20T08:00"_s});
    QCOMPARE(next(u"at 2026-11-20T09:00:00Z"_s, "UTC", u"2026-11-20T09:00:00Z"_s, 5),
             QStringList());
}

void TestSchedule::anUnknownZoneIsRefused()
{
    for (const char *zone : {"", "Europe/Atlantis", "UTC+01:00", "CET+1", "locally", "../etc",
                             "Etc/CET+1,M3.2.0/2,M11.1.0"}) {
        QVERIFY2(!zoneOf(QString::fromLatin1(zone)), zone);
        QCOMPARE(resolveZone(QString::fromLatin1(zone)).error().code, ErrorCode::InvalidInput);
    }
    QCOMPARE(resolveZone(u"Asia/Beirut"_s).value(), u"Asia/Beirut");
    for (const char *zone : {"UTC", "Etc/UTC", "Etc/GMT+5", "America/Port-au-Prince"})
        QCOMPARE(resolveZone(QString::fromLatin1(zone)).value(), QString::fromLatin1(zone));
    QCOMPARE(resolveZone(u"local"_s).value(), QString::fromUtf8(QTimeZone::systemTimeZoneId()));
}

void TestSchedule::aTimeOfDayComesOncePerDateInEachZone_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : kZones)
        QTest::newRow(name) << QByteArray(name);
}

void TestSchedule::aTimeOfDayComesOncePerDateInEachZone()
{
    QFETCH(QByteArray, name);
    const QTimeZone zone(name);
    const std::vector<qint64> changes = changesOf(zone);
    QCOMPARE(changes.size(), std::size_t(2));
    for (const qint64 change : changes) {
        const Clocks clocks(zone, change);
        const QDate first = clocks.local.front().date().addDays(1);
        for (int minute = 0; minute < 24 * 60; minute += 15) {
            const QTime time = QTime(0, 0).addSecs(60 * minute);
            const Schedule schedule = parsed(u"%1 %2 * * *"_s.arg(time.minute()).arg(time.hour()));
            qint64 after = clocks.firstFrom(QDateTime(first, time, Qt::UTC)) - 1;
            for (int day = 0; day < 4; ++day) {
                const qint64 expected =
                    clocks.firstFrom(QDateTime(first.addDays(day), time, Qt::UTC));
                QCOMPARE(nextDue(schedule, zone, 0, after), expected);
                after = expected;
            }
        }
    }
}

void TestSchedule::aRhythmFollowsTheMinutesThatPass_data()
{
    aTimeOfDayComesOncePerDateInEachZone_data();
}

void TestSchedule::aRhythmFollowsTheMinutesThatPass()
{
    QFETCH(QByteArray, name);
    const QTimeZone zone(name);
    for (const qint64 change : changesOf(zone)) {
        const Clocks clocks(zone, change);
        for (const auto &[text, minutes, hours] :
             {std::tuple(u"*/20 * * * *"_s, 20, 1), std::tuple(u"15 * * * *"_s, 0, 1),
              std::tuple(u"*/15 */2 * * *"_s, 15, 2)}) {
            const Schedule schedule = parsed(text);
            qint64 after = clocks.fromMs + kDayMs;
            for (std::size_t i = 24 * 60 + 1; i < 5 * 24 * 60; ++i) {
                const QTime time = clocks.local.at(i).time();
                const bool isDue = time.hour() % hours == 0
                    && (minutes == 0 ? time.minute() == 15 : time.minute() % minutes == 0);
                if (!isDue)
                    continue;
                const qint64 expected = clocks.fromMs + static_cast<qint64>(i) * kMinuteMs;
                QCOMPARE(nextDue(schedule, zone, 0, after), expected);
                after = expected;
            }
        }
    }
}

void TestSchedule::aDateThatAZoneLeftOutIsDueRightAfterIt()
{
    // Samoa had no 30 December 2011.
    QCOMPARE(next(u"0 9 * * *"_s, "Pacific/Apia", u"2011-12-29T00:00:00Z"_s, 4),
             (QStringList{u"2011-12-29T19:00"_s, u"2011-12-30T10:00"_s, u"2011-12-30T19:00"_s,
                          u"2011-12-31T19:00"_s}));
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
