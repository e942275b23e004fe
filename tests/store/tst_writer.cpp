// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "runningwriter.h"
#include "storefixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <condition_variable>
#include <future>
#include <thread>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// Collects answers; looks, at the moment of each, with a connection of its own whether the event is
// there for others to see.
class Collector : public OutcomeReceiver
{
public:
    explicit Collector(QString path = {})
        : m_path(std::move(path))
    { }

    void settled(std::vector<Settled> outcomes) override
    {
        if (!m_path.isEmpty())
            look(outcomes);
        const std::lock_guard lock(m_mutex);
        for (Settled &settled : outcomes)
            m_outcomes.push_back(std::move(settled));
        m_wake.notify_all();
    }

    std::vector<Settled> waitFor(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, std::chrono::seconds(60), [&] { return m_outcomes.size() >= count; });
        return m_outcomes;
    }

    std::atomic<int> unseen = 0;
    std::atomic<int> looks = 0;

private:
    void look(const std::vector<Settled> &outcomes)
    {
        auto reader = Database::open(m_path, Database::Mode::ReadOnly);
        if (!reader) {
            ++unseen;
            return;
        }
        for (const Settled &settled : outcomes) {
            const qint64 found = numberOf(
                **reader, u"SELECT count(*) FROM event WHERE seq = %1"_s.arg(settled.outcome.seq));
            unseen += found == 1 ? 0 : 1;
            ++looks;
        }
    }

    const QString m_path;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Settled> m_outcomes; // guarded by m_mutex
};

} // namespace

class TestWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersOfManyThreadsLeaveAfterTheCommit();
    void nothingIsTakenInBeforeTheStoreIsOpen();
    void stoppingCommitsWhatWasTakenIn();
    void theQueueIsBoundedAndGivesBackWhatItRefuses();
    void oneEventLargerThanTheQueueStillGetsThrough();
    void changesArePublishedWithTheCommit();
    void aStoreThatVanishesIsNotMadeAnewUnderWay();
    void workOfOthersRunsAsOneTransaction();
    void workOfOthersOpensTheStoreAgainThatAnEventLost();
    void aStorageErrorOfOthersWorkOpensTheStoreAgain();
    void workOfOthersOpensNothingBeforeTheStart();
    void theWritersOwnConnectionIsDurable();
};

void TestWriter::answersOfManyThreadsLeaveAfterTheCommit()
{
    constexpr int kThreads = 22;
    constexpr int kEach = 25;
    RunningWriter running;
    std::vector<std::shared_ptr<Collector>> collectors;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        auto collector = std::make_shared<Collector>(running.folder.database());
        collectors.push_back(collector);
        threads.emplace_back([&running, collector, t] {
            for (int n = 0; n < kEach; ++n) {
                WriteRequest made = request(u"e-%1-%2"_s.arg(t).arg(n), u"s%1"_s.arg(t));
                made.receiver = collector;
                made.ticket = quint64(n);
                while (!running.writer->enqueue(made))
                    std::this_thread::yield();
                if (n % 5 == 0)
                    collector->waitFor(std::size_t(n) + 1);
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    for (const auto &collector : collectors) {
        const auto outcomes = collector->waitFor(kEach);
        QCOMPARE(outcomes.size(), std::size_t(kEach));
        for (std::size_t n = 0; n < outcomes.size(); ++n) {
            QCOMPARE(outcomes[n].ticket, quint64(n)); // in the order in which they were handed over
            QCOMPARE(outcomes[n].outcome.kind, EventOutcome::Kind::Stored);
        }
        QCOMPARE(collector->looks.load(), kEach);
        QCOMPARE(collector->unseen.load(), 0);
    }
    QCOMPARE(running.writer->figures().eventsStored, qint64(kThreads * kEach));
    QCOMPARE(running.writer->figures().lastSeq, qint64(kThreads * kEach));
    QCOMPARE(running.writer->figures().queueDepth, 0);
}

void TestWriter::nothingIsTakenInBeforeTheStoreIsOpen()
{
    RunningWriter running(false);
    WriteRequest made = request(u"a"_s);
    QVERIFY(!running.writer->enqueue(made));
    QCOMPARE(made.event.envelope.eventId, u"a");
    running.start();
    QVERIFY(running.writer->enqueue(made));
    running.stop();
    made = request(u"b"_s);
    QVERIFY(!running.writer->enqueue(made));
}

void TestWriter::stoppingCommitsWhatWasTakenIn()
{
    RunningWriter running;
    auto collector = std::make_shared<Collector>();
    for (int n = 0; n < 2000; ++n) {
        WriteRequest made = request(u"e%1"_s.arg(n));
        made.receiver = collector;
        QVERIFY(running.writer->enqueue(made));
    }
    running.stop();
    QCOMPARE(collector->waitFor(0).size(), std::size_t(2000));
    auto reader = Database::open(running.folder.database(), Database::Mode::ReadOnly);
    QVERIFY(reader.ok());
    QCOMPARE(numberOf(**reader, u"SELECT count(*) FROM event"_s), 2000);
}

void TestWriter::theQueueIsBoundedAndGivesBackWhatItRefuses()
{
    int wakes = 0;
    WriteQueue queue([&wakes] { ++wakes; });
    int taken = 0;
    WriteRequest made = request(u"x"_s);
    while (queue.push(made)) {
        ++taken;
        made = request(u"x"_s);
    }
    QCOMPARE(taken, 4096);
    QCOMPARE(wakes, 1);
    QVERIFY(!made.event.stored.isEmpty());
    QCOMPARE(queue.takeBatch().size(), std::size_t(256));
    std::vector<WriteRequest> many;
    for (int i = 0; i < 257; ++i)
        many.push_back(request(u"y"_s));
    QVERIFY(!queue.push(many));
    QCOMPARE(many.size(), std::size_t(257));
    QVERIFY(!many.front().event.stored.isEmpty());
    QVERIFY(queue.push(made));

    // Small once packed, but large as long as they wait.
    WriteQueue heavy([] {});
    int heavyTaken = 0;
    while (true) {
        WriteRequest big = request(
            u"big"_s,
            payload(u"s"_s, u"UserPromptSubmit"_s, {{u"prompt"_s, QString(4'000'000, u'x')}}));
        if (!heavy.push(big))
            break;
        ++heavyTaken;
        QVERIFY(heavyTaken < 20);
    }
}

void TestWriter::oneEventLargerThanTheQueueStillGetsThrough()
{
    WriteQueue queue([] {});
    WriteRequest huge = request(u"huge"_s);
    huge.event.stored = QByteArray(65 * 1024 * 1024, 'x');
    QVERIFY(queue.push(huge));
    WriteRequest next = request(u"next"_s);
    QVERIFY(!queue.push(next));
    QCOMPARE(queue.takeBatch().size(), std::size_t(1));
    QVERIFY(queue.push(next));
}

void TestWriter::changesArePublishedWithTheCommit()
{
    RunningWriter running;
    const auto mailbox = running.feed->subscribe([] {});
    auto collector = std::make_shared<Collector>();
    WriteRequest made = request(u"a"_s);
    made.receiver = collector;
    QVERIFY(running.writer->enqueue(made));
    QCOMPARE(collector->waitFor(1).size(), std::size_t(1));
    const ChangeSet changes = mailbox->take();
    QCOMPARE(changes.lastSeq, 1);
    QCOMPARE(changes.events, 1);
    QCOMPARE(changes.sessions.size(), 1);
}

void TestWriter::aStoreThatVanishesIsNotMadeAnewUnderWay()
{
    RunningWriter running;
    auto collector = std::make_shared<Collector>();
    const auto tell = [&](const QString &id) {
        WriteRequest made = request(id);
        made.receiver = collector;
        return running.writer->enqueue(made);
    };
    QVERIFY(tell(u"a"_s));
    collector->waitFor(1);
    // A file in its place that can't be written ends the connection; then even that is gone.
    for (const char *suffix : {"", "-wal", "-shm"})
        QVERIFY(QFile::rename(running.folder.database() + QLatin1String(suffix),
                              running.folder.path() + u"/away"_s + QLatin1String(suffix)));
    const auto broken = std::make_shared<std::promise<void>>();
    running.writer->post(
        [](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            // From here on every write fails.
            if (Result<void> done = database.execute(u"PRAGMA query_only = ON"_s); !done)
                return done.error();
            return ChangeSet{};
        },
        [broken](const Result<ChangeSet> &) { broken->set_value(); });
    broken->get_future().wait();
    QVERIFY(tell(u"b"_s));
    QCOMPARE(collector->waitFor(2).back().outcome.kind, EventOutcome::Kind::Refused);
    QVERIFY(tell(u"c"_s));
    QCOMPARE(collector->waitFor(3).back().outcome.kind, EventOutcome::Kind::Refused);
    QVERIFY(!QFile::exists(running.folder.database()));
    QCOMPARE(running.writer->figures().failure->code, ErrorCode::Missing);
    // It is back.
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::rename(running.folder.path() + u"/away"_s + QLatin1String(suffix),
                      running.folder.database() + QLatin1String(suffix));
    QVERIFY(tell(u"d"_s));
    QCOMPARE(collector->waitFor(4).back().outcome.seq, 2);
}

void TestWriter::workOfOthersRunsAsOneTransaction()
{
    RunningWriter running;
    auto done = std::make_shared<std::promise<bool>>();
    running.writer->post(
        [](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            if (database.isAutocommit())
                return Error{ErrorCode::Internal, u"no transaction"_s};
            return ChangeSet{};
        },
        [done](const Result<ChangeSet> &result) { done->set_value(result.ok()); });
    QVERIFY(done->get_future().get());
}

namespace {

// From here on every write of this connection fails.
Result<ChangeSet> breakConnection(Database &database, EventLog &, Projector &)
{
    Result<void> done = database.execute(u"PRAGMA query_only = ON"_s);
    return done ? Result<ChangeSet>(ChangeSet{}) : Result<ChangeSet>(done.error());
}

Result<ChangeSet> writeSomething(Database &database, EventLog &, Projector &)
{
    Result<void> done = database.execute(
        u"INSERT INTO gap (id, events, last_at, recorded_at) VALUES (hex(randomblob(8)), 1, 1, 1)"_s);
    return done ? Result<ChangeSet>(ChangeSet{}) : Result<ChangeSet>(done.error());
}

} // namespace

void TestWriter::workOfOthersOpensTheStoreAgainThatAnEventLost()
{
    RunningWriter running;
    auto collector = std::make_shared<Collector>();
    WriteRequest made = request(u"a"_s);
    made.receiver = collector;
    QVERIFY(running.transact(breakConnection).ok());
    QVERIFY(running.writer->enqueue(made));
    QCOMPARE(collector->waitFor(1).back().outcome.kind, EventOutcome::Kind::Refused);
    QVERIFY(running.transact(writeSomething).ok());
    QVERIFY(!running.writer->figures().failure);
}

void TestWriter::aStorageErrorOfOthersWorkOpensTheStoreAgain()
{
    RunningWriter running;
    QVERIFY(running.transact(breakConnection).ok());
    QVERIFY(!running.transact(writeSomething).ok());
    QVERIFY(running.writer->figures().failure);
    QVERIFY(running.transact(writeSomething).ok());
    QVERIFY(!running.writer->figures().failure);
}

void TestWriter::workOfOthersOpensNothingBeforeTheStart()
{
    RunningWriter running(false);
    const Result<ChangeSet> done = running.transact(writeSomething);
    QVERIFY(!done.ok());
    QCOMPARE(done.error().code, ErrorCode::Unavailable);
}

// A power cut can't be had in a test, so what makes commits survive one is read back where they are
// made.
void TestWriter::theWritersOwnConnectionIsDurable()
{
    RunningWriter running;
    QStringList pragmas;
    QVERIFY(
        running
            .transact([&pragmas](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                for (const char *name :
                     {"synchronous", "journal_mode", "mmap_size", "busy_timeout"})
                    pragmas += QString::fromLatin1(name) + u' '
                        + rowsOf(database, u"PRAGMA "_s + QString::fromLatin1(name)).value(0);
                return ChangeSet{};
            })
            .ok());
    QCOMPARE(pragmas,
             (QStringList{u"synchronous 2"_s, u"journal_mode wal"_s, u"mmap_size 0"_s,
                          u"busy_timeout 5000"_s}));
}

QTEST_GUILESS_MAIN(TestWriter)
#include "tst_writer.moc"
