// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jobplan.h"
#include "rounds.h"
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
    void whatHasNotLeftIsNotOver_data();
    void whatHasNotLeftIsNotOver();
};

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
    Job other = rounds.job;
    other.name = u"other"_s;
    QVERIFY(rounds.run([&](Database &db) { return addJob(db, other, rounds.nowMs); }).ok());
    rounds.nowMs += 9 * kHour;
    const Result<JobRound> before = rounds.round();
    QCOMPARE(before->claimed.size(), std::size_t(2)); // which a life ends with
    rounds.change(u"UPDATE job SET "_s + change + u" WHERE name = 'tell'"_s);
    rounds.epoch = *rounds.run([&](Database &db) { return beginEpoch(db, rounds.nowMs); });
    const Result<JobRound> made = rounds.round();
    QVERIFY(made.ok());
    QCOMPARE(made->claimed.size(), std::size_t(1));
    QCOMPARE(made->claimed.front().job.name, u"other");
    QCOMPARE(made->blocked, QStringList{u"tell: the store's row of the job can't be read"_s});
    QVERIFY(rounds.finish(made->claimed.front()).ok());
    QCOMPARE(rounds.history(), QStringList{u"2025-03-01T09:00 running"_s});
    QCOMPARE(rounds.sent(), 1);
    // It is listed, and nothing is said of it that was not read.
    const Result<QJsonArray> listed = jobsJson(rounds.database(), rounds.nowMs);
    QVERIFY(listed.ok());
    const QJsonObject row = listed->last().toObject();
    QCOMPARE(row[u"name"].toString(), u"tell");
    QCOMPARE(row[u"state"].toString(), u"blocked");
    QVERIFY(row[u"kind"].isNull() && row[u"next"].toArray().isEmpty());
    // It can be deleted and no more.
    QCOMPARE(jobById(rounds.database(), rounds.job.id).error().code, ErrorCode::Corrupt);
    QCOMPARE(rounds.run([&](Database &db) { return runNow(db, rounds.job.id, rounds.nowMs); })
                 .error()
                 .code,
             ErrorCode::Corrupt);
    QVERIFY(rounds.run([&](Database &db) { return removeJob(db, rounds.job.id); }).ok());
    QCOMPARE(rounds.round()->blocked, QStringList());
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

void TestJobRound::whatHasNotLeftIsNotOver_data()
{
    QTest::addColumn<QString>("overlap");
    QTest::addColumn<QString>("next");
    QTest::addColumn<QStringList>("outbox");
    const QString one = u"01:00:00.000Z|"_s;
    const QString two = u"02:00:00.000Z|pending"_s;
    QTest::newRow("skip") << u"skip"_s << u"skipped the one before was not over"_s
                          << QStringList{one + u"pending"_s};
    QTest::newRow("cancel") << u"cancel"_s << u"done"_s << QStringList{one + u"withdrawn"_s, two};
    QTest::newRow("queue") << u"queue_all"_s << u"done"_s << QStringList{one + u"pending"_s, two};
}

// A call or a command that waits for its next try.
void TestJobRound::whatHasNotLeftIsNotOver()
{
    QFETCH(QString, overlap);
    QFETCH(QString, next);
    QFETCH(QStringList, outbox);
    Rounds rounds(u"0 * * * *"_s);
    rounds.change(u"UPDATE job SET overlap = '%1'"_s.arg(overlap));
    rounds.nowMs += kHour;
    QVERIFY(rounds.attempt());
    rounds.change(u"UPDATE outbox SET target = 'webhook'"_s);
    rounds.nowMs += kHour;
    QVERIFY(rounds.attempt());
    QCOMPARE(rounds.history(),
             (QStringList{u"2025-03-01T01:00 done"_s, u"2025-03-01T02:00 "_s + next}));
    QCOMPARE(rounds.rows(u"SELECT substr(cause, 18), state FROM outbox ORDER BY id"_s), outbox);
}

QTEST_GUILESS_MAIN(TestJobRound)
#include "tst_jobround.moc"
