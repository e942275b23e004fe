// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/fault.h"
#include "core/times.h"
#include "handclock.h"
#include "jobs/scheduler.h"
#include "runningwriter.h"
#include "store/jobcommand.h"

#include <QCoreApplication>
#include <QDir>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <future>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// A scheduler on a store of its own, with a clock that is set by hand.
struct Desk
{
    Desk()
    {
        const Result<ChangeSet> begun =
            running.transact([](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                const Result<qint64> epoch = beginEpoch(database, kStart);
                return epoch ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(epoch.error());
            });
        if (!begun)
            qFatal("no jobs");
        for (const QString &name : {u"backup"_s, u"retention"_s, u"digest"_s})
            (void)tell({u"pause"_s, idOf(name), {}});
    }

    Result<QByteArray> tell(const JobCommand &command)
    {
        Result<QByteArray> answer = QByteArray();
        const Result<ChangeSet> done =
            running.transact([&](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                answer = applyJobCommand(database, command, clock.nowMs());
                return answer ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(answer.error());
            });
        return answer;
    }
    qint64 idOf(const QString &name) const
    {
        return running.rows(u"SELECT id FROM job WHERE name = '%1'"_s.arg(name))
            .value(0)
            .toLongLong();
    }
    void add(const QByteArray &body)
    {
        const Result<QByteArray> added = tell({u"add"_s, 0, body});
        QVERIFY2(added.ok(), added ? "" : qPrintable(added.error().text));
    }
    // False: a round could not be made, or what was to be run could not.
    bool goTo(qint64 ms)
    {
        clock.set(ms);
        QSignalSpy rested(&scheduler, &Scheduler::rested);
        if (isStarted)
            scheduler.wake();
        else
            scheduler.start();
        isStarted = true;
        if (!rested.wait(30'000))
            qFatal("the scheduler never rests");
        return rested.last().first().toBool();
    }
    QStringList history(const QString &name) const
    {
        return running.rows(
            u"SELECT state FROM job_occurrence WHERE job = %1 ORDER BY due"_s.arg(idOf(name)));
    }

    static constexpr qint64 kStart = 1'740'787'200'000; // 2025-03-01T00:00Z
    static constexpr qint64 kHour = 3'600'000;
    RunningWriter running;
    std::shared_ptr<Readers> readers = std::make_shared<Readers>(running.folder.database());
    HandClock clock{kStart};
    bool isStarted = false;
    Scheduler scheduler{running.folder, *running.writer, readers, clock};
};

} // namespace

// Jobs are seen to in the running program: what they do, and what is said where they can't.
class TestScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void aDigestIsKeptSentAndWritten();
    void aDigestByHandIsMadeAtOnce();
    void whatAJobSendsWaitsInTheOutbox_data();
    void whatAJobSendsWaitsInTheOutbox();
    void aBackupIsMadeOnceAndOldOnesGo();
    void retentionForgetsWhatJobsDid();
    void retentionForgetsWhatLeftAndNothingThatWaits();
    void whatAJobQueuedIsToldOfAtOnce();
    void aRunThatTakesLongIsNotGivenOutAgain();
    void whileTheStoreCanNotBeReadNothingRunsAndItIsSaid();
    void aDigestThatCanNotBeReadWaitsAndIsSaid();
    void aJobWhoseZoneIsGoneIsBlockedAndSaid();
};

void TestScheduler::cleanup()
{
#ifdef DOGWATCH_TEST_HOOKS
    setFaults("");
#endif
}

void TestScheduler::aDigestIsKeptSentAndWritten()
{
    Desk desk;
    desk.add(R"({"name":"brief","kind":"digest","schedule":"0 9 * * *","zone":"Europe/Berlin",
        "options":{"notify":true,"file":true,"webhook":"http://127.0.0.1:9/d"}})");
    QVERIFY(desk.goTo(Desk::kStart + Desk::kHour));
    QCOMPARE(desk.history(u"brief"_s), QStringList());
    QVERIFY(desk.goTo(Desk::kStart + 8 * Desk::kHour));
    QVERIFY(desk.goTo(Desk::kStart + 8 * Desk::kHour)); // and once more
    QCOMPARE(desk.history(u"brief"_s), QStringList{u"done"_s});
    const QString cause = u"job-%1/2025-03-01T08:00:00.000Z"_s.arg(desk.idOf(u"brief"_s));
    QCOMPARE(desk.running.rows(u"SELECT cause, target FROM outbox ORDER BY target"_s),
             (QStringList{cause + u"|notification"_s, cause + u"|webhook"_s}));
    QCOMPARE(desk.running.rows(u"SELECT headline FROM digest"_s),
             QStringList{u"Nothing to report"_s});
    const QDir digests(desk.running.folder.path() + u"/digests"_s);
    QTRY_COMPARE(digests.entryList(QDir::Files),
                 QStringList{u"2025-03-01-0900-job-%1.md"_s.arg(desk.idOf(u"brief"_s))});
    QFile file(digests.filePath(digests.entryList(QDir::Files).value(0)));
    QVERIFY(file.open(QFile::ReadOnly));
    QVERIFY(file.readAll().startsWith("# Dogwatch digest\n"));
}

void TestScheduler::aDigestByHandIsMadeAtOnce()
{
    Desk desk;
    QVERIFY(desk.goTo(Desk::kStart + 1));
    QVERIFY(desk.tell({u"run"_s, desk.idOf(u"digest"_s), {}}).ok()); // although it is paused
    QVERIFY(desk.goTo(Desk::kStart + 2));
    QCOMPARE(desk.history(u"digest"_s), QStringList{u"done"_s});
}

void TestScheduler::whatAJobSendsWaitsInTheOutbox_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("row");
    QTest::newRow("notification") << QByteArray(
        R"({"name":"j","kind":"notification","schedule":"0 1 * * *","zone":"UTC",
            "options":{"title":"Tea","text":"It is one o'clock"}})")
                                  << u"notification|at_least_once||Tea|It is one o'clock"_s;
    QTest::newRow("webhook") << QByteArray(
        R"({"name":"j","kind":"webhook","schedule":"0 1 * * *","zone":"UTC",
            "delivery":"at_most_once","options":{"url":"https://example.org/x","body":"{\"a\":1}"}})")
                             << u"webhook|at_most_once|https://example.org/x||{\"a\":1}"_s;
    QTest::newRow("command") << QByteArray(
        R"({"name":"j","kind":"command","schedule":"0 1 * * *","zone":"UTC",
            "options":{"words":"[\"true\",\"x y\"]","input":"in"}})")
                             << u"command|at_least_once|[\"true\",\"x y\"]||in"_s;
}

void TestScheduler::whatAJobSendsWaitsInTheOutbox()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, row);
    Desk desk;
    desk.add(body);
    QVERIFY(desk.goTo(Desk::kStart + Desk::kHour));
    QCOMPARE(desk.running.rows(
                 u"SELECT target, delivery, address, title, content FROM outbox JOIN outbox_parcel "
                 "ON outbox_id = outbox.id"_s),
             QStringList{row});
}

void TestScheduler::aBackupIsMadeOnceAndOldOnesGo()
{
    Desk desk;
    desk.add(R"({"name":"copy","kind":"backup","schedule":"0 * * * *","zone":"UTC",
        "options":{"keep":2}})");
    for (int hour = 1; hour <= 4; ++hour)
        QVERIFY(desk.goTo(Desk::kStart + hour * Desk::kHour));
    QCOMPARE(desk.history(u"copy"_s), QStringList(4, u"done"_s));
    const QStringList files = QDir(desk.running.folder.backups()).entryList({u"*.db"_s});
    QCOMPARE(files.size(), 2);
    QVERIFY(files.last().endsWith(u"-20250301T040000Z.db"_s));
}

void TestScheduler::retentionForgetsWhatJobsDid()
{
    Desk desk;
    desk.add(R"({"name":"j","kind":"notification","schedule":"0 1 * * *","zone":"UTC",
        "options":{"text":"x"}})");
    desk.add(R"({"name":"keep","kind":"retention","schedule":"0 2 * * *","zone":"UTC",
        "options":{"days":3}})");
    for (int day = 0; day < 10; ++day) {
        QVERIFY(desk.goTo(Desk::kStart + (24 * day + 1) * Desk::kHour));
        QVERIFY(desk.goTo(Desk::kStart + (24 * day + 2) * Desk::kHour));
    }
    QCOMPARE(desk.history(u"j"_s).size(), 3);
    QVERIFY(desk.goTo(Desk::kStart + 226 * Desk::kHour)); // none of them comes back
    QCOMPARE(desk.history(u"j"_s).size(), 3);
}

void TestScheduler::retentionForgetsWhatLeftAndNothingThatWaits()
{
    Desk desk;
    desk.add(R"({"name":"keep","kind":"retention","schedule":"0 2 * * *","zone":"UTC",
        "options":{"days":3}})");
    const QStringList states{u"pending"_s, u"sending"_s, u"failed"_s,
                             u"unknown"_s, u"done"_s,    u"withdrawn"_s};
    const auto fill = [&](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
        const QString insert =
            u"INSERT INTO outbox (cause, target, state, attempts, not_before, created_at, sent_at, "
            "error) VALUES ('%1', 'webhook', '%2', 1, 0, %3, %4, '')"_s;
        const QString parcel =
            u"INSERT INTO outbox_parcel (outbox_id, delivery, address, title, "
            "content) VALUES (last_insert_rowid(), 'at_least_once', '', '', '')"_s;
        int row = 0;
        const auto add = [&](const QString &cause, const QString &state, qint64 at,
                             const QString &sentAt) {
            return database.execute(insert.arg(cause, state).arg(at).arg(sentAt)).ok()
                && database.execute(parcel).ok();
        };
        // More than one step takes, and what stays among them.
        for (; row < 700; ++row) {
            if (!add(QString::number(row), states.at(row % 6), Desk::kStart + row, u"NULL"_s))
                return Error{ErrorCode::Internal, u"no row"_s};
        }
        const QString recently = QString::number(Desk::kStart + 9 * 24 * Desk::kHour);
        const bool added = add(u"sent again"_s, u"done"_s, Desk::kStart + row, recently)
            && add(u"open"_s, u"done"_s, Desk::kStart + row, u"NULL"_s)
            && add(u"new"_s, u"done"_s, recently.toLongLong(), u"NULL"_s)
            && database
                   .execute(u"INSERT INTO attention_item (id, session_ref, agent_id, kind, "
                            "tool_use_id, tool_name, summary, reason, since, resolution) VALUES "
                            "('open', 1, '', 'question', '', '', '', '', 0, '')"_s)
                   .ok();
        return added ? Result<ChangeSet>(ChangeSet())
                     : Result<ChangeSet>(Error{ErrorCode::Internal, u"no row"_s});
    };
    QVERIFY(desk.running.transact(fill).ok());
    QVERIFY(desk.goTo(Desk::kStart + (24 * 10 + 2) * Desk::kHour));
    QCOMPARE(desk.history(u"keep"_s).last(), u"done");
    QCOMPARE(desk.running.rows(u"SELECT DISTINCT state FROM outbox WHERE cause < ':' ORDER BY 1"_s),
             (QStringList{u"failed"_s, u"pending"_s, u"sending"_s, u"unknown"_s}));
    QCOMPARE(desk.running.rows(u"SELECT count(*) FROM outbox WHERE cause < ':'"_s),
             QStringList{u"468"_s});
    QCOMPARE(desk.running.rows(u"SELECT cause FROM outbox WHERE cause > ':' ORDER BY cause"_s),
             (QStringList{u"new"_s, u"open"_s, u"sent again"_s}));
    QCOMPARE(desk.running.rows(u"SELECT count(*) FROM outbox_parcel"_s), QStringList{u"471"_s});
}

void TestScheduler::whatAJobQueuedIsToldOfAtOnce()
{
    Desk desk;
    desk.add(R"({"name":"j","kind":"notification","schedule":"0 1 * * *","zone":"UTC",
        "options":{"text":"x"}})");
    desk.add(R"({"name":"copy","kind":"backup","schedule":"0 2 * * *","zone":"UTC",
        "options":{"keep":2}})");
    QStringList seen;
    QObject::connect(&desk.scheduler, &Scheduler::parcelsQueued, &desk.scheduler, [&] {
        seen += desk.running.rows(u"SELECT target FROM outbox"_s); // it is committed by then
    });
    QVERIFY(desk.goTo(Desk::kStart + Desk::kHour));
    QCOMPARE(seen, QStringList{u"notification"_s});
    QVERIFY(desk.goTo(Desk::kStart + 2 * Desk::kHour)); // which sends nothing
    QCOMPARE(desk.history(u"copy"_s), QStringList{u"done"_s});
    QCOMPARE(seen, QStringList{u"notification"_s});
}

// What runs is what the scheduler says in each of its rounds that it runs: no time ends a claim.
void TestScheduler::aRunThatTakesLongIsNotGivenOutAgain()
{
    Desk desk;
    desk.add(R"({"name":"brief","kind":"digest","schedule":"0 1 * * *","zone":"UTC",
        "options":{"notify":true}})");
    QVERIFY(desk.goTo(Desk::kStart));
    // Both readers are held, so that the digest is not read.
    QSemaphore begun;
    std::promise<void> let;
    const std::shared_future<void> held = let.get_future().share();
    for (int i = 0; i < 2; ++i)
        desk.readers->post([&begun, held](const Result<Database *> &) {
            begun.release();
            held.wait();
            return Result<void>();
        });
    begun.acquire(2);
    desk.clock.set(Desk::kStart + Desk::kHour);
    desk.scheduler.wake();
    const QString claims = u"SELECT state, claims, epoch > 0 FROM job_occurrence"_s;
    QTRY_COMPARE(desk.running.rows(claims), QStringList{u"running|0|1"_s});
    for (int minutes = 1; minutes <= 120; ++minutes) {
        desk.clock.set(Desk::kStart + Desk::kHour + minutes * 60'000);
        desk.scheduler.wake();
        QVERIFY(desk.running
                    .transact([](Database &, EventLog &, Projector &) -> Result<ChangeSet> {
                        return ChangeSet();
                    })
                    .ok()); // the round was before it
        QCoreApplication::processEvents();
        QCOMPARE(desk.running.rows(claims), QStringList{u"running|0|1"_s});
    }
    QSignalSpy rested(&desk.scheduler, &Scheduler::rested);
    let.set_value();
    QTRY_COMPARE(desk.running.rows(u"SELECT state FROM job_occurrence"_s), QStringList{u"done"_s});
    QTRY_VERIFY(!rested.isEmpty());
    QCOMPARE(desk.running.rows(u"SELECT count(*) FROM digest"_s), QStringList{u"1"_s});
    QCOMPARE(desk.running.rows(u"SELECT count(*) FROM outbox"_s), QStringList{u"1"_s});
}

void TestScheduler::whileTheStoreCanNotBeReadNothingRunsAndItIsSaid()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    Desk desk;
    desk.add(R"({"name":"j","kind":"notification","schedule":"0 1 * * *","zone":"UTC",
        "options":{"text":"x"}})");
    QVERIFY(desk.goTo(Desk::kStart));
    QCOMPARE(desk.scheduler.failure(), QString());
    setFaults("jobs.in_round:1+:error");
    QVERIFY(!desk.goTo(Desk::kStart + Desk::kHour));
    QVERIFY(!desk.goTo(Desk::kStart + Desk::kHour + 30'000));
    QVERIFY(desk.scheduler.failure().contains(u"jobs.in_round"_s));
    QCOMPARE(desk.running.rows(u"SELECT count(*) FROM outbox"_s), QStringList{u"0"_s});
    setFaults("jobs.before_commit:1:error");
    QVERIFY(!desk.goTo(Desk::kStart + Desk::kHour + 60'000));
    QCOMPARE(desk.running.rows(u"SELECT count(*) FROM outbox"_s), QStringList{u"0"_s});
    QVERIFY(desk.goTo(Desk::kStart + Desk::kHour + 90'000));
    QCOMPARE(desk.scheduler.failure(), QString());
    QCOMPARE(desk.history(u"j"_s), QStringList{u"done"_s});
    QCOMPARE(desk.running.rows(u"SELECT count(*) FROM outbox"_s), QStringList{u"1"_s});
#endif
}

void TestScheduler::aDigestThatCanNotBeReadWaitsAndIsSaid()
{
    Desk desk;
    QVERIFY(desk.tell({u"resume"_s, desk.idOf(u"digest"_s), {}}).ok());
    desk.readers->release().waitForFinished();
    const qint64 due = Desk::kStart + 9 * Desk::kHour;
    for (const qint64 at : {due, due + 20'000, due + 3 * Desk::kHour}) {
        QVERIFY(desk.goTo(at));
        QCOMPARE(desk.history(u"digest"_s), QStringList{u"pending"_s});
        QVERIFY(desk.scheduler.failure().startsWith(u"digest: "_s));
    }
    QCOMPARE(desk.running.rows(u"SELECT count(*) FROM digest"_s), QStringList{u"0"_s});
    desk.readers->resume();
    QVERIFY(desk.goTo(due + 4 * Desk::kHour));
    QCOMPARE(desk.history(u"digest"_s), QStringList{u"done"_s});
    QCOMPARE(desk.scheduler.failure(), QString());
}

void TestScheduler::aJobWhoseZoneIsGoneIsBlockedAndSaid()
{
    Desk desk;
    desk.add(R"({"name":"j","kind":"notification","schedule":"0 1 * * *","zone":"UTC",
        "options":{"text":"x"}})");
    const Result<ChangeSet> moved =
        desk.running.transact([](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            const Result<void> done =
                database.execute(u"UPDATE job SET zone = 'Europe/Atlantis' WHERE name = 'j'"_s);
            return done ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(done.error());
        });
    QVERIFY(moved.ok());
    QVERIFY(desk.goTo(Desk::kStart + 2 * Desk::kHour));
    QCOMPARE(desk.history(u"j"_s), QStringList());
    QCOMPARE(desk.scheduler.failure(), u"j: the time zone 'Europe/Atlantis' is not known here");
}

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
