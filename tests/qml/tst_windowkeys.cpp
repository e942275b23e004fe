// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person does with the window by keyboard.

#include "models/livefeed.h"
#include "models/sessionsmodel.h"
#include "qml/stage.h"

#include <QRegularExpression>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestWindowKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void arrowsAndLettersChooseATile();
    void enterOpensTheSessionAndEscapeGoesBack();
    void enterWithoutAChoiceOpensTheFirst();
    void eachKeyWorksFromEveryState_data();
    void eachKeyWorksFromEveryState();
    void thePaletteBeginsAtItsFirstLineWhereverThePointerRests();
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
};

void TestWindowKeys::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "light");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
}

void TestWindowKeys::arrowsAndLettersChooseATile()
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

void TestWindowKeys::enterOpensTheSessionAndEscapeGoesBack()
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

void TestWindowKeys::enterWithoutAChoiceOpensTheFirst()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(12, stage.clock.nowMs())));
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.openRef(), stage.window->board()->refAt(0));
    QCOMPARE(currentRow(stage), 0);
}

void TestWindowKeys::eachKeyWorksFromEveryState_data()
{
    QTest::addColumn<QString>("state");
    for (const QString &state : {u"nothing chosen"_s, u"a tile chosen"_s, u"a chip focused"_s,
                                 u"a search left"_s, u"nothing found"_s, u"the wall"_s,
                                 u"grouped"_s, u"a session"_s, u"the events of a session"_s})
        QTest::newRow(qPrintable(state)) << state;
}

void TestWindowKeys::eachKeyWorksFromEveryState()
{
    QFETCH(QString, state);
    const auto enter = [&state](Stage &stage) {
        if (state == u"a tile chosen"_s) {
            stage.type(Qt::Key_J);
        } else if (state == u"a chip focused"_s) {
            visibleItems(stage.quick(), u"StatusChip"_s)
                .at(0)
                ->forceActiveFocus(Qt::TabFocusReason);
        } else if (state == u"a search left"_s || state == u"nothing found"_s) {
            stage.type(Qt::Key_Slash);
            stage.write(state == u"a search left"_s ? u"o"_s : u"no such thing"_s);
            stage.type(Qt::Key_Return);
        } else if (state == u"the wall"_s) {
            stage.type(Qt::Key_F11);
        } else if (state == u"grouped"_s) {
            stage.type(Qt::Key_G);
        } else if (state == u"a session"_s || state == u"the events of a session"_s) {
            stage.type(Qt::Key_Return);
            if (state != u"a session"_s)
                stage.type(Qt::Key_Tab, Qt::ControlModifier);
        }
    };
    const bool inSession = state.contains(u"session"_s);
    Stage stage;
    QVERIFY(stage.open(makeCrowd(30, stage.clock.nowMs())));
    enter(stage);
    QCOMPARE(stage.openRef() >= 0, inSession);

    for (const auto &[key, modifiers] : {std::pair(Qt::Key_Question, Qt::ShiftModifier),
                                         std::pair(Qt::Key_Question, Qt::NoModifier)}) {
        stage.type(key, modifiers);
        QTRY_VERIFY(!visibleItems(stage.quick(), u"KeysList"_s).isEmpty());
        stage.type(Qt::Key_Escape);
        QTRY_VERIFY(visibleItems(stage.quick(), u"KeysList"_s).isEmpty());
    }
    stage.type(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(!visibleItems(stage.quick(), u"CommandList"_s).isEmpty());
    stage.type(Qt::Key_Escape);
    QTRY_VERIFY(visibleItems(stage.quick(), u"CommandList"_s).isEmpty());
    QCOMPARE(stage.openRef() >= 0, inSession); // Esc has left the sheets alone

    const auto isSearching = [&stage] {
        const QQuickItem *focused = stage.quick()->activeFocusItem();
        return focused && isType(focused, u"QQuickTextInput"_s);
    };
    for (const auto &[key, modifiers] :
         {std::pair(Qt::Key_Slash, Qt::NoModifier), std::pair(Qt::Key_F, Qt::ControlModifier)}) {
        stage.type(key, modifiers);
        QVERIFY(isSearching());
        stage.write(u"n1"_s);
        stage.type(Qt::Key_Escape); // empties it
        QVERIFY(isSearching());
        stage.type(Qt::Key_Escape); // leaves it
        QVERIFY(!isSearching());
        QCOMPARE(stage.openRef() >= 0, inSession);
    }

    stage.type(Qt::Key_N);
    QVERIFY(inSession ? stage.openRef() > 0 : currentRow(stage) >= 0);
    stage.type(Qt::Key_F11);
    QVERIFY(visibleItems(stage.quick(), u"Rail"_s).isEmpty());
    QCOMPARE(stage.openRef(), -1.0);
    stage.type(Qt::Key_Escape);
    QVERIFY(!visibleItems(stage.quick(), u"Rail"_s).isEmpty());
    stage.type(Qt::Key_Return);
    QVERIFY(stage.openRef() > 0);
    stage.type(Qt::Key_1);
    QCOMPARE(stage.openRef(), -1.0);

    // From the chips, too, the arrows and letters go to the tiles.
    for (const auto &[forth, back] :
         {std::pair(Qt::Key_J, Qt::Key_K), std::pair(Qt::Key_Right, Qt::Key_Left)}) {
        stage.window->board()->setCurrentRow(0);
        visibleItems(stage.quick(), u"StatusChip"_s).at(0)->forceActiveFocus(Qt::TabFocusReason);
        stage.type(forth);
        QCOMPARE(currentRow(stage), 1);
        QVERIFY(boardPage(stage)->hasActiveFocus());
        stage.type(back);
        QCOMPARE(currentRow(stage), 0);
    }
    stage.type(Qt::Key_Return);
    QVERIFY(stage.openRef() > 0);
    stage.type(Qt::Key_Escape);
    QCOMPARE(stage.openRef(), -1.0);
}

void TestWindowKeys::thePaletteBeginsAtItsFirstLineWhereverThePointerRests()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(30, stage.clock.nowMs())));
    QTest::mouseMove(stage.quick(), QPoint(stage.quick()->width() / 2, 300));
    stage.type(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(!visibleItems(stage.quick(), u"CommandList"_s).isEmpty());
    QTest::mouseMove(stage.quick(), QPoint(stage.quick()->width() / 2, 305));
    stage.write(u"group"_s);
    stage.type(Qt::Key_Down);
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.window->board()->grouping(), SessionsModel::ByProject);
}

void TestWindowKeys::nGoesToTheNextThatNeedsYou()
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

void TestWindowKeys::searchNarrowsTheBoardAndEscapeLeavesIt()
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

void TestWindowKeys::lettersTypedIntoTheSearchAreNoCommands()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(30, stage.clock.nowMs())));
    stage.type(Qt::Key_Slash);
    stage.write(u"ngjk1/?"_s);
    QCOMPARE(stage.window->board()->search(), u"ngjk1/?"_s);
    QCOMPARE(stage.window->board()->grouping(), SessionsModel::NoGroups);
    QCOMPARE(currentRow(stage), -1);
}

void TestWindowKeys::thePaletteRunsActionsAndOpensSessions()
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

void TestWindowKeys::questionMarkShowsTheKeys()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(3, stage.clock.nowMs())));
    stage.type(Qt::Key_Question, Qt::ShiftModifier);
    QTRY_VERIFY(!visibleItems(stage.quick(), u"KeysList"_s).isEmpty());
    QVERIFY(isRead(stage, u"The next session that needs you"_s));
    stage.type(Qt::Key_Escape);
    QTRY_VERIFY(visibleItems(stage.quick(), u"KeysList"_s).isEmpty());
}

void TestWindowKeys::f11ShowsTheWallAlone()
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

void TestWindowKeys::gGroupsTheBoard()
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

void TestWindowKeys::numberKeysGoToThePages()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(3, stage.clock.nowMs())));
    stage.type(Qt::Key_Right);
    stage.type(Qt::Key_Return);
    QVERIFY(!boardPage(stage));
    stage.type(Qt::Key_7); // there is no such page
    QVERIFY(!boardPage(stage));
    stage.type(Qt::Key_1);
    QVERIFY(boardPage(stage));
    stage.type(Qt::Key_4);
    QVERIFY(!boardPage(stage));
    stage.type(Qt::Key_Slash); // a page without a search of its own leaves it to the board
    QVERIFY(boardPage(stage));
}

void TestWindowKeys::keysCopyWhatTheContextMenuOffers()
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
    stage.type(Qt::Key_G, Qt::ControlModifier);
    QCOMPARE(stage.actions.asked,
             QStringList({u"copy "_s + session.key.id, u"copy claude --resume "_s + session.key.id,
                          u"copy "_s + session.transcriptPath, u"folder "_s + session.cwd,
                          u"terminal "_s + QString::number(stage.window->board()->refAt(0))}));
}

void TestWindowKeys::theContextMenuIsOperatedByKeyboard()
{
    Stage stage;
    QVERIFY(stage.open(makeCrowd(5, stage.clock.nowMs())));
    stage.type(Qt::Key_Right);
    const double ref = stage.window->board()->refAt(0);
    stage.type(Qt::Key_Menu);
    QTRY_VERIFY(isRead(stage, u"Copy session id"_s));
    QVERIFY(stage.window->board()->held()); // the row must not go away under the menu
    for (int i = 0; i < 6; ++i)
        stage.type(Qt::Key_Down);
    stage.type(Qt::Key_Return);
    const auto id = stage.window->liveFeed()
                        ->sessions()
                        .value(static_cast<SessionRef>(static_cast<qint64>(ref)))
                        .key.id;
    QTRY_COMPARE(stage.actions.asked, QStringList{u"copy "_s + id});
}

QTEST_MAIN(TestWindowKeys)
#include "tst_windowkeys.moc"
