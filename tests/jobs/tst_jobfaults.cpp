// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/fault.h"
#include "core/jobplan.h"
#include "rounds.h"
#include "store/faultvfs.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

#ifdef DOGWATCH_TEST_HOOKS

namespace {

// A store in which one answer decides whether something is run, what it says before that is asked,
// and what it must say in the end.
struct Moment
{
    const char *name;
    const char *schedule;
    void (*prepare)(Rounds &);
    QStringList before;
    QStringList after;
    int sent; // in the end
};

void isDue(Rounds &rounds)
{
    rounds.nowMs += 9 * kHour;
}

void waits(Rounds &rounds)
{
    isDue(rounds);
    const Result<JobRound> made = rounds.round();
    QVERIFY(rounds
                .run([&](Database &db) {
                    return deferOccurrence(db, made->claimed.front(), u"unread"_s, rounds.nowMs);
                })
                .ok());
    rounds.nowMs += kLongestRetryMs;
}

void isDone(Rounds &rounds)
{
    isDue(rounds);
    QVERIFY(rounds.attempt());
    rounds.nowMs += kMinute;
}

void isBeingRun(Rounds &rounds)
{
    rounds.nowMs += kHour;
    rounds.running.insert(rounds.round()->claimed.front().key());
    rounds.nowMs += kHour;
}

void isToBeCancelled(Rounds &rounds)
{
    rounds.change(u"UPDATE job SET overlap = 'cancel'"_s);
    isBeingRun(rounds);
}

void isLeaving(Rounds &rounds)
{
    rounds.nowMs += kHour;
    QVERIFY(rounds.attempt());
    rounds.change(u"UPDATE outbox SET target = 'webhook'"_s);
    rounds.nowMs += kHour;
}

void isOfALifeThatEnded(Rounds &rounds)
{
    isDue(rounds);
    QVERIFY(rounds.round().ok());
    rounds.epoch = *rounds.run([&](Database &db) { return beginEpoch(db, rounds.nowMs); });
}

void hasEndedManyLives(Rounds &rounds)
{
    isOfALifeThatEnded(rounds);
    rounds.change(u"UPDATE job_occurrence SET claims = 25"_s);
}

const std::vector<Moment> &moments()
{
    static constexpr char kDaily[] = "0 9 * * *";
    static constexpr char kHourly[] = "0 * * * *";
    static const QString kDone = u"2025-03-01T09:00 done"_s;
    static const QString kOver = u"2025-03-01T02:00 skipped the one before was not over"_s;
    static const std::vector<Moment> all{
        {"it is due", kDaily, isDue, {}, {kDone}, 1},
        {"it waits for its next try",
         kDaily,
         waits,
         {u"2025-03-01T09:00 pending unread"_s},
         {kDone},
         1},
        {"it is done", kDaily, isDone, {kDone}, {kDone}, 1},
        {"a life ended with it",
         kDaily,
         isOfALifeThatEnded,
         {u"2025-03-01T09:00 running"_s},
         {kDone},
         1},
        {"it ended many lives",
         kDaily,
         hasEndedManyLives,
         {u"2025-03-01T09:00 running"_s},
         {u"2025-03-01T09:00 failed the program ended 25 times while it ran"_s},
         0},
        {"the one before runs",
         kHourly,
         isBeingRun,
         {u"2025-03-01T01:00 running"_s},
         {u"2025-03-01T01:00 running"_s, kOver},
         0},
        {"the one before is to be cancelled",
         kHourly,
         isToBeCancelled,
         {u"2025-03-01T01:00 running"_s},
         {u"2025-03-01T01:00 cancelled the one after it was due"_s, u"2025-03-01T02:00 done"_s},
         1},
        {"what the one before sends has not left",
         kHourly,
         isLeaving,
         {u"2025-03-01T01:00 done"_s},
         {u"2025-03-01T01:00 done"_s, kOver},
         1},
    };
    return all;
}

// What fails, and the counts of it.
struct Fault
{
    QByteArray operation; // "statement", or one of the VFS's
    QByteArray code;

    void strike(int nth) const
    {
        if (operation != "statement")
            return setVfsFault({operation, nth, code, false});
        const QByteArray fault = "store.statement:" + QByteArray::number(nth) + ":error";
        setFaults(fault.constData());
    }
    [[nodiscard]] bool hasStruck(int nth) const
    {
        return operation == "statement" ? faultsTaken() > 0 : vfsCalls() >= nth;
    }
    static void clear()
    {
        setFaults("");
        setVfsFault({});
    }
};

} // namespace

#endif

// Of all that is asked and written between "is it due" and "it was done", each single thing fails
// once, in each situation in which the answer decides: nothing is run then, what was there stays,
// and afterwards each thing is run as often as it ought to be.
class TestJobFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void nothingRunsForWhatCanNotBeRead_data();
    void nothingRunsForWhatCanNotBeRead();
    void nothingIsRunByHandForWhatCanNotBeRead();
};

void TestJobFaults::cleanup()
{
#ifdef DOGWATCH_TEST_HOOKS
    Fault::clear();
#endif
}

void TestJobFaults::nothingRunsForWhatCanNotBeRead_data()
{
    QTest::addColumn<int>("moment");
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<QByteArray>("code");
#ifdef DOGWATCH_TEST_HOOKS
    const auto add = [](int moment, const char *operation, const char *code) {
        QTest::addRow("%s: %s %s", moments().at(static_cast<std::size_t>(moment)).name, operation,
                      code)
            << moment << QByteArray(operation) << QByteArray(code);
    };
    for (int moment = 0; moment < static_cast<int>(moments().size()); ++moment)
        add(moment, "statement", "fails");
    // The same from below, where one read serves several statements.
    for (const char *code : {"IOERR", "CORRUPT", "BUSY"})
        add(1, "read", code);
    for (const char *code : {"IOERR", "BUSY"})
        add(1, "shmlock", code);
    for (const char *operation : {"read", "walwrite", "walsync"})
        add(0, operation, "IOERR");
#endif
}

void TestJobFaults::nothingRunsForWhatCanNotBeRead()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    QFETCH(int, moment);
    QFETCH(QByteArray, operation);
    QFETCH(QByteArray, code);
    installFaultVfs();
    const Moment &now = moments().at(static_cast<std::size_t>(moment));
    const Fault fault{operation, code};
    int struck = 0;
    for (bool isOver = false; !isOver;) {
        Rounds rounds(QString::fromLatin1(now.schedule));
        now.prepare(rounds);
        QCOMPARE(rounds.history(), now.before);
        const qint64 sentBefore = rounds.sent();
        rounds.reopen();
        // Nothing stays in the cache: each look at the store is a read.
        QVERIFY(rounds.database().execute(u"PRAGMA cache_size = 1"_s).ok());
        QVERIFY(rounds.database().execute(u"PRAGMA shrink_memory"_s).ok());

        const int nth = struck + 1;
        fault.strike(nth);
        const Result<JobRound> made = rounds.round();
        const bool wasInRound = fault.hasStruck(nth);
        bool wentThrough = made.ok();
        if (made) {
            for (const ClaimedOccurrence &occurrence : made->claimed)
                wentThrough = rounds.finish(occurrence).ok() && wentThrough;
        }
        isOver = !fault.hasStruck(nth);
        Fault::clear();
        rounds.reopen();
        // A lock that somebody holds is waited for, and the first thing that a new connection can't
        // read is read again.
        if (!isOver && code != "BUSY")
            QVERIFY2(!wentThrough, qPrintable(u"the %1th was passed over"_s.arg(nth)));
        const bool isWhole = operation == "walsync" && rounds.history() == now.after;
        // A commit that reports an error may be there all the same, and is then whole.
        if (!wentThrough && !isWhole) {
            QCOMPARE(rounds.sent(), sentBefore);
            if (wasInRound && operation != "walsync")
                QCOMPARE(rounds.history(), now.before);
        }
        rounds.nowMs += kMinute;
        for (int i = 0; i < 3; ++i)
            QVERIFY(rounds.attempt());
        QCOMPARE(rounds.history(), now.after);
        QCOMPARE(rounds.sent(), now.sent);
        struck += isOver ? 0 : 1;
    }
    QVERIFY2(struck > 3 || operation == "shmlock" || operation == "walsync", "what was to fail?");
    qInfo() << struck << "faults";
#endif
}

void TestJobFaults::nothingIsRunByHandForWhatCanNotBeRead()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    int struck = 0;
    for (bool isOver = false; !isOver;) {
        Rounds rounds;
        waits(rounds);
        const QStringList before = rounds.history();
        const Fault fault{"statement", {}};
        fault.strike(struck + 1);
        const Result<qint64> due =
            rounds.run([&](Database &db) { return runNow(db, rounds.job.id, rounds.nowMs); });
        isOver = !fault.hasStruck(struck + 1);
        Fault::clear();
        QVERIFY(!due);
        QCOMPARE(due.error().code, isOver ? ErrorCode::Conflict : ErrorCode::StorageFull);
        QCOMPARE(rounds.history(), before);
        struck += isOver ? 0 : 1;
    }
    QVERIFY(struck > 2);
#endif
}

QTEST_GUILESS_MAIN(TestJobFaults)
#include "tst_jobfaults.moc"
