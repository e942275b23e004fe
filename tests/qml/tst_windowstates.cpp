// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window shows of a store that is read, empty, unreadable or new.

#include "models/livefeed.h"
#include "models/sessionsmodel.h"
#include "qml/stage.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestWindowStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void loadingEmptyReadyAndFailedAreToldApart();
    void aFailedReadCanBeTriedAgainByKeyboard();
    void nothingPassesTheFilterAndNothingRunsAreToldApart();
    void theFirstStepsInstallHooksAndPlayTheDemo();
    void historyIsOfferedImportedAndTold();
    void aStoreThatCannotBeUsedTakesTheWholeWindow();
};

void TestWindowStates::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "light");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
}

void TestWindowStates::loadingEmptyReadyAndFailedAreToldApart()
{
    Stage stage;
    QVERIFY(stage.open(false));
    QVERIFY(isRead(stage, u"Reading the store …"_s));
    QVERIFY(!isRead(stage, u"No agent has reported yet"_s));

    stage.store.failure = Error{ErrorCode::Corrupt, u"It is malformed."_s};
    stage.store.answer();
    QVERIFY(isRead(stage, u"The sessions can't be read"_s));
    QVERIFY(isRead(stage, u"It is malformed."_s));
    QVERIFY(!isRead(stage, u"No agent has reported yet"_s));
    QVERIFY(!isRead(stage, u"Reading the store …"_s));

    stage.store.failure.reset();
    stage.window->liveFeed()->load();
    stage.store.answer();
    QVERIFY(isRead(stage, u"No agent has reported yet"_s));
    QVERIFY(!isRead(stage, u"The sessions can't be read"_s));

    stage.publish(changeOf(makeSession(0, SessionStatus::Working, stage.clock.nowMs())));
    QTRY_COMPARE(visibleItems(stage.quick(), u"Tile"_s).size(), 1);
    QVERIFY(!isRead(stage, u"No agent has reported yet"_s));
}

void TestWindowStates::aFailedReadCanBeTriedAgainByKeyboard()
{
    Stage stage;
    stage.store.failure = Error{ErrorCode::Busy, u"It is busy."_s};
    QVERIFY(stage.open());
    QCOMPARE(stage.store.loads(), 1);
    QQuickItem *button = visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Retry"_s);
    QVERIFY(button);
    for (int i = 0; i < 30 && !button->hasActiveFocus(); ++i)
        stage.type(Qt::Key_Tab);
    QVERIFY(button->hasActiveFocus());
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.store.loads(), 2);
    QVERIFY(isRead(stage, u"Reading the store …"_s));
}

void TestWindowStates::nothingPassesTheFilterAndNothingRunsAreToldApart()
{
    Stage stage;
    LiveSnapshot content;
    content.sessions = {makeSession(0, SessionStatus::Ended, stage.clock.nowMs(),
                                    2 * SessionsModel::kEndedShownMs)};
    QVERIFY(stage.open(content));
    QVERIFY(isRead(stage, u"No agent is running"_s));
    stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Show those that ended"_s));
    QTRY_COMPARE(visibleItems(stage.quick(), u"Tile"_s).size(), 1);
    stage.window->board()->setSearch(u"no such thing"_s);
    QVERIFY(isRead(stage, u"No session passes the filter"_s));
    stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Show all"_s));
    QVERIFY(isRead(stage, u"No agent is running"_s));
}

void TestWindowStates::theFirstStepsInstallHooksAndPlayTheDemo()
{
    Stage stage;
    QVERIFY(stage.open());
    QVERIFY(isRead(stage, u"Claude Code"_s));
    stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Install hooks"_s));
    QCOMPARE(stage.actions.asked, QStringList{u"install claude-code"_s});
    stage.actions.hookTargets()->setTargetState(u"claude-code"_s, AgentHooks::Failed,
                                                u"The settings are no JSON."_s);
    QVERIFY(isRead(stage, u"The settings are no JSON."_s));
    QVERIFY(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Try again"_s));
    stage.actions.hookTargets()->setTargetState(u"claude-code"_s, AgentHooks::Installed, {});
    QVERIFY(!visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Try again"_s));
    stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Play the demo"_s));
    QCOMPARE(stage.actions.asked.constLast(), u"demo"_s);

    Q_EMIT stage.actions.reported(u"The demo could not be started."_s, true);
    QVERIFY(isRead(stage, u"The demo could not be started."_s));
}

void TestWindowStates::historyIsOfferedImportedAndTold()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(3, stage.clock.nowMs())));
    const auto press = [&stage](const QString &text) {
        (void)stage.quick()->grabWindow(); // the strip has just come: its parts find their places
        stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", text));
    };
    ImportState &importing = *stage.actions.importing();
    QSignalSpy started(&importing, &ImportState::startWanted);
    QSignalSpy cancelled(&importing, &ImportState::cancelWanted);
    QVERIFY(visibleItems(stage.quick(), u"ImportStrip"_s).isEmpty());
    importing.set(ImportState::Offered, u"340 transcripts lie on this machine."_s);
    QVERIFY(isRead(stage, u"340 transcripts lie on this machine."_s));
    press(u"Import history"_s);
    QCOMPARE(started.count(), 1);
    importing.set(ImportState::Running, u"12 of 340 files"_s, 0.1);
    QVERIFY(isRead(stage, u"Importing history: 12 of 340 files"_s));
    press(u"Cancel"_s);
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(
        !visibleItems(stage.quick(), u"ImportStrip"_s).isEmpty()); // it goes on until it says so
    importing.set(ImportState::Failed, u"It was stopped."_s);
    QVERIFY(isRead(stage, u"It was stopped."_s));
    press(u"Close"_s);
    QVERIFY(visibleItems(stage.quick(), u"ImportStrip"_s).isEmpty());
    // Who does not want it is not asked again.
    importing.set(ImportState::Offered, u"340 transcripts lie on this machine."_s);
    press(u"Not now"_s);
    QVERIFY(stage.open(makeCrowd(3, stage.clock.nowMs())));
    importing.set(ImportState::Offered, u"340 transcripts lie on this machine."_s);
    QVERIFY(visibleItems(stage.quick(), u"ImportStrip"_s).isEmpty());
}

void TestWindowStates::aStoreThatCannotBeUsedTakesTheWholeWindow()
{
    Stage stage;
    stage.server.setStore(ServerState::Failed, u"Another program's file."_s, true, false);
    QVERIFY(stage.open(false));
    QCOMPARE(stage.store.loads(), 0); // there is nothing to read from
    QVERIFY(isRead(stage, u"Another program's file."_s));
    QVERIFY(visibleItems(stage.quick(), u"Rail"_s).isEmpty());
    QVERIFY(!visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Restore a backup …"_s));
    stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Retry"_s));
    QCOMPARE(stage.actions.asked, QStringList{u"retry"_s});

    // To set it aside takes two steps, the first of which does nothing.
    stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Set aside …"_s));
    QCOMPARE(stage.actions.asked.size(), 1);
    stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Cancel"_s));
    stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Set aside …"_s));
    stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Set the store aside"_s));
    QCOMPARE(stage.actions.asked.constLast(), u"aside"_s);

    // The same by keyboard: it is on Retry again.
    stage.type(Qt::Key_Tab);
    stage.type(Qt::Key_Return);
    QVERIFY(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Cancel"_s)->hasActiveFocus());
    stage.type(Qt::Key_Escape);
    stage.type(Qt::Key_Tab);
    stage.type(Qt::Key_Return);
    stage.type(Qt::Key_Tab, Qt::ShiftModifier);
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.actions.asked.mid(1), QStringList({u"aside"_s, u"aside"_s}));

    stage.store.content = makeCrowd(3, stage.clock.nowMs());
    stage.server.setStore(ServerState::Ready);
    QCOMPARE(stage.store.loads(), 1);
    stage.store.answer();
    QTRY_COMPARE(visibleItems(stage.quick(), u"Tile"_s).size(), 3);
    QVERIFY(!isRead(stage, u"Another program's file."_s));
}

QTEST_MAIN(TestWindowStates)
#include "tst_windowstates.moc"
