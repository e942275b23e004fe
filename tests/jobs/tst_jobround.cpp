// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jobplan.h"
#include "rounds.h"
#include "store/faultvfs.h"
#include "store/jobjson.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// How occurrences are created, claimed and ended: each once.
class TestJobRound : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void aNewStoreHasItsJobsOnce();
    void whatIsDueIsCreatedAndRunsOnce();
    void aClaimOfAnOlderEpochIsFreeAndItsEndIsRefused();
    void anOlderSchedulerCanChangeNothing();
    void aClockThatGoesBackCreatesNothingAgain();
    void aClockThatJumpsAheadFollowsThePolicy();
    void daysWithoutTheProgramAreRowsWithReasons_data();
    void daysWithoutTheProgramAreRowsWithReasons();
    void anEditCreatesNothingFromBeforeIt();
    void aPauseIsNotCaughtUp();
    void whatFailsIsTriedFiveTimesAndTheNextOneComes();
    void whatCannotBeReadStaysPendingForEver();
    void aJobThatCanNotBeReadIsNoOtherJob_data();
    void aJobThatCanNotBeReadIsNoOtherJob();
    void oneByHandIsBesideTheSchedule();
    void aCancelledRunCannotEnd();
    void aFaultAtAnyReadRunsNothingAndThenItRunsOnce_data();
    void aFaultAtAnyReadRunsNothingAndThenItRunsOnce();
};

void TestJobRound::cleanup()
{
#ifdef DOGWATCH_TEST_HOOKS
    setVfsFault({});
#endif
}

void TestJobRound::aNewStoreHasItsJobsOnce()
{
    Rounds rounds;
    const QString defaults = u"SELECT name, kind FROM job WHERE name <> 'tell' ORDER BY name"_s;
    const QStringList all{u"backup|backup"_s, u"digest|digest"_s, u"retention|retention"_s};
    QCOMPARE(rounds.rows(defaults), all);
    rounds.reopen();
    QCOMPARE(*rounds.run([](Database &db) { return beginEpoch(db, 1); }), rounds.epoch + 1);
    QCOMPARE(rounds.rows(defaults), all);
}

void TestJobRound::whatIsDueIsCreatedAndRunsOnce()
{
    Rounds rounds;
    QVERIFY(rounds.attempt());
    QCOMPARE(rounds.history(), QStringList());
    rounds.attemptAt(rounds.nowMs + 9 * kHour);
    QCOMPARE(rounds.history(), QStringList{u"2025-03-01T09:00 done"_s});
    QCOMPARE(
        rounds.rows(u"SELECT cause, target, state FROM outbox"_s),
        QStringList{u"job-%1/2025-03-01T09:00:00.000Z|notification|pending"_s.arg(rounds.job.id)});
    rounds.attemptAt(rounds.nowMs + kDay);
    QCOMPARE(rounds.history().size(), 2);
    QCOMPARE(rounds.sent(), 2);
}

void TestJobRound::aClaimOfAnOlderEpochIsFreeAndItsEndIsRefused()
{
    Rounds rounds;
    rounds.nowMs += 9 * kHour;
    const Result<JobRound> first = rounds.round();
    QCOMPARE(first->claimed.size(), std::size_t(1));
    rounds.reopen();
    rounds.epoch = *rounds.run([&](Database &db) { return beginEpoch(db, rounds.nowMs); });
    const Result<JobRound> second = rounds.round(); // at once, without a lease to wait for
    QCOMPARE(second->claimed.size(), std::size_t(1));
    QCOMPARE(rounds.finish(first->claimed.front()).error().code, ErrorCode::Conflict);
    QCOMPARE(rounds.sent(), 0);
    QVERIFY(rounds.finish(second->claimed.front()).ok());
    QCOMPARE(rounds.finish(second->claimed.front()).error().code, ErrorCode::Conflict);
    QCOMPARE(rounds.sent(), 1);
}

void TestJobRound::anOlderSchedulerCanChangeNothing()
{
    Rounds rounds;
    QVERIFY(rounds.run([&](Database &db) { return beginEpoch(db, rounds.nowMs); }).ok());
    rounds.nowMs += 9 * kHour;
    QCOMPARE(rounds.round().error().code, ErrorCode::Conflict);
    QCOMPARE(rounds.history(), QStringList());
}

void TestJobRound::aClockThatGoesBackCreatesNothingAgain()
{
    Rounds rounds;
    const qint64 nine = rounds.nowMs + 9 * kHour;
    rounds.attemptAt(nine + kMinute);
    rounds.attemptAt(nine - kHour);
    rounds.attemptAt(nine);
    rounds.attemptAt(nine + kMinute);
    QCOMPARE(rounds.history(), QStringList{u"2025-03-01T09:00 done"_s});
    QCOMPARE(rounds.sent(), 1);
}

void TestJobRound::aClockThatJumpsAheadFollowsThePolicy()
{
    Rounds rounds;
    const qint64 nine = rounds.nowMs + 9 * kHour;
    rounds.attemptAt(nine);
    rounds.attemptAt(nine + 3 * kDay + kMinute);
    rounds.attemptAt(nine + kMinute); // it was wrong
    rounds.attemptAt(nine + kDay);
    QCOMPARE(rounds.history(),
             (QStringList{u"2025-03-01T09:00 done"_s,
                          u"2025-03-02T09:00 skipped older than the catch-up window of 1 d"_s,
                          u"2025-03-03T09:00 skipped older than the catch-up window of 1 d"_s,
                          u"2025-03-04T09:00 done"_s}));
    rounds.attemptAt(nine + 4 * kDay);
    QCOMPARE(rounds.history().size(), 5);
    QCOMPARE(rounds.sent(), 3);
}

void TestJobRound::daysWithoutTheProgramAreRowsWithReasons_data()
{
    QTest::addColumn<QString>("missed");
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("runs");
    QTest::newRow("latest of one") << u"latest"_s << 1 << 1;
    QTest::newRow("latest of three") << u"latest"_s << 3 << 1;
    QTest::newRow("latest of forty") << u"latest"_s << 40 << 1;
    QTest::newRow("none of three") << u"none"_s << 3 << 0;
    QTest::newRow("all of three") << u"all"_s << 3 << 3;
    QTest::newRow("all of forty") << u"all"_s << 40 << 40;
    QTest::newRow("all of a hundred and thirty") << u"all"_s << 130 << 50;
}

void TestJobRound::daysWithoutTheProgramAreRowsWithReasons()
{
    QFETCH(QString, missed);
    QFETCH(int, days);
    QFETCH(int, runs);
    Rounds rounds;
    rounds.change(
        u"UPDATE job SET catch_up = %1, missed = '%2'"_s.arg(QString::number(1000 * kDay), missed));
    rounds.nowMs += (days - 1) * kDay + 10 * kHour;
    // What is created is created before anything runs, so that the cap is of what waits.
    for (Result<JobRound> made = rounds.round(); made && made->more; made = rounds.round()) { }
    for (int i = 0; i < 2 * days + 10; ++i)
        QVERIFY(rounds.attempt());
    QCOMPARE(rounds.history().size(), days);
    QCOMPARE(rounds.sent(), runs);
    QCOMPARE(rounds.number(u"SELECT count(*) FROM job_occurrence WHERE state = 'done'"_s), runs);
    QCOMPARE(rounds.number(
                 u"SELECT count(*) FROM job_occurrence WHERE state = 'skipped' AND reason <> ''"_s),
             days - runs);
    if (missed == "latest"_L1)
        QVERIFY(rounds.history().last().endsWith(u" done"_s));
}

void TestJobRound::anEditCreatesNothingFromBeforeIt()
{
    Rounds rounds;
    rounds.attemptAt(rounds.nowMs + 9 * kHour);
    rounds.nowMs += 3 * kHour;
    rounds.job.schedule = u"0 10,11,13 * * *"_s;
    QVERIFY(rounds.run([&](Database &db) { return changeJob(db, rounds.job, rounds.nowMs); }).ok());
    rounds.attemptAt(rounds.nowMs + 2 * kHour);
    QCOMPARE(rounds.history(),
             (QStringList{u"2025-03-01T09:00 done"_s, u"2025-03-01T13:00 done"_s}));
    QCOMPARE(rounds.rows(u"SELECT rev FROM job_occurrence ORDER BY due"_s),
             (QStringList{u"1"_s, u"2"_s}));
}

void TestJobRound::aPauseIsNotCaughtUp()
{
    Rounds rounds;
    const auto pause = [&](bool paused) {
        return rounds
            .run([&](Database &db) { return pauseJob(db, rounds.job.id, paused, rounds.nowMs); })
            .ok();
    };
    QVERIFY(pause(true));
    rounds.attemptAt(rounds.nowMs + 10 * kHour);
    QVERIFY(pause(false));
    rounds.attemptAt(rounds.nowMs + kHour);
    QCOMPARE(rounds.history(), QStringList());
    rounds.attemptAt(rounds.nowMs + kDay);
    QCOMPARE(rounds.history(), QStringList{u"2025-03-02T09:00 done"_s});
    QCOMPARE(rounds.run([](Database &db) { return pauseJob(db, 99, true, 0); }).error().code,
             ErrorCode::NotFound);
}

void TestJobRound::whatFailsIsTriedFiveTimesAndTheNextOneComes()
{
    Rounds rounds;
    rounds.nowMs += 9 * kHour;
    for (int i = 1; i <= kMostFailures; ++i) {
        const Result<JobRound> made = rounds.round();
        QCOMPARE(made->claimed.size(), std::size_t(1));
        QVERIFY(rounds
                    .run([&](Database &db) {
                        return failOccurrence(db, made->claimed.front(), u"no"_s, rounds.nowMs);
                    })
                    .ok());
        QVERIFY(rounds.round()->claimed.empty()); // it waits
        rounds.nowMs += retryWaitMs(i);
    }
    QCOMPARE(rounds.history(), QStringList{u"2025-03-01T09:00 failed no"_s});
    rounds.attemptAt(rounds.nowMs + kDay);
    QCOMPARE(rounds.history().last(), u"2025-03-02T09:00 done");
}

void TestJobRound::whatCannotBeReadStaysPendingForEver()
{
    Rounds rounds;
    rounds.nowMs += 9 * kHour;
    for (int i = 1; i <= 40; ++i) {
        const Result<JobRound> made = rounds.round();
        QCOMPARE(made->claimed.size(), std::size_t(1));
        QVERIFY(rounds
                    .run([&](Database &db) {
                        return deferOccurrence(db, made->claimed.front(), u"unread"_s,
                                               rounds.nowMs);
                    })
                    .ok());
        QCOMPARE(rounds.history(), QStringList{u"2025-03-01T09:00 pending unread"_s});
        rounds.nowMs += kLongestRetryMs;
    }
    QVERIFY(rounds.attempt());
    QCOMPARE(rounds.history(), QStringList{u"2025-03-01T09:00 done"_s});
    QCOMPARE(rounds.sent(), 1);
}

void TestJobRound::aJobThatCanNotBeReadIsNoOtherJob_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("kind") << u"kind = 'notify'"_s;
    QTest::newRow("options") << u"options = '{\"text\":'"_s;
    QTest::newRow("policy") << u"missed = ''"_s;
    QTest::newRow("overlap") << u"overlap = 'queue'"_s;
}

void TestJobRound::aJobThatCanNotBeReadIsNoOtherJob()
{
    QFETCH(QString, change);
    Rounds rounds;
    rounds.change(u"UPDATE job SET "_s + change + u" WHERE name = 'tell'"_s);
    rounds.nowMs += 10 * kHour;
    QCOMPARE(rounds.round().error().code, ErrorCode::Corrupt);
    QCOMPARE(jobById(rounds.database(), rounds.job.id).error().code, ErrorCode::Corrupt);
    QVERIFY(!jobsJson(rounds.database(), rounds.nowMs).ok());
    QCOMPARE(rounds.history(), QStringList());
    QCOMPARE(rounds.sent(), 0);
}

void TestJobRound::oneByHandIsBesideTheSchedule()
{
    Rounds rounds;
    rounds.nowMs += 9 * kHour + 30'000;
    const auto byHand = [&] {
        return rounds.run([&](Database &db) { return runNow(db, rounds.job.id, rounds.nowMs); });
    };
    QVERIFY(byHand().ok());
    QCOMPARE(byHand().error().code, ErrorCode::Conflict);
    rounds.attemptAt(rounds.nowMs);
    QCOMPARE(rounds.history(),
             (QStringList{u"2025-03-01T09:00 done"_s, u"2025-03-01T09:00 done"_s}));
    QCOMPARE(rounds.sent(), 2);
    QCOMPARE(rounds.run([](Database &db) { return runNow(db, 99, 0); }).error().code,
             ErrorCode::NotFound);
}

void TestJobRound::aCancelledRunCannotEnd()
{
    Rounds rounds(u"0 * * * *"_s);
    rounds.change(u"UPDATE job SET overlap = 'cancel'"_s);
    rounds.nowMs += kHour;
    const Result<JobRound> first = rounds.round();
    QCOMPARE(first->claimed.size(), std::size_t(1));
    rounds.running.insert(first->claimed.front().key());
    rounds.nowMs += kHour;
    const Result<JobRound> second = rounds.round();
    QCOMPARE(second->claimed.size(), std::size_t(1));
    QCOMPARE(rounds.finish(first->claimed.front()).error().code, ErrorCode::Conflict);
    QVERIFY(rounds.finish(second->claimed.front()).ok());
    QCOMPARE(rounds.history(),
             (QStringList{u"2025-03-01T01:00 cancelled the one after it was due"_s,
                          u"2025-03-01T02:00 done"_s}));
    QCOMPARE(rounds.sent(), 1);
}

void TestJobRound::aFaultAtAnyReadRunsNothingAndThenItRunsOnce_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("reads fail") << QByteArray("read") << QByteArray("IOERR");
    QTest::newRow("reads find damage") << QByteArray("read") << QByteArray("CORRUPT");
    QTest::newRow("locks are held") << QByteArray("shmlock") << QByteArray("BUSY");
    QTest::newRow("locks fail") << QByteArray("shmlock") << QByteArray("IOERR");
    QTest::newRow("the log takes nothing") << QByteArray("walwrite") << QByteArray("IOERR");
    QTest::newRow("the log is not synced") << QByteArray("walsync") << QByteArray("IOERR");
}

void TestJobRound::aFaultAtAnyReadRunsNothingAndThenItRunsOnce()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    QFETCH(QByteArray, operation);
    QFETCH(QByteArray, code);
    installFaultVfs();
    int faults = 0;
    for (int nth = 1;; ++nth) {
        Rounds rounds;
        rounds.nowMs += 9 * kHour;
        rounds.reopen();
        // Nothing stays in the cache: each look at the store is a read.
        QVERIFY(rounds.database().execute(u"PRAGMA cache_size = 1"_s).ok());
        QVERIFY(rounds.database().execute(u"PRAGMA shrink_memory"_s).ok());
        setVfsFault({operation, nth, code, false});
        const bool done = rounds.attempt();
        const bool wasHit = vfsCalls() >= nth;
        setVfsFault({});
        rounds.reopen();
        const qint64 sent = rounds.sent();
        const QStringList history = rounds.history();
        if (!done) {
            ++faults;
            // A commit that reports an error may be there all the same, and is then whole.
            const bool isWhole = sent == 1 && history == QStringList{u"2025-03-01T09:00 done"_s};
            const bool isUndone = sent == 0
                && (history.isEmpty() || history.front().contains(u"pending"_s)
                    || history.front().contains(u"running"_s));
            QVERIFY2(isUndone || (isWhole && operation == "walsync"),
                     qPrintable(QString::number(nth) + history.join(u';')));
        }
        rounds.attemptAt(rounds.nowMs + kMinute);
        QCOMPARE(rounds.history(), QStringList{u"2025-03-01T09:00 done"_s});
        QCOMPARE(rounds.sent(), 1);
        if (!wasHit)
            break;
    }
    // A lock that somebody holds is waited for.
    QVERIFY2(faults > 0 || code == "BUSY", "no fault was ever in the way");
    qInfo() << faults << "faults";
#endif
}

QTEST_GUILESS_MAIN(TestJobRound)
#include "tst_jobround.moc"
