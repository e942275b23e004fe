// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/spoolfixture.h"
#include "store/storefixture.h"
#include "watch/sessionlocks.h"
#include "watch/watchdogfixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// How a session ended whose agent tells it by the lock that it keeps while it works.
class TestSessionLocks : public WatchdogTest
{
    Q_OBJECT

private Q_SLOTS:
    void theLocksOfASessionTell_data();
    void theLocksOfASessionTell();
    void aFolderThatCannotBeReadTellsNothing();
    void anIdIsNoPath();
    void anAgentThatClearedUpHasEnded();
    void anAgentThatLeftItsLockIsLost();
    void withoutALockNobodyKnows();
    void aLockOfALivingProcessKeepsTheSession();
    void aSessionThatIsResumedGoesOn();

private:
    [[nodiscard]] QString folder() const { return m_home->filePath(u"session-state"_s); }
    void writeLock(const QString &name) const;
    void copilotHook();
    [[nodiscard]] QString reason() const
    {
        return rows(u"SELECT status_reason FROM session"_s).value(0);
    }
};

void TestSessionLocks::writeLock(const QString &name) const
{
    QVERIFY(QDir().mkpath(folder() + u"/s"_s));
    if (name.isEmpty())
        return;
    QFile file(folder() + u"/s/"_s + name);
    QVERIFY(file.open(QIODevice::WriteOnly));
}

void TestSessionLocks::copilotHook()
{
    qputenv("COPILOT_HOME", QFile::encodeName(m_home->path()));
    Envelope envelope;
    envelope.eventId = QString::number(++m_events);
    envelope.source = Source::Copilot;
    envelope.occurredAtMs = envelope.receivedAtMs = m_clock->nowMs();
    envelope.process = m_identity;
    Result<IncomingEvent> event = makeIncoming(std::move(envelope), R"({"sessionId":"s"})", {});
    QVERIFY(event.ok());
    WriteRequest wanted;
    wanted.event = std::move(event).value();
    QVERIFY(m_running->writer->enqueue(wanted));
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"SELECT count(*) FROM event"_s).value(0).toInt(), m_events,
                              kPatienceMs);
}

void TestSessionLocks::theLocksOfASessionTell_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<LockSign>("sign");
    const QString living = QString::number(QCoreApplication::applicationPid());
    const QString dead = u"4194305"_s; // more than Linux gives to anybody
    QTest::newRow("none") << QStringList{QString()} << LockSign::Free;
    QTest::newRow("held") << QStringList{u"inuse.%1.lock"_s.arg(living)} << LockSign::Held;
    QTest::newRow("left") << QStringList{u"inuse.%1.lock"_s.arg(dead)} << LockSign::Left;
    QTest::newRow("left by one, held by another")
        << QStringList{u"inuse.%1.lock"_s.arg(dead), u"inuse.%1.lock"_s.arg(living)}
        << LockSign::Held;
    QTest::newRow("other names") << QStringList{u"inuse.x.lock"_s, u"inuse.-1.lock"_s,
                                                u".workspace-fork.lock"_s, u"inuse."_s}
                                 << LockSign::Free;
}

void TestSessionLocks::theLocksOfASessionTell()
{
    QFETCH(const QStringList, names);
    QFETCH(const LockSign, sign);
    for (const QString &name : names)
        writeLock(name);
    QCOMPARE(lockOf(folder(), u"s"_s), sign);
}

void TestSessionLocks::aFolderThatCannotBeReadTellsNothing()
{
    QCOMPARE(lockOf(folder(), u"s"_s), LockSign::NotKnown);
    QVERIFY(QDir().mkpath(folder()));
    QFile file(folder() + u"/s"_s); // which is no folder
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(lockOf(folder(), u"s"_s), LockSign::NotKnown);
}

void TestSessionLocks::anIdIsNoPath()
{
    writeLock({});
    QVERIFY(QDir().mkpath(m_home->filePath(u"elsewhere"_s)));
    for (const QString &id : {u""_s, u"."_s, u".."_s, u"../elsewhere"_s, u"s/."_s})
        QCOMPARE(lockOf(folder(), id), LockSign::NotKnown);
    QCOMPARE(lockOf(folder(), u"s"_s), LockSign::Free);
}

void TestSessionLocks::anAgentThatClearedUpHasEnded()
{
    writeLock({});
    copilotHook();
    QVERIFY(look());
    QCOMPARE(status(), u"unknown"_s); // it lives, and what it says is not understood
    killAgent();
    QVERIFY(look());
    QCOMPARE(status(), u"ended"_s);
    QCOMPARE(reason(),
             u"its process %1 is gone, and has left no lock behind"_s.arg(*m_identity.pid));
    QVERIFY(look());
    QCOMPARE(observations(), QStringList{u"session_let_go"_s});
    QCOMPARE(open(), QStringList());
}

void TestSessionLocks::anAgentThatLeftItsLockIsLost()
{
    writeLock(u"inuse.%1.lock"_s.arg(*m_identity.pid));
    copilotHook();
    killAgent();
    QVERIFY(look());
    QCOMPARE(status(), u"lost"_s);
    QCOMPARE(reason(),
             u"its process %1 is gone, and has left its lock behind"_s.arg(*m_identity.pid));
    QCOMPARE(observations(), QStringList{u"process_gone"_s});
}

void TestSessionLocks::withoutALockNobodyKnows()
{
    copilotHook();
    killAgent();
    QVERIFY(look());
    QCOMPARE(status(), u"unknown"_s);
    QCOMPARE(observations(), QStringList());
}

void TestSessionLocks::aLockOfALivingProcessKeepsTheSession()
{
    writeLock(u"inuse.%1.lock"_s.arg(QCoreApplication::applicationPid()));
    copilotHook();
    killAgent();
    QVERIFY(look());
    QCOMPARE(status(), u"unknown"_s);
    QCOMPARE(observations(), QStringList());
}

void TestSessionLocks::aSessionThatIsResumedGoesOn()
{
    writeLock({});
    copilotHook();
    killAgent();
    QVERIFY(look());
    QCOMPARE(status(), u"ended"_s);
    m_clock->pass(1000);
    copilotHook();
    QCOMPARE(status(), u"unknown"_s);
    QVERIFY(look());
    QCOMPARE(status(), u"ended"_s); // of the same process, which is gone
}

QTEST_GUILESS_MAIN(TestSessionLocks)
#include "tst_sessionlocks.moc"
