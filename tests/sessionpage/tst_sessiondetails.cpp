// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livestore.h"
#include "scenes.h"

#include "core/clock.h"
#include "models/sessiondetails.h"
#include "store/statement.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kTester = QAbstractItemModelTester::FailureReportingMode::QtTest;

QString text(const QAbstractItemModel *model, int row, int role)
{
    return model->index(row, 0).data(role).toString();
}

} // namespace

class TestSessionDetails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void readsASessionWithAllThatBelongsToIt();
    void hidesWhatHasNoValue();
    void followsWhatIsCommitted();
    void losesNothingThatIsCommittedWhileItReads();
    void takesAnotherSession();
    void showsTheRunsThatItHasStarted();
    void marksTheCallThatIsAskedAbout();
    void narrowsBothTablesToAnAgent();
    void leadsFromACallToItsEventsAndBack();
    void readsEverythingAnewWhenTheProjectionsWereRebuilt();
    void saysThatASessionIsGoneOrCantBeRead();
    void readsOnlyWhileSomebodyLooks();
    void usesNoSqlThatScansATable();

private:
    void open(SessionDetails &details, const QString &session);

    std::unique_ptr<LiveStore> m_store;
    SystemClock m_clock;
    std::unique_ptr<LiveFeed> m_feed;
};

void TestSessionDetails::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_store = std::make_unique<LiveStore>();
    m_feed = std::make_unique<LiveFeed>(m_store->feed(), m_store->readers(), m_clock);
    m_feed->load();
    QTRY_COMPARE(m_feed->state(), ModelState::Ready);
}

void TestSessionDetails::cleanup()
{
    m_feed.reset();
    m_store.reset();
}

void TestSessionDetails::open(SessionDetails &details, const QString &session)
{
    details.setFeed(m_feed.get());
    details.setSession(static_cast<double>(m_store->refOf(session)));
    QTRY_COMPARE(details.state(), ModelState::Ready);
    QTRY_COMPARE(details.calls()->state(), ModelState::Ready);
    QTRY_COMPARE(details.events()->state(), ModelState::Ready);
}

void TestSessionDetails::readsASessionWithAllThatBelongsToIt()
{
    tellNeedsInput(*m_store, u"s"_s);
    SessionDetails details;
    open(details, u"s"_s);
    QCOMPARE(details.project(), u"api-server"_s);
    QVERIFY(details.isLiveSession());
    QCOMPARE(details.status(), static_cast<int>(SessionStatus::NeedsInput));
    QVERIFY2(details.statusSentence().contains(u"git push origin main"_s),
             qPrintable(details.statusSentence()));
    QVERIFY(details.facts().contains(u"Claude Code · claude-opus-5-5 · pid 4711 · "_s));
    QCOMPARE(details.agents()->count(), 6); // all, main, four subagents
    QCOMPARE(details.calls()->count(), details.callsText().toInt());
    QCOMPARE(details.events()->count(), details.eventsText().toInt());
}

void TestSessionDetails::hidesWhatHasNoValue()
{
    m_store->add(u"s"_s, u"Notification"_s);
    m_store->commit();
    SessionDetails details;
    open(details, u"s"_s);
    QVERIFY(details.branch().isEmpty());
    QVERIFY(details.title().isEmpty());
    QVERIFY2(!details.facts().contains(u"pid"_s) && !details.facts().contains(u"subagent"_s)
                 && !details.facts().contains(u"call"_s) && !details.facts().contains(u"·  ·"_s)
                 && !details.facts().contains(u"$"_s),
             qPrintable(details.facts()));
}

void TestSessionDetails::followsWhatIsCommitted()
{
    tellEmpty(*m_store, u"s"_s);
    SessionDetails details;
    const QAbstractItemModelTester agentsTester(details.agents(), kTester);
    const QAbstractItemModelTester callsTester(details.calls(), kTester);
    const QAbstractItemModelTester eventsTester(details.events(), kTester);
    open(details, u"s"_s);
    QCOMPARE(details.events()->count(), 1);

    m_store->addCalls(u"s"_s, 0, 20, u"sub"_s);
    m_store->addCalls(u"s"_s, 30, 20);
    m_store->commit();
    QTRY_COMPARE(details.events()->count(), 81);
    QTRY_COMPARE(details.calls()->count(), 40);
    QCOMPARE(details.agents()->count(), 3);
    QCOMPARE(details.eventsText(), u"81"_s);
    QCOMPARE(text(details.agents(), 2, AgentTreeModel::CallsRole), u"20"_s);

    m_store->add(u"s"_s, u"SessionEnd"_s);
    m_store->commit();
    QTRY_VERIFY(!details.isLiveSession());
    QCOMPARE(text(details.agents(), 1, AgentTreeModel::StatusTextRole), u"ended"_s);
}

void TestSessionDetails::losesNothingThatIsCommittedWhileItReads()
{
    for (int round = 0; round < 20; ++round) {
        const QString session = u"s%1"_s.arg(round);
        tellEmpty(*m_store, session);
        SessionDetails details;
        details.setFeed(m_feed.get());
        details.setSession(static_cast<double>(m_store->refOf(session)));
        m_store->addCalls(session, 0, 3, u"sub"_s);
        m_store->commit(); // the answer is under way
        for (int i = 0; i < round; ++i)
            QCoreApplication::processEvents();
        m_store->addCalls(session, 10, 2);
        m_store->commit();
        QTRY_COMPARE(details.events()->count(), 11);
        QTRY_COMPARE(details.calls()->count(), 5);
        QTRY_COMPARE(details.eventsText(), u"11"_s);
        QTRY_COMPARE(details.agents()->count(), 3);
        QCOMPARE(text(details.agents(), 2, AgentTreeModel::CallsRole), u"3"_s);
    }
}

void TestSessionDetails::takesAnotherSession()
{
    tellRunning(*m_store, u"a"_s);
    tellEmpty(*m_store, u"b"_s);
    SessionDetails details;
    open(details, u"a"_s);
    details.chooseAgent(3);
    details.chooseCall(0);
    details.events()->setFilter(u"x"_s);
    details.setSession(static_cast<double>(m_store->refOf(u"b"_s)));
    QCOMPARE(details.state(), ModelState::Loading);
    QCOMPARE(details.events()->count(), 0);
    QVERIFY(details.project().isEmpty());
    open(details, u"b"_s);
    QCOMPARE(details.events()->count(), 1);
    QCOMPARE(details.calls()->count(), 0);
    QCOMPARE(details.agents()->count(), 1);
    QCOMPARE(details.agentRow(), 0);
    QVERIFY(details.chosenCall().isEmpty());
    QVERIFY(details.events()->filter().isEmpty());
}

void TestSessionDetails::showsTheRunsThatItHasStarted()
{
    for (const QString &session : {u"s"_s, u"run"_s}) {
        m_store->add(session, u"UserPromptSubmit"_s, {{u"prompt"_s, QString(u"of "_s + session)}});
        m_store->commit();
    }
    SessionDetails details;
    open(details, u"s"_s);
    const SessionRef ref{m_store->refOf(u"run"_s)};
    QTRY_VERIFY(m_feed->sessions().contains(ref));
    QVERIFY2(!details.facts().contains(u" run"_s), qPrintable(details.facts()));
    QSignalSpy changed(&details, &SessionDetails::changed);
    ChangeSet found;
    Session run = m_feed->sessions().value(ref);
    run.parent = SessionRef{m_store->refOf(u"s"_s)};
    found.sessions.insert(ref, run);
    QVERIFY(m_store->database()
                .execute(u"UPDATE session SET parent_ref = %1 WHERE id = 'run'"_s.arg(
                    m_store->refOf(u"s"_s)))
                .ok());
    m_store->feed().publish(found);
    QTRY_VERIFY(!changed.isEmpty());
    QVERIFY2(details.facts().contains(u" run"_s), qPrintable(details.facts()));
    QVERIFY2(details.tooltip().contains(u"of run"_s), qPrintable(details.tooltip()));
    SessionDetails own;
    open(own, u"run"_s);
    QVERIFY2(own.facts().contains(u"started by "_s), qPrintable(own.facts()));
}

void TestSessionDetails::marksTheCallThatIsAskedAbout()
{
    const QJsonObject call{{u"tool_name"_s, u"Bash"_s},
                           {u"tool_use_id"_s, u"t1"_s},
                           {u"tool_input"_s, QJsonObject{{u"command"_s, u"git push"_s}}}};
    const auto told = [](SessionDetails &details) {
        return text(details.calls(), details.calls()->rowOfId(u"t1"_s),
                    ToolCallsModel::StatusTextRole);
    };
    m_store->add(u"s"_s, u"PreToolUse"_s, call);
    m_store->commit();
    SessionDetails details;
    open(details, u"s"_s);
    QCOMPARE(told(details), u"running"_s);
    m_store->add(u"s"_s, u"PermissionRequest"_s, call);
    m_store->commit();
    QTRY_COMPARE(told(details), u"waits for you"_s);
    m_store->add(u"s"_s, u"PostToolUse"_s, call);
    m_store->commit();
    QTRY_COMPARE(told(details), u"done"_s);
}

void TestSessionDetails::narrowsBothTablesToAnAgent()
{
    tellEmpty(*m_store, u"s"_s);
    m_store->addCalls(u"s"_s, 0, 4);
    m_store->addCalls(u"s"_s, 10, 3, u"sub"_s);
    m_store->commit();
    SessionDetails details;
    open(details, u"s"_s);
    QCOMPARE(details.agentRow(), 0);
    details.chooseAgent(2);
    QCOMPARE(details.agentRow(), 2);
    QTRY_COMPARE(details.calls()->count(), 3);
    QTRY_COMPARE(details.events()->count(), 6);
    details.chooseAgent(0);
    QTRY_COMPARE(details.calls()->count(), 7);
    QTRY_COMPARE(details.events()->count(), 15);
}

void TestSessionDetails::leadsFromACallToItsEventsAndBack()
{
    tellEmpty(*m_store, u"s"_s);
    m_store->addCalls(u"s"_s, 0, 1000);
    m_store->commit();
    SessionDetails details;
    open(details, u"s"_s);
    details.events()->setFilter(u"no event"_s);
    details.calls()->reveal(2, u"toolu_000000"_s);
    QTRY_COMPARE(details.calls()->idAt(0), u"toolu_000000"_s);
    QSignalSpy revealed(details.events(), &LogModel::revealed);
    details.chooseCall(0);
    QTRY_COMPARE(revealed.count(), 1);
    const int row = revealed.at(0).at(0).toInt();
    QVERIFY(row >= 0);
    QVERIFY(details.events()->filter().isEmpty());
    QCOMPARE(details.chosenCall(), u"toolu_000000"_s);
    QCOMPARE(text(details.events(), row, EventsModel::ToolUseIdRole), u"toolu_000000"_s);
    QCOMPARE(text(details.events(), row + 1, EventsModel::ToolUseIdRole), u"toolu_000000"_s);

    details.chooseEvent(row + 2);
    QCOMPARE(details.chosenCall(), u"toolu_000001"_s);
    QCOMPARE(details.payload()->seq(), details.events()->seqAt(row + 2));
}

void TestSessionDetails::readsEverythingAnewWhenTheProjectionsWereRebuilt()
{
    m_store->addCalls(u"s"_s, 0, 3);
    m_store->commit();
    SessionDetails details;
    open(details, u"s"_s);
    QVERIFY(m_store->database().execute(u"UPDATE tool_call SET summary = 'made anew'"_s));
    m_store->tellRebuilt();
    QTRY_COMPARE(text(details.calls(), 0, ToolCallsModel::WhatRole), u"made anew"_s);
}

void TestSessionDetails::saysThatASessionIsGoneOrCantBeRead()
{
    SessionDetails details;
    details.setFeed(m_feed.get());
    details.setSession(4711);
    QTRY_COMPARE(details.state(), ModelState::Failed);
    QCOMPARE(details.errorText(), u"This session is not in the store."_s);

    const auto missing = std::make_shared<Readers>(m_store->path() + u".gone"_s);
    LiveFeed feed(m_store->feed(), missing, m_clock);
    SessionDetails unreadable;
    unreadable.setFeed(&feed);
    unreadable.setSession(1);
    QTRY_COMPARE(unreadable.state(), ModelState::Failed);
    QVERIFY(!unreadable.errorText().isEmpty());
    QCOMPARE(unreadable.agents()->state(), ModelState::Failed);
    QTRY_COMPARE(unreadable.calls()->state(), ModelState::Failed);
    QTRY_COMPARE(unreadable.events()->state(), ModelState::Failed);
    unreadable.setFeed(nullptr);
}

void TestSessionDetails::readsOnlyWhileSomebodyLooks()
{
    m_store->addCalls(u"s"_s, 0, 1);
    m_store->commit();
    SessionDetails details;
    open(details, u"s"_s);
    details.setActive(false);
    m_store->addCalls(u"s"_s, 1, 5);
    m_store->commit();
    QTRY_COMPARE(details.eventsText(), u"12"_s); // the feed tells
    QCOMPARE(details.events()->count(), 2);
    details.setActive(true);
    QTRY_COMPARE(details.events()->count(), 12);
    QTRY_COMPARE(details.calls()->count(), 6);
}

void TestSessionDetails::usesNoSqlThatScansATable()
{
    QVERIFY(!sessionLogStatements().isEmpty());
    for (const char *sql : sessionLogStatements()) {
        const QByteArray explain = QByteArray("EXPLAIN QUERY PLAN ") + sql;
        QSqlQuery query(m_store->database().connection());
        QVERIFY(query.prepare(QString::fromLatin1(explain)));
        for (qsizetype i = 0; i < explain.count('?'); ++i)
            query.bindValue(static_cast<int>(i), 1);
        QVERIFY(query.exec());
        while (query.next()) {
            const QString step = query.value(3).toString();
            QVERIFY2(!step.startsWith(u"SCAN"_s),
                     qPrintable(step + u": "_s + QString::fromLatin1(sql)));
        }
    }
}

QTEST_MAIN(TestSessionDetails)
#include "tst_sessiondetails.moc"
