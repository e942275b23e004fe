// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person sees in the window, and does with the pointer.

#include "models/attentionmodel.h"
#include "models/livefeed.h"
#include "models/sessionsmodel.h"
#include "qml/stage.h"

#include <QAccessible>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestWindow : public QObject
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
    void tilesThatMoveUnderARestingPointerAreNotHeld();
    void chipsFilterAndControlAddsToTheFilter();
    void theBannerIsThereOnlyWhileSomebodyWaits();
    void aClickChoosesAndADoubleClickOpens();
    void theOrderIsHeldUnderThePointer();
    void nothingMovesButWhatNeedsAPerson();
    void dwellTimesTickOnlyInAWindowThatIsSeen();
    void whatWasSetSurvivesARestart();
    void closingAsksItsOwner();
    void whatCanBeOperatedHasANameAndARole();
};

void TestWindow::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "light");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
}

void TestWindow::loadingEmptyReadyAndFailedAreToldApart()
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

void TestWindow::aFailedReadCanBeTriedAgainByKeyboard()
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

void TestWindow::nothingPassesTheFilterAndNothingRunsAreToldApart()
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

void TestWindow::theFirstStepsInstallHooksAndPlayTheDemo()
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

void TestWindow::historyIsOfferedImportedAndTold()
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

void TestWindow::aStoreThatCannotBeUsedTakesTheWholeWindow()
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

void TestWindow::tilesThatMoveUnderARestingPointerAreNotHeld()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(12, stage.clock.nowMs())));
    QQuickItem *tile = visibleItem(stage.quick(), u"Tile"_s, "index", 3);
    const QPoint place = tile->mapToScene(QPointF(20, 20)).toPoint();
    QTest::mouseMove(stage.quick(), place - QPoint(5, 5));
    QTest::mouseMove(stage.quick(), place);
    QTRY_VERIFY(stage.window->board()->held());
    stage.type(Qt::Key_G);
    QVERIFY(!stage.window->board()->held());
    QTest::mouseMove(stage.quick(), place); // as Qt has it after each new layout
    QVERIFY(!stage.window->board()->held());
    QTest::mouseMove(stage.quick(), place + QPoint(1, 0));
    QTRY_VERIFY(stage.window->board()->held());
}

void TestWindow::chipsFilterAndControlAddsToTheFilter()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(30, stage.clock.nowMs())));
    const auto chip = [&stage](SessionStatus status) {
        return visibleItem(stage.quick(), u"StatusChip"_s, "status", static_cast<int>(status));
    };
    stage.click(chip(SessionStatus::Waiting));
    QCOMPARE(stage.window->board()->count(), 4);
    stage.click(chip(SessionStatus::Parked), Qt::ControlModifier);
    QCOMPARE(stage.window->board()->count(), 6);
    QVERIFY(chip(SessionStatus::Parked)->property("selected").toBool());
    stage.click(chip(SessionStatus::Parked));
    QCOMPARE(stage.window->board()->count(), 2);

    chip(SessionStatus::Failed)->forceActiveFocus(Qt::TabFocusReason);
    stage.type(Qt::Key_Space);
    QCOMPARE(stage.window->board()->count(), 1);
    boardPage(stage)->forceActiveFocus(Qt::TabFocusReason);
    stage.type(Qt::Key_Escape);
    QCOMPARE(stage.window->board()->count(), 30);
}

void TestWindow::theBannerIsThereOnlyWhileSomebodyWaits()
{
    Stage stage;
    LiveSnapshot content;
    content.sessions = {makeSession(0, SessionStatus::NeedsInput, stage.clock.nowMs())};
    AttentionItem item = makeAttention(content.sessions.front(), AttentionKind::Permission,
                                       u"Bash"_s, u"git push"_s);
    content.attention = {item};
    QVERIFY(stage.open(content));
    QTRY_VERIFY(isRead(stage, u"wants to use Bash"_s)); // a list makes its rows with the next frame
    QCOMPARE(stage.quick()->title(), u"(1) Dogwatch"_s);
    QQuickItem *banner = visibleItems(stage.quick(), u"Banner"_s).value(0);
    QVERIFY(banner);
    QQuickItem *link = nullptr;
    for (QQuickItem *text : visibleItems(stage.quick(), u"QQuickText"_s)) {
        if (text->property("text") == u"wants to use Bash"_s)
            link = text;
    }
    QVERIFY(link);
    stage.click(link);
    QCOMPARE(stage.openRef(), 1.0);
    stage.type(Qt::Key_Escape);

    item.resolvedAtMs = stage.clock.nowMs();
    ChangeSet over;
    over.attention.insert(item.id, item);
    stage.publish(over);
    QTRY_VERIFY(visibleItems(stage.quick(), u"Banner"_s).isEmpty());
    QCOMPARE(stage.quick()->title(), u"Dogwatch"_s);
}

void TestWindow::aClickChoosesAndADoubleClickOpens()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(6, stage.clock.nowMs())));
    QQuickItem *tile = visibleItem(stage.quick(), u"Tile"_s, "index", 2);
    stage.click(tile);
    QCOMPARE(currentRow(stage), 2);
    QCOMPARE(stage.openRef(), -1.0);
    const QPointF centre(tile->width() / 2, tile->height() / 2);
    QTest::mouseDClick(stage.quick(), Qt::LeftButton, Qt::NoModifier,
                       tile->mapToScene(centre).toPoint());
    QCOMPARE(stage.openRef(), stage.window->board()->refAt(2));
}

void TestWindow::theOrderIsHeldUnderThePointer()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(12, stage.clock.nowMs())));
    QQuickItem *tile = visibleItem(stage.quick(), u"Tile"_s, "index", 3);
    QTest::mouseMove(stage.quick(), tile->mapToScene(QPointF(20, 20)).toPoint());
    QTest::mouseMove(stage.quick(), tile->mapToScene(QPointF(25, 25)).toPoint());
    QTRY_VERIFY(stage.window->board()->held());
    const double under = stage.window->board()->refAt(3);
    stage.publish(
        changeOf(makeSession(40, SessionStatus::NeedsInput, stage.clock.nowMs(), 9'000'000)));
    QCOMPARE(stage.window->board()->refAt(3), under);
    QTest::mouseMove(stage.quick(), QPoint(20, 20));
    QTRY_VERIFY(!stage.window->board()->held());
    QCOMPARE(stage.window->board()->refAt(0), 41.0);
}

void TestWindow::nothingMovesButWhatNeedsAPerson()
{
    for (const bool reduced : {false, true}) {
        qputenv("DOGWATCH_REDUCED_MOTION", reduced ? "1" : "0");
        Stage stage;
        QVERIFY(stage.open(makeCrowd(1, stage.clock.nowMs())));
        QSignalSpy flares(boardPage(stage), SIGNAL(flareChanged()));
        QVERIFY(flares.isValid());
        stage.publish(changeOf(makeSession(4, SessionStatus::Working, stage.clock.nowMs())));
        QTest::qWait(0);
        QCOMPARE(flares.count(), 0);

        const Session asking = makeSession(5, SessionStatus::NeedsInput, stage.clock.nowMs());
        ChangeSet asks = changeOf(asking);
        const AttentionItem item =
            makeAttention(asking, AttentionKind::Permission, u"Bash"_s, u"ls"_s);
        asks.attention.insert(item.id, item);
        stage.publish(asks);
        if (reduced) {
            QTest::qWait(0);
            QCOMPARE(flares.count(), 0);
        } else {
            QTRY_VERIFY(flares.count() > 2);
            QTRY_COMPARE(boardPage(stage)->property("flare").toReal(), 0.0); // it comes to rest
        }
    }
}

void TestWindow::dwellTimesTickOnlyInAWindowThatIsSeen()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(3, stage.clock.nowMs())));
    QSignalSpy second(stage.window->liveFeed(), &LiveFeed::secondPassed);
    QTRY_VERIFY(second.count() > 0);
    stage.window->hide();
    QCoreApplication::processEvents();
    const auto before = second.count();
    QSignalSpy shown(stage.quick(), &QWindow::visibilityChanged);
    QVERIFY(!second.wait(1500));
    QCOMPARE(second.count(), before);
    if (QGuiApplication::platformName() == u"offscreen"_s)
        QTest::ignoreMessage(QtWarningMsg, "This plugin does not support raise()");
    stage.window->raise();
    QTRY_VERIFY(second.count() > before);
}

void TestWindow::whatWasSetSurvivesARestart()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(30, stage.clock.nowMs())));
    stage.quick()->setGeometry(40, 50, 900, 620);
    stage.window->board()->setGrouping(SessionsModel::ByAgent);
    stage.window->board()->setStatusFilter(1 << static_cast<int>(SessionStatus::Waiting));
    stage.window->board()->setSearch(u"docs"_s);
    QTRY_COMPARE(stage.quick()->width(), 900);

    QVERIFY(stage.open());
    QCOMPARE(stage.quick()->geometry(), QRect(40, 50, 900, 620));
    QCOMPARE(stage.window->board()->grouping(), SessionsModel::ByAgent);
    QCOMPARE(stage.window->board()->statusFilter(), 1 << static_cast<int>(SessionStatus::Waiting));
    QCOMPARE(stage.window->board()->search(), u"docs"_s);
    QVERIFY(visibleItem(stage.quick(), u"SearchField"_s, "text", u"docs"_s));
}

void TestWindow::closingAsksItsOwner()
{
    Stage stage;
    QVERIFY(stage.open());
    QSignalSpy asked(stage.window.get(), &Window::closeRequested);
    stage.quick()->close();
    QCOMPARE(asked.count(), 1);
    QVERIFY(stage.quick()->isVisible());
}

void TestWindow::whatCanBeOperatedHasANameAndARole()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(12, stage.clock.nowMs())));
    const auto check = [&stage] {
        int checked = 0;
        for (QQuickItem *item : visibleItems(stage.quick(), u"QQuickItem"_s)) {
            if (!item->activeFocusOnTab() && !isType(item, u"Tile"_s))
                continue;
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(item);
            if (!face) {
                qCritical() << "no accessible interface:" << item;
                return -1;
            }
            if (face->text(QAccessible::Name).isEmpty() || face->role() == QAccessible::NoRole
                || face->role() == QAccessible::Client) {
                qCritical() << "no name or role:" << item << face->role();
                return -1;
            }
            ++checked;
        }
        return checked;
    };
    QVERIFY(check() >= 12 + 5 + 3); // tiles, chips, banner, rail, search, grouping
    stage.window->board()->setSearch(u"no such thing"_s);
    QVERIFY(check() > 5);
    stage.type(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(!visibleItems(stage.quick(), u"CommandList"_s).isEmpty());
    QVERIFY(check() > 5);
    Stage empty;
    QVERIFY(empty.open());
    QVERIFY(check() > 5);
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
