// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/rebuild.h"
#include "watch/processes.h"
#include "watch/watchdogfixture.h"

#include <QFile>
#include <QScopeGuard>
#include <QTest>

#include <csignal>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// A process that this one has started; 0 where there is none in time.
qint64 childOf(qint64 pid)
{
    qint64 child = 0;
    (void)QTest::qWaitFor(
        [&] {
            QFile children(u"/proc/%1/task/%1/children"_s.arg(pid));
            if (children.open(QIODevice::ReadOnly))
                child = children.readAll().simplified().split(' ').value(0).toLongLong();
            return child > 0;
        },
        kPatienceMs);
    return child;
}

} // namespace

// The watchdog beside real processes and records on disk.
class TestWatchdog : public WatchdogTest
{
    Q_OBJECT

private Q_SLOTS:
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
    void aRunOfAnotherSessionIsShownThere();
    void aRunOfNobodyStandsAlone();
};

void TestWatchdog::aKilledProcessIsALostSession()
{
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    hook(u"PreToolUse"_s, m_clock->nowMs(),
         {{u"tool_use_id"_s, u"t"_s}, {u"tool_name"_s, u"Bash"_s}});
    QVERIFY(look());
    QCOMPARE(status(), u"working"_s);
    QCOMPARE(observations(), QStringList());
    killAgent();
    QVERIFY(look());
    QCOMPARE(status(), u"lost"_s);
    QCOMPARE(observations(), QStringList{u"process_gone"_s});
    QCOMPARE(rows(u"SELECT status FROM tool_call"_s), QStringList{u"abandoned"_s});
    QVERIFY(rows(u"SELECT status_reason FROM session"_s)
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
    killAgent();
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
    killAgent();
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
    QVERIFY2(rows(u"SELECT status_reason FROM session"_s).value(0).contains(u"sleep 9999"_s),
             qPrintable(rows(u"SELECT status_reason FROM session"_s).value(0)));
    restart();
    m_clock->pass(11 * kMinute);
    QVERIFY(look());
    QCOMPARE(observations(), QStringList{u"stalled"_s}); // once
    QCOMPARE(open(), QStringList{u"stalled"_s});
    m_clock->pass(1000);
    hook(u"PostToolUse"_s, m_clock->nowMs(), call);
    QCOMPARE(status(), u"working"_s);
    QCOMPARE(rows(u"SELECT count(*) FROM attention_item WHERE resolved_at IS NULL"_s),
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
    killAgent();
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
    killAgent();
    m_clock->pass(1000);
    QVERIFY(look());
    QCOMPARE(observations(), (QStringList{u"stalled"_s, u"process_gone"_s}));
    const QStringList before = rows(u"SELECT status || status_reason || gone_at FROM session"_s);
    QVERIFY(m_running->transact(rebuildProjections).ok());
    QCOMPARE(rows(u"SELECT status || status_reason || gone_at FROM session"_s), before);
}

void TestWatchdog::aRunOfAnotherSessionIsShownThere()
{
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    ChildProcess starter;
    // A shell and its child, as where an agent runs another one.
    QVERIFY(starter.start({"/bin/sh", "-c", "sleep 600 & wait"}, {}));
    const qint64 run = childOf(starter.pid());
    QVERIFY(run > 0);
    const auto endRun = qScopeGuard([run] { (void)kill(static_cast<pid_t>(run), SIGKILL); });
    m_identity = {starter.pid(), m_clock->nowMs()};
    m_clock->pass(1000);
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    const ProcessIdentity parent = m_identity;
    m_identity = {run, m_clock->nowMs()};
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), {}, u"run"_s);
    QVERIFY(look());
    QCOMPARE(rows(u"SELECT id, parent_ref FROM session ORDER BY id"_s),
             (QStringList{u"run|1"_s, u"s|NULL"_s}));
    QVERIFY(look());
    QCOMPARE(observations(), QStringList{u"run_of_another"_s});
    // It stays so when it is over, and in tables that are made anew.
    m_identity = parent;
    QVERIFY(m_running->transact(rebuildProjections).ok());
    QCOMPARE(rows(u"SELECT count(*) FROM session WHERE parent_ref = 1"_s), QStringList{u"1"_s});
}

void TestWatchdog::aRunOfNobodyStandsAlone()
{
    // Two beside each other, in the same process or not, are nobody's run.
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), {}, u"same process"_s);
    ChildProcess other;
    QVERIFY(other.start({"/bin/sleep", "600"}, {}));
    m_identity = {other.pid(), m_clock->nowMs()};
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), {}, u"beside it"_s);
    QVERIFY(look());
    QCOMPARE(rows(u"SELECT count(*) FROM session WHERE parent_ref IS NOT NULL"_s),
             QStringList{u"0"_s});
    QCOMPARE(observations(), QStringList());
}

QTEST_GUILESS_MAIN(TestWatchdog)

#include "tst_watchdog.moc"
