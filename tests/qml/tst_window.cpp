// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person does with the window, by keyboard and by pointer.

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
    void aStoreThatCannotBeUsedTakesTheWholeWindow();

    void arrowsAndLettersChooseATile();
    void enterOpensTheSessionAndEscapeGoesBack();
    void nGoesToTheNextThatNeedsYou();
    void searchNarrowsTheBoardAndEscapeLeavesIt();
    void lettersTypedIntoTheSearchAreNoCommands();
    void thePaletteRunsActionsAndOpensSessions();
    void questionMarkShowsTheKeys();
    void f11ShowsTheWallAlone();
    void gGroupsTheBoard();
    void numberKeysGoToThePages();
    void keysCopyWhatTheContextMenuOffers();
    void theContextMenuIsOperatedByKeyboard();

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

namespace {

QQuickItem *boardPage(const Stage &stage)
{
    return visibleItems(stage.quick(), u"Board"_s).value(0);
}

bool isRead(const Stage &stage, const QString &text)
{
    return visibleTexts(stage.quick()).contains(text);
}

int currentRow(const Stage &stage)
{
    return stage.window->board()->currentRow();
}

} // namespace

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

    stage.store.content = makeCrowd(3, stage.clock.nowMs());
    stage.server.setStore(ServerState::Ready);
    QCOMPARE(stage.store.loads(), 1);
    stage.store.answer();
    QTRY_COMPARE(visibleItems(stage.quick(), u"Tile"_s).size(), 3);
    QVERIFY(!isRead(stage, u"Another program's file."_s));
}

void TestWindow::arrowsAndLettersChooseATile()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(12, stage.clock.nowMs())));
    QCOMPARE(currentRow(stage), -1);
    stage.type(Qt::Key_Down);
    QCOMPARE(currentRow(stage), 0);
    stage.type(Qt::Key_Right);
    QCOMPARE(currentRow(stage), 1);
    stage.type(Qt::Key_J);
    QCOMPARE(currentRow(stage), 2);
    stage.type(Qt::Key_K);
    QCOMPARE(currentRow(stage), 1);
    stage.type(Qt::Key_Down);
    QVERIFY(currentRow(stage) > 2); // a line further
    stage.type(Qt::Key_Up);
    QCOMPARE(currentRow(stage), 1);
    stage.type(Qt::Key_Left);
    QCOMPARE(currentRow(stage), 0);
    stage.type(Qt::Key_End);
    QCOMPARE(currentRow(stage), 11);
    stage.type(Qt::Key_Home);
    QCOMPARE(currentRow(stage), 0);
    QCOMPARE(visibleItems(stage.quick(), u"Tile"_s).at(0)->property("selected").toBool(), true);
}

void TestWindow::enterOpensTheSessionAndEscapeGoesBack()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(12, stage.clock.nowMs())));
    stage.type(Qt::Key_Right);
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.openRef(), stage.window->board()->refAt(0));
    QVERIFY(!boardPage(stage));
    QCOMPARE(visibleItems(stage.quick(), u"SessionPage"_s).size(), 1);
    stage.type(Qt::Key_Escape);
    QCOMPARE(stage.openRef(), -1.0);
    QVERIFY(boardPage(stage));
    stage.type(Qt::Key_Right); // the keyboard is on the board again
    QCOMPARE(currentRow(stage), 1);
}

void TestWindow::nGoesToTheNextThatNeedsYou()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(30, stage.clock.nowMs())));
    QList<double> visited;
    for (int i = 0; i < 4; ++i) {
        stage.type(Qt::Key_N);
        visited.append(stage.window->board()->refAt(currentRow(stage)));
    }
    QCOMPARE(QSet<double>(visited.cbegin(), visited.cend()).size(), 3);
    QCOMPARE(visited.at(3), visited.at(0));

    // Also one that the filter hides, and from session to session.
    stage.window->board()->setSearch(u"no such thing"_s);
    stage.type(Qt::Key_N);
    QVERIFY(currentRow(stage) >= 0);
    stage.type(Qt::Key_Return);
    const double opened = stage.openRef();
    QVERIFY(opened > 0);
    stage.type(Qt::Key_N);
    QVERIFY(stage.openRef() > 0);
    QVERIFY(stage.openRef() != opened);
}

void TestWindow::searchNarrowsTheBoardAndEscapeLeavesIt()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(30, stage.clock.nowMs())));
    stage.type(Qt::Key_Slash);
    stage.write(u"billing"_s);
    QCOMPARE(stage.window->board()->search(), u"billing"_s);
    QCOMPARE(stage.window->board()->count(), 3);
    stage.type(Qt::Key_Return); // to the tiles, with the search as it is
    stage.type(Qt::Key_Right);
    QCOMPARE(currentRow(stage), 0);
    QCOMPARE(stage.window->board()->count(), 3);

    stage.type(Qt::Key_F, Qt::ControlModifier);
    stage.type(Qt::Key_Escape);
    QVERIFY(stage.window->board()->search().isEmpty());
    stage.type(Qt::Key_Escape);
    QVERIFY(boardPage(stage)->hasActiveFocus());
    QCOMPARE(stage.window->board()->count(), 30);
}

void TestWindow::lettersTypedIntoTheSearchAreNoCommands()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(30, stage.clock.nowMs())));
    stage.type(Qt::Key_Slash);
    stage.write(u"ngjk1/?"_s);
    QCOMPARE(stage.window->board()->search(), u"ngjk1/?"_s);
    QCOMPARE(stage.window->board()->grouping(), SessionsModel::NoGroups);
    QCOMPARE(currentRow(stage), -1);
}

void TestWindow::thePaletteRunsActionsAndOpensSessions()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(30, stage.clock.nowMs())));
    stage.type(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(!visibleItems(stage.quick(), u"CommandList"_s).isEmpty());
    stage.write(u"group by project"_s);
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.window->board()->grouping(), SessionsModel::ByProject);
    QTRY_VERIFY(visibleItems(stage.quick(), u"CommandList"_s).isEmpty());

    stage.type(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(!visibleItems(stage.quick(), u"CommandList"_s).isEmpty());
    stage.write(u"gateway"_s);
    stage.type(Qt::Key_Down);
    stage.type(Qt::Key_Up);
    stage.type(Qt::Key_Return);
    const auto ref = static_cast<SessionRef>(static_cast<qint64>(stage.openRef()));
    QCOMPARE(stage.window->liveFeed()->sessions().value(ref).project, u"gateway"_s);

    stage.type(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(!visibleItems(stage.quick(), u"CommandList"_s).isEmpty());
    stage.type(Qt::Key_Escape);
    QTRY_VERIFY(visibleItems(stage.quick(), u"CommandList"_s).isEmpty());
    QVERIFY(stage.openRef() > 0); // it closed the palette, not the page
}

void TestWindow::questionMarkShowsTheKeys()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(3, stage.clock.nowMs())));
    stage.type(Qt::Key_Question, Qt::ShiftModifier);
    QTRY_VERIFY(!visibleItems(stage.quick(), u"KeysList"_s).isEmpty());
    QVERIFY(isRead(stage, u"The next session that needs you"_s));
    stage.type(Qt::Key_Escape);
    QTRY_VERIFY(visibleItems(stage.quick(), u"KeysList"_s).isEmpty());
}

void TestWindow::f11ShowsTheWallAlone()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(6, stage.clock.nowMs())));
    const qreal before = visibleItems(stage.quick(), u"Tile"_s).at(0)->height();
    stage.type(Qt::Key_F11);
    QVERIFY(visibleItems(stage.quick(), u"Rail"_s).isEmpty());
    QVERIFY(visibleItems(stage.quick(), u"TrustLine"_s).isEmpty());
    QVERIFY(!visibleItems(stage.quick(), u"StatusChip"_s).isEmpty());
    QVERIFY(visibleItems(stage.quick(), u"Tile"_s).at(0)->height() > before);
    stage.type(Qt::Key_Escape);
    QVERIFY(!visibleItems(stage.quick(), u"Rail"_s).isEmpty());
}

void TestWindow::gGroupsTheBoard()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(12, stage.clock.nowMs())));
    stage.type(Qt::Key_G);
    QCOMPARE(stage.window->board()->grouping(), SessionsModel::ByProject);
    QTRY_COMPARE(visibleItems(stage.quick(), u"GroupHeader"_s).size(), 9);
    QVERIFY(isRead(stage, u"billing"_s));
    stage.type(Qt::Key_G);
    QTRY_COMPARE(visibleItems(stage.quick(), u"GroupHeader"_s).size(), 2);
    stage.type(Qt::Key_G);
    QTRY_COMPARE(visibleItems(stage.quick(), u"GroupHeader"_s).size(), 0);
}

void TestWindow::numberKeysGoToThePages()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(3, stage.clock.nowMs())));
    stage.type(Qt::Key_Right);
    stage.type(Qt::Key_Return);
    QVERIFY(!boardPage(stage));
    stage.type(Qt::Key_5); // there is no such page
    QVERIFY(!boardPage(stage));
    stage.type(Qt::Key_1);
    QVERIFY(boardPage(stage));
}

void TestWindow::keysCopyWhatTheContextMenuOffers()
{
    Stage stage;
    LiveSnapshot content;
    content.sessions = {makeSession(0, SessionStatus::Working, stage.clock.nowMs())};
    const Session session = content.sessions.front();
    QVERIFY(stage.open(content));
    stage.type(Qt::Key_C, Qt::ControlModifier); // nothing is chosen
    QVERIFY(stage.actions.asked.isEmpty() || stage.actions.asked == QStringList{u"copy"_s});
    stage.actions.asked.clear();
    stage.type(Qt::Key_Right);
    stage.type(Qt::Key_C, Qt::ControlModifier);
    stage.type(Qt::Key_R, Qt::ControlModifier);
    stage.type(Qt::Key_T, Qt::ControlModifier);
    stage.type(Qt::Key_O, Qt::ControlModifier);
    QCOMPARE(stage.actions.asked,
             QStringList({u"copy "_s + session.key.id, u"copy claude --resume "_s + session.key.id,
                          u"copy "_s + session.transcriptPath, u"folder "_s + session.cwd}));
}

void TestWindow::theContextMenuIsOperatedByKeyboard()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(5, stage.clock.nowMs())));
    stage.type(Qt::Key_Right);
    const double ref = stage.window->board()->refAt(0);
    stage.type(Qt::Key_Menu);
    QTRY_VERIFY(isRead(stage, u"Copy session id"_s));
    QVERIFY(stage.window->board()->held()); // the row must not go away under the menu
    stage.type(Qt::Key_Down);
    stage.type(Qt::Key_Down);
    stage.type(Qt::Key_Return);
    const auto id = stage.window->liveFeed()
                        ->sessions()
                        .value(static_cast<SessionRef>(static_cast<qint64>(ref)))
                        .key.id;
    QTRY_COMPARE(stage.actions.asked, QStringList{u"copy "_s + id});
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
    QVERIFY(isRead(stage, u"wants to use Bash"_s));
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
