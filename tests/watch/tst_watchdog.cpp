// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "crash/childprocess.h"
#include "store/readers.h"
#include "store/rebuild.h"
#include "store/runningwriter.h"
#include "store/spoolfixture.h"
#include "store/storefixture.h"
#include "watch/processes.h"
#include "watch/watchdog.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 20'000;
constexpr qint64 kMinute = 60 * 1000;

// A clock that runs as the system's and can be set on; the monotonic one goes on only where the
// machine is awake.
class SetClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override { return m_system.nowMs() + m_aheadMs; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_system.monotonicMs() + m_awakeMs; }
    void pass(qint64 ms)
    {
        m_aheadMs += ms;
        m_awakeMs += ms;
    }
    void sleep(qint64 ms) { m_aheadMs += ms; }

private:
    SystemClock m_system;
    qint64 m_aheadMs = 0;
    qint64 m_awakeMs = 0;
};

} // namespace

// The watchdog beside real processes, records on disk and a running writer.
class TestWatchdog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aKilledProcessIsALostSession();
    void aReusedPidIsALostSessionToo();
    void aSessionThatSpeaksAgainIsFound();
    void whatIsLostIsSaidOnceOverRestarts();
    void theAgentsRecordEndsAnInterruptedTurn();
    void aRecordOfAnotherSessionSaysNothing();
    void aHungCallIsAStallUntilItEnds();
    void aNightAsleepRaisesNothing();
    void aStoreThatCannotBeReadDecidesNothing();
    void theTablesFollowFromTheLog();

private:
    void hook(const QString &type, qint64 atMs, const QJsonObject &fields = {});
    [[nodiscard]] bool look();
    void restart();
    [[nodiscard]] QString status() const
    {
        return m_running->rows(u"SELECT status FROM session"_s).value(0);
    }
    [[nodiscard]] QStringList observations() const
    {
        return m_running->rows(u"SELECT kind FROM observation ORDER BY id"_s);
    }
    void writeRecord(const QString &session, const QString &word, qint64 atMs);

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<RunningWriter> m_running;
    std::shared_ptr<Readers> m_readers;
    std::unique_ptr<SetClock> m_clock;
    std::unique_ptr<Watchdog> m_watchdog;
    std::unique_ptr<ChildProcess> m_agent;
    ProcessIdentity m_identity;
    int m_events = 0;
};

void TestWatchdog::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    qputenv("CLAUDE_CONFIG_DIR", QFile::encodeName(m_home->path()));
    QVERIFY(QDir(m_home->path()).mkdir(u"sessions"_s));
    m_events = 0;
    m_running = std::make_unique<RunningWriter>();
    m_clock = std::make_unique<SetClock>();
    restart();
    m_agent = std::make_unique<ChildProcess>();
    QVERIFY(m_agent->start({"/bin/sleep", "600"}, {}));
    m_identity = {m_agent->pid(), m_clock->nowMs()};
}

void TestWatchdog::cleanup()
{
    m_agent.reset();
    m_watchdog.reset();
    m_readers.reset();
    m_running.reset();
}

void TestWatchdog::restart()
{
    m_watchdog.reset();
    m_readers = std::make_shared<Readers>(m_running->folder.database());
    m_watchdog = std::make_unique<Watchdog>(*m_running->writer, m_readers, *m_clock);
    QVERIFY(look());
}

void TestWatchdog::hook(const QString &type, qint64 atMs, const QJsonObject &fields)
{
    WriteRequest event = request(QString::number(++m_events), payload(u"s"_s, type, fields), atMs);
    event.event.envelope.process = m_identity;
    QVERIFY(m_running->writer->enqueue(event));
    QTRY_COMPARE_WITH_TIMEOUT(m_running->rows(u"SELECT count(*) FROM event"_s).value(0).toInt(),
                              m_events, kPatienceMs);
}

bool TestWatchdog::look()
{
    QSignalSpy looked(m_watchdog.get(), &Watchdog::looked);
    m_watchdog->look();
    return (looked.count() > 0 || looked.wait(kPatienceMs)) && looked.at(0).at(0).toBool();
}

void TestWatchdog::writeRecord(const QString &session, const QString &word, qint64 atMs)
{
    QFile file(u"%1/sessions/%2.json"_s.arg(m_home->path()).arg(m_agent->pid()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(u"{\"pid\":%1,\"sessionId\":\"%2\",\"status\":\"%3\",\"statusUpdatedAt\":%4}"_s
                   .arg(m_agent->pid())
                   .arg(session, word)
                   .arg(atMs)
                   .toUtf8());
}

void TestWatchdog::aKilledProcessIsALostSession()
{
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    hook(u"PreToolUse"_s, m_clock->nowMs(),
         {{u"tool_use_id"_s, u"t"_s}, {u"tool_name"_s, u"Bash"_s}});
    QVERIFY(look());
    QCOMPARE(status(), u"working"_s);
    QCOMPARE(observations(), QStringList());
    m_agent->signal(SIGKILL);
    QVERIFY(m_agent->wait(kPatienceMs));
    QVERIFY(look());
    QCOMPARE(status(), u"lost"_s);
    QCOMPARE(observations(), QStringList{u"process_gone"_s});
    QCOMPARE(m_running->rows(u"SELECT status FROM tool_call"_s), QStringList{u"abandoned"_s});
    QVERIFY(m_running->rows(u"SELECT status_reason FROM session"_s)
                .value(0)
                .contains(QString::number(*m_identity.pid)));
}

void TestWatchdog::aReusedPidIsALostSessionToo()
{
    // What has the pid now was started later than the agent was.
    m_identity.startedAtMs = m_clock->nowMs() - 60 * kMinute;
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    QVERIFY(look());
    QCOMPARE(status(), u"lost"_s);
    QCOMPARE(stateOfProcess({m_identity.pid, m_clock->nowMs()}), ProcessState::Alive);
    // A clock that was set back since makes it look older, and that proves nothing.
    QCOMPARE(stateOfProcess({m_identity.pid, m_clock->nowMs() + 60 * kMinute}),
             ProcessState::Alive);
}

void TestWatchdog::aSessionThatSpeaksAgainIsFound()
{
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    m_agent->signal(SIGKILL);
    QVERIFY(m_agent->wait(kPatienceMs));
    QVERIFY(look());
    QCOMPARE(status(), u"lost"_s);
    // What it had said before, and was late, does not bring it back.
    hook(u"Notification"_s, m_clock->nowMs() - kMinute);
    QCOMPARE(status(), u"lost"_s);
    m_clock->pass(1000);
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    QCOMPARE(status(), u"working"_s);
}

void TestWatchdog::whatIsLostIsSaidOnceOverRestarts()
{
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    m_agent->signal(SIGKILL);
    QVERIFY(m_agent->wait(kPatienceMs));
    for (int i = 0; i < 5; ++i) {
        QVERIFY(look());
        restart();
    }
    QCOMPARE(observations(), QStringList{u"process_gone"_s});
}

void TestWatchdog::theAgentsRecordEndsAnInterruptedTurn()
{
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    writeRecord(u"s"_s, u"idle"_s, m_clock->nowMs() + 1000);
    QVERIFY(look());
    QCOMPARE(status(), u"working"_s); // it may be followed by the hook that says it
    m_clock->pass(4000);
    QVERIFY(look());
    QCOMPARE(status(), u"waiting"_s);
    QCOMPARE(observations(), QStringList{u"agent_idle"_s});
    QVERIFY(look());
    QCOMPARE(observations().size(), 1);
    writeRecord(u"s"_s, u"waiting"_s, m_clock->nowMs());
    m_clock->pass(4000);
    QVERIFY(look());
    QCOMPARE(status(), u"needs_input"_s);
    writeRecord(u"s"_s, u"busy"_s, m_clock->nowMs());
    m_clock->pass(4000);
    QVERIFY(look());
    QVERIFY(status() != u"needs_input"_s);
}

void TestWatchdog::aRecordOfAnotherSessionSaysNothing()
{
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    writeRecord(u"another"_s, u"idle"_s, m_clock->nowMs() + 1000);
    m_clock->pass(4000);
    QVERIFY(look());
    QCOMPARE(status(), u"working"_s);
    const QString name = u"%1/sessions/%2.json"_s.arg(m_home->path()).arg(m_agent->pid());
    QVERIFY(QFile::remove(name));
    QFile real(m_home->filePath(u"real"_s));
    QVERIFY(real.open(QIODevice::WriteOnly));
    real.write("{\"sessionId\":\"s\",\"status\":\"idle\",\"statusUpdatedAt\":"
               + QByteArray::number(m_clock->nowMs() - 3000) + "}");
    real.close();
    QVERIFY(QFile::link(real.fileName(), name)); // a link is not followed
    QVERIFY(look());
    QCOMPARE(status(), u"working"_s);
}

void TestWatchdog::aHungCallIsAStallUntilItEnds()
{
    const QJsonObject call{{u"tool_use_id"_s, u"t"_s},
                           {u"tool_name"_s, u"Bash"_s},
                           {u"tool_input"_s, QJsonObject{{u"command"_s, u"sleep 9999"_s}}}};
    hook(u"PreToolUse"_s, m_clock->nowMs(), call);
    m_clock->pass(9 * kMinute);
    QVERIFY(look());
    QCOMPARE(status(), u"working"_s);
    m_clock->pass(2 * kMinute);
    QVERIFY(look());
    QCOMPARE(status(), u"stalled"_s);
    QVERIFY2(
        m_running->rows(u"SELECT status_reason FROM session"_s).value(0).contains(u"sleep 9999"_s),
        qPrintable(m_running->rows(u"SELECT status_reason FROM session"_s).value(0)));
    restart();
    QVERIFY(look());
    QCOMPARE(m_running->rows(u"SELECT kind FROM attention_item"_s), QStringList{u"stalled"_s});
    m_clock->pass(1000);
    hook(u"PostToolUse"_s, m_clock->nowMs(), call);
    QCOMPARE(status(), u"working"_s);
    QCOMPARE(m_running->rows(u"SELECT count(*) FROM attention_item WHERE resolved_at IS NULL"_s),
             QStringList{u"0"_s});
}

void TestWatchdog::aNightAsleepRaisesNothing()
{
    hook(u"PreToolUse"_s, m_clock->nowMs(),
         {{u"tool_use_id"_s, u"t"_s}, {u"tool_name"_s, u"Bash"_s}});
    QVERIFY(look());
    m_clock->sleep(9 * 60 * kMinute);
    QVERIFY(look());
    m_clock->pass(8 * kMinute);
    QVERIFY(look());
    QCOMPARE(status(), u"working"_s);
    m_clock->pass(3 * kMinute);
    QVERIFY(look());
    QCOMPARE(status(), u"stalled"_s);
}

void TestWatchdog::aStoreThatCannotBeReadDecidesNothing()
{
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    m_agent->signal(SIGKILL);
    QVERIFY(m_agent->wait(kPatienceMs));
    m_readers->release().waitForFinished();
    QVERIFY(!look());
    QCOMPARE(observations(), QStringList());
    m_readers->resume();
    QVERIFY(look());
    QCOMPARE(status(), u"lost"_s);
}

void TestWatchdog::theTablesFollowFromTheLog()
{
    hook(u"PreToolUse"_s, m_clock->nowMs(),
         {{u"tool_use_id"_s, u"t"_s}, {u"tool_name"_s, u"Bash"_s}});
    m_clock->pass(11 * kMinute);
    QVERIFY(look());
    m_agent->signal(SIGKILL);
    QVERIFY(m_agent->wait(kPatienceMs));
    m_clock->pass(1000);
    QVERIFY(look());
    QCOMPARE(observations(), (QStringList{u"stalled"_s, u"process_gone"_s}));
    const QStringList before =
        m_running->rows(u"SELECT status || status_reason || gone_at FROM session"_s);
    QVERIFY(m_running->transact(rebuildProjections).ok());
    QCOMPARE(m_running->rows(u"SELECT status || status_reason || gone_at FROM session"_s), before);
}

QTEST_GUILESS_MAIN(TestWatchdog)

#include "tst_watchdog.moc"
