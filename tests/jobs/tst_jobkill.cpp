// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "../core/zones.h"
#include "core/schedule.h"
#include "core/times.h"
#include "core/zoneoffsets.h"
#include "crash/childprocess.h"
#include "seed.h"
#include "spoolfixture.h"
#include "store/database.h"
#include "storefixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinute = 60'000;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;
constexpr qint64 kStep = 20 * kMinute;
constexpr int kDays = 25;

int numberFrom(const char *variable, int fallback)
{
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue(variable, &isSet);
    return isSet ? asked : fallback;
}

// A time of day that the change leaves out, or that comes twice: 09:00 is not where it is hard.
QString scheduleIn(const QTimeZone &zone, qint64 changeMs)
{
    const qint64 before = localOf(zone, changeMs - 1) + 1;
    const qint64 after = localOf(zone, changeMs);
    const QDateTime inside =
        QDateTime::fromMSecsSinceEpoch(std::min(before, after) + 10 * kMinute, Qt::UTC);
    return u"%1 %2 * * *"_s.arg(inside.time().minute()).arg(inside.time().hour());
}

// Where failpoints lie on the way of one digest.
constexpr const char *kPoints[] = {"jobs.in_round",      "jobs.after_claim",  "jobs.after_compute",
                                   "jobs.before_commit", "jobs.after_commit", "sender.after_mark",
                                   "sender.after_send"};

} // namespace

// The program killed again and again through days with a clock change: each digest is made once.
class TestJobKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachDigestIsMadeOnceInEachZone_data();
    void eachDigestIsMadeOnceInEachZone();
};

void TestJobKill::eachDigestIsMadeOnceInEachZone_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("which");
    const int zones = numberFrom("DOGWATCH_JOB_ZONES", 1);
    for (int i = 0; i < std::min<int>(zones, kZones.size()); ++i) {
        const char *name = kZones.at(static_cast<std::size_t>(i));
        QTest::addRow("%s, first change", name) << QByteArray(name) << 0;
        QTest::addRow("%s, second change", name) << QByteArray(name) << 1;
    }
}

void TestJobKill::eachDigestIsMadeOnceInEachZone()
{
    QFETCH(QByteArray, name);
    QFETCH(int, which);
    const int boots = numberFrom("DOGWATCH_JOB_BOOTS", 25);
    std::mt19937 random(seedOfThisRun());
    const auto below = [&random](qint64 limit) {
        return std::uniform_int_distribution<qint64>(0, limit - 1)(random);
    };
    const QTimeZone zone(name);
    const qint64 change = changesOf(zone).at(static_cast<std::size_t>(which));
    const QString schedule = scheduleIn(zone, change);
    // From noon to noon, so that each of the dates has its due time inside.
    const QDate first = QDateTime::fromMSecsSinceEpoch(localOf(zone, change), Qt::UTC).date();
    const qint64 from = QDateTime(first.addDays(-12), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch()
        - localOf(zone, change - 13 * kDay) + (change - 13 * kDay);
    QTemporaryDir temporary;
    const QString path = temporary.filePath(u"d"_s);
    const Schedule parsed = *parseSchedule(schedule);
    const std::vector<qint64> dues = nextDues(parsed, zone, from, from, kDays);
    const qint64 until = dues.back() + 2 * kHour;

    // One life of the program, up to its kill; how far it came, or -1.
    const auto live = [&](qint64 begin, qint64 end, const QByteArray &fault) -> qint64 {
        ChildProcess child;
        const QByteArrayList command{
            DOGWATCH_BIN_DIR "/jobsboot", path.toUtf8(),           schedule.toUtf8(),
            QByteArray::number(begin),    QByteArray::number(end), QByteArray::number(kStep)};
        if (!child.start(command, {"TZ=" + name, "DOGWATCH_FAULT=" + fault})
            || child.wait(120'000) != -SIGKILL)
            return -1;
        return contentOfFile(path + u".clock"_s).trimmed().split('\n').last().toLongLong();
    };
    qint64 now = from;
    int repeats = 0;
    for (int boot = 0; now < until; ++boot) {
        const QByteArray point = kPoints[below(std::size(kPoints))];
        const QByteArray fault = point + ':' + QByteArray::number(1 + below(2)) + ":kill";
        const qint64 end = std::min(until, now + kDays * kDay / boots);
        const qint64 reached = live(now, end, boot % 2 == 1 ? fault : QByteArray());
        QVERIFY(reached >= now);
        if (boot % 2 == 1 && point == "sender.after_send")
            ++repeats;
        // Off for a while; a clock that goes back a little is no news either.
        now = std::max(from, reached + 1 + below(6 * kHour) - kHour);
        QVERIFY2(boot < 50 * boots, "it does not get on");
    }
    QVERIFY(live(until, until + kHour, {}) > 0);
    auto database = Database::open(path + u"/dogwatch.db"_s, Database::Mode::ReadOnly);
    QVERIFY(database.ok());
    QStringList expected;
    QStringList causes;
    for (const qint64 due : dues) {
        expected.append(QString::number(due) + u"|done"_s);
        causes.append(u"job-1/"_s + toRfc3339(due));
    }
    QCOMPARE(rowsOf(**database, u"SELECT due, state FROM job_occurrence ORDER BY due"_s), expected);
    QCOMPARE(numberOf(**database, u"SELECT count(*) FROM digest"_s), kDays);
    QCOMPARE(rowsOf(**database, u"SELECT cause FROM outbox WHERE state = 'done' ORDER BY cause"_s),
             causes);
    // One local date each.
    QSet<QDate> dates;
    for (const qint64 due : dues)
        dates.insert(QDateTime::fromMSecsSinceEpoch(localOf(zone, due), Qt::UTC).date());
    QCOMPARE(dates.size(), kDays);
    QStringList sent = QString::fromUtf8(contentOfFile(path + u".sent"_s)).trimmed().split(u'\n');
    const qsizetype all = sent.size();
    sent.removeDuplicates();
    sent.sort();
    QCOMPARE(sent, causes);
    QVERIFY2(all - sent.size() <= repeats, "something was sent twice that was not killed there");
}

QTEST_GUILESS_MAIN(TestJobKill)
#include "tst_jobkill.moc"
