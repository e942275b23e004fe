// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "runningwriter.h"
#include "seed.h"
#include "spoolfixture.h"
#include "store/spoolintake.h"
#include "storefixture.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

#include <sqlite3.h>

#include <future>

#ifdef DOGWATCH_TEST_HOOKS
#include "core/fault.h"
#endif

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

struct Fixture
{
    RunningWriter running;
    SystemClock clock;
    SpoolIntake intake{running.folder, *running.writer, clock, std::make_shared<CurrentPolicy>()};
    QSignalSpy drained{&intake, &SpoolIntake::drained};

    // Looks, and waits until all is taken in.
    [[nodiscard]] bool drain()
    {
        drained.clear();
        intake.start();
        return !drained.isEmpty() || drained.wait(kPatienceMs);
    }
    [[nodiscard]] QStringList eventIds() const
    {
        return running.rows(u"SELECT event_id FROM event ORDER BY seq"_s);
    }
    [[nodiscard]] QStringList spool() const { return filesIn(running.folder.spool()); }
};

} // namespace

// What hooks left behind comes into the store in their order, once, and no file goes before its
// event is safe.
class TestSpoolIntake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void whatWaitsIsTakenInInTheOrderOfTheNames();
    void aPortionIsBoundedByWhatItTakesInMemory();
    void aFileIsThereUntilItsCommit();
    void whatIsRefusedStaysAndIsTakenInLater();
    void anEventThatIsStoredAlreadyIsOneEvent();
    void aFileThatAppearsLaterIsTakenIn();
    void aPayloadWithoutASessionIsADeadLetter();
    void anUnknownSourceIsADeadLetterUnderItsName();
    void keysMayBeWrittenWithEscapes();
    void anIdThatCanNotBeKeptIsSetAside();
    void aFolderThatTakesNothingAsideIsNoEndlessLoop();
    void aFileThatCanNotBeRemovedIsNotTakenInForEver();
};

void TestSpoolIntake::cleanup()
{
#ifdef DOGWATCH_TEST_HOOKS
    setFaults("");
#endif
}

void TestSpoolIntake::whatWaitsIsTakenInInTheOrderOfTheNames()
{
    Fixture fixture;
    constexpr int kFiles = 600; // more than two portions
    std::vector<int> order;
    QStringList expected;
    for (int i = 0; i < kFiles; ++i) {
        order.push_back(i);
        expected.append(spoolId(i));
    }
    std::mt19937 random(seedOfThisRun());
    std::shuffle(order.begin(), order.end(), random);
    for (const int n : order)
        putSpooled(fixture.running.folder, n);
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.eventIds(), expected);
    QCOMPARE(fixture.spool(), QStringList());
    QCOMPARE(fixture.intake.waiting(), 0);
    QCOMPARE(fixture.running.rows(u"SELECT DISTINCT origin, occurred_at FROM event"_s),
             QStringList{u"spool|1763700000000"_s});
}

// One letter over and over is nothing when compressed.
void TestSpoolIntake::aPortionIsBoundedByWhatItTakesInMemory()
{
    Fixture fixture;
    constexpr int kFiles = 8;
    const QByteArray prompt = '"' + QByteArray(5'000'000, 'a') + '"';
    for (int i = 0; i < kFiles; ++i)
        putFile(fixture.running.folder.spool(), spoolName(i),
                spoolContent(spoolId(i)).replace("\"go\"", prompt));
    std::promise<void> go;
    fixture.running.writer->post(
        [held = go.get_future().share()](Database &, EventLog &, Projector &) {
            held.wait();
            return Result<ChangeSet>(ChangeSet{});
        },
        [](const Result<ChangeSet> &) {});
    fixture.intake.start();
    const bool isQueued = QTest::qWaitFor(
        [&] { return fixture.running.writer->figures().queueDepth > 0; }, kPatienceMs);
    const qint64 queued = fixture.running.writer->figures().queueDepth;
    go.set_value();
    QVERIFY(isQueued);
    QCOMPARE(queued, 3); // of 16 MiB
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.eventIds().size(), kFiles);
}

void TestSpoolIntake::aFileIsThereUntilItsCommit()
{
    Fixture fixture;
    for (int i = 0; i < 5; ++i)
        putSpooled(fixture.running.folder, i);
    struct Seen
    {
        QString folder;
        bool isOfEvents = false; // the transaction that is under way
        QList<qsizetype> files; // at each commit of events
    } seen{fixture.running.folder.spool(), false, {}};
    const auto watch = [&seen](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
        sqlite3_update_hook(
            database.handle(),
            [](void *context, int, const char *, const char *table, sqlite3_int64) {
                auto *at = static_cast<Seen *>(context);
                at->isOfEvents = at->isOfEvents || qstrcmp(table, "event") == 0;
            },
            &seen);
        sqlite3_commit_hook(
            database.handle(),
            [](void *context) {
                auto *at = static_cast<Seen *>(context);
                if (std::exchange(at->isOfEvents, false))
                    at->files.append(filesIn(at->folder).size());
                return 0;
            },
            &seen);
        return ChangeSet{};
    };
    QVERIFY(fixture.running.transact(watch).ok());
    QVERIFY(fixture.drain());
    fixture.running.stop();
    QCOMPARE(seen.files, QList<qsizetype>{5});
    QCOMPARE(fixture.spool(), QStringList());
}

void TestSpoolIntake::whatIsRefusedStaysAndIsTakenInLater()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    Fixture fixture;
    for (int i = 0; i < 5; ++i)
        putSpooled(fixture.running.folder, i);
    setFaults("writer.before_begin:1+:error");
    fixture.intake.start();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.running.writer->figures().refused, 5, kPatienceMs);
    setFaults("");
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.eventIds().size(), 5);
    QCOMPARE(fixture.spool(), QStringList());
#endif
}

void TestSpoolIntake::anEventThatIsStoredAlreadyIsOneEvent()
{
    Fixture fixture;
    putSpooled(fixture.running.folder, 1);
    QVERIFY(fixture.drain());
    putSpooled(fixture.running.folder, 1);
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.eventIds(), QStringList{spoolId(1)});
    QCOMPARE(fixture.running.rows(u"SELECT events FROM session"_s), QStringList{u"1"_s});
    QCOMPARE(fixture.spool(), QStringList());
}

void TestSpoolIntake::aFileThatAppearsLaterIsTakenIn()
{
    Fixture fixture;
    QVERIFY(fixture.drain());
    fixture.drained.clear();
    // As the hook client does it: nothing is seen of it before the rename.
    const QByteArray content = spoolContent(spoolId(1));
    const QString path = putFile(fixture.running.folder.spool(), u".writing.tmp"_s, content);
    QVERIFY(QFile::rename(path, fixture.running.folder.spool() + u'/' + spoolName(1)));
    QTRY_COMPARE_WITH_TIMEOUT(fixture.eventIds(), QStringList{spoolId(1)}, kPatienceMs);
}

void TestSpoolIntake::aPayloadWithoutASessionIsADeadLetter()
{
    Fixture fixture;
    const QByteArray content = R"({"event_id":"x","source":"codex","payload":{"a":1}})";
    putFile(fixture.running.folder.spool(), spoolName(1), content);
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.eventIds(), QStringList());
    QCOMPARE(fixture.running.rows(
                 u"SELECT event_id, source, origin, CAST(payload AS TEXT) FROM dead_letter"_s),
             QStringList{u"x|codex|spool|{\"a\":1}"_s});
    QCOMPARE(fixture.spool(), QStringList());
    QCOMPARE(filesIn(fixture.running.folder.rejected()), QStringList());
}

void TestSpoolIntake::anUnknownSourceIsADeadLetterUnderItsName()
{
    Fixture fixture;
    putFile(fixture.running.folder.spool(), spoolName(1),
            spoolContent(spoolId(1), u"agent-of-next-year"_s));
    putSpooled(fixture.running.folder, 2);
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.eventIds(), QStringList{spoolId(2)});
    const QStringList letters =
        fixture.running.rows(u"SELECT event_id, source, origin, occurred_at, error, "
                             "json_extract(payload, '$.prompt') FROM dead_letter"_s);
    QCOMPARE(letters,
             QStringList{spoolId(1)
                         + u"|agent-of-next-year|spool|1763700000000|this version does not know "
                           "the source|go"});
    QCOMPARE(fixture.spool(), QStringList());
    QCOMPARE(filesIn(fixture.running.folder.rejected()), QStringList());
}

void TestSpoolIntake::keysMayBeWrittenWithEscapes()
{
    Fixture fixture;
    putFile(fixture.running.folder.spool(), spoolName(1),
            R"({"event_\u0069d":"e","source":"claude-code",)"
            R"("payl\u006fad":{"session_id":"s","n":1.10}})");
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.running.rows(u"SELECT event_id, payload FROM event"_s),
             QStringList{uR"(e|{"session_id":"s","n":1.10})"_s});
}

void TestSpoolIntake::anIdThatCanNotBeKeptIsSetAside()
{
    Fixture fixture;
    const QString spool = fixture.running.folder.spool();
    putFile(spool, spoolName(1), spoolContent(QString(200, u'x')));
    putFile(spool, spoolName(2), spoolContent(QString(200, u'x') + u'a'));
    putFile(spool, spoolName(3),
            R"({"event_id":7,"source":"claude-code","payload":{"session_id":"s"}})");
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.eventIds(), QStringList{QString(200, u'x')});
    QCOMPARE(filesIn(fixture.running.folder.rejected()).filter(u".reason"_s).size(), 2);
}

void TestSpoolIntake::aFolderThatTakesNothingAsideIsNoEndlessLoop()
{
    Fixture fixture;
    const QString rejected = fixture.running.folder.rejected();
    QVERIFY(QDir().rmdir(rejected));
    putFile(fixture.running.folder.spool(), u"rejected"_s, "a file in its place");
    putFile(fixture.running.folder.spool(), u"0 torn"_s, "{");
    putSpooled(fixture.running.folder, 1);
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.eventIds(), QStringList{spoolId(1)});
    QCOMPARE(fixture.spool(), (QStringList{u"0 torn"_s, u"rejected"_s}));
}

void TestSpoolIntake::aFileThatCanNotBeRemovedIsNotTakenInForEver()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    Fixture fixture;
    for (int i = 0; i < 3; ++i)
        putSpooled(fixture.running.folder, i);
    setFaults("spool.before_unlink:1+:error");
    fixture.intake.start();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.running.writer->figures().eventsStored, 3, kPatienceMs);
    QVERIFY(
        !QTest::qWaitFor([&] { return fixture.running.writer->figures().duplicates > 0; }, 300));
    setFaults("");
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.spool(), QStringList());
    QCOMPARE(fixture.running.writer->figures().duplicates, 3);
#endif
}

QTEST_GUILESS_MAIN(TestSpoolIntake)
#include "tst_spoolintake.moc"
