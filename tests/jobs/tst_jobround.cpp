// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jobplan.h"
#include "core/times.h"
#include "store/faultvfs.h"
#include "store/jobround.h"
#include "store/jobtable.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinute = 60'000;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

// A store with one job, and the scheduler's transactions on it without a scheduler.
struct Rounds : Store
{
    template<class Work>
    auto run(Work work)
    {
        std::optional<std::invoke_result_t<Work, Database &>> result;
        const Result<ChangeSet> done = committer().transact(
            [&](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                result = work(database);
                return result->ok() ? Result<ChangeSet>(ChangeSet())
                                    : Result<ChangeSet>(result->error());
            });
        if (!done)
            result = done.error();
        return *result;
    }

    void change(const QString &sql)
    {
        QVERIFY(run([&sql](Database &db) { return db.execute(sql); }).ok());
    }

    explicit Rounds(const QString &schedule = u"0 9 * * *"_s)
    {
        job.name = u"tell"_s;
        job.schedule = schedule;
        job.zone = u"UTC"_s;
        job.options = {{u"text"_s, u"hello"_s}};
        epoch = *run([this](Database &db) { return beginEpoch(db, nowMs); });
        // The default jobs are another test's.
        change(u"UPDATE job SET paused = 1"_s);
        job.id = *run([this](Database &db) { return addJob(db, job, nowMs); });
    }

    Result<JobRound> round()
    {
        return run([this](Database &db) { return goRound(db, epoch, nowMs, running); });
    }

    Result<void> finish(const ClaimedOccurrence &occurrence)
    {
        OccurrenceEffect effect;
        effect.result = u"told"_s;
        Parcel parcel;
        parcel.target = u"notification"_s;
        effect.parcels.push_back(parcel);
        return run([&](Database &db) { return finishOccurrence(db, occurrence, effect, nowMs); });
    }

    // A round, and the end of what it gave out. False: something could not be read or written.
    bool attempt()
    {
        const Result<JobRound> made = round();
        if (!made)
            return false;
        for (const ClaimedOccurrence &occurrence : made->claimed) {
            if (!finish(occurrence))
                return false;
        }
        return true;
    }
    void attemptAt(qint64 ms)
    {
        nowMs = ms;
        for (int i = 0; i < 100; ++i)
            QVERIFY(attempt());
    }

    // "2025-03-01T09:00 done; ..." and why one was skipped.
    QStringList history()
    {
        QStringList lines;
        for (const QString &row :
             rows(u"SELECT due, state, reason FROM job_occurrence WHERE job = "_s
                  + QString::number(job.id) + u" ORDER BY due"_s)) {
            const QStringList columns = row.split(u'|');
            lines.append(QStringList{toRfc3339(columns.at(0).toLongLong()).left(16), columns.at(1),
                                     columns.at(2)}
                             .join(u' ')
                             .trimmed());
        }
        return lines;
    }
    qint64 sent() { return number(u"SELECT count(*) FROM outbox"_s); }

    qint64 nowMs = *fromRfc3339(u"2025-03-01T00:00:00Z"_s);
    qint64 epoch = 0;
    std::set<OccurrenceKey> running;
    Job job;
};

} // namespace

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
