// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person sees of the agents in the window, and does with the pointer.

#include "models/attentionmodel.h"
#include "models/livefeed.h"
#include "models/sessionsmodel.h"
#include "qml/stage.h"

#include <QAccessible>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void tilesThatMoveUnderARestingPointerAreNotHeld();
    void chipsFilterAndControlAddsToTheFilter();
    void theBannerIsThereOnlyWhileSomebodyWaits();
    void aClickChoosesAndADoubleClickOpens();
    void theOrderIsHeldUnderThePointer();
    void nothingMovesButWhatNeedsAPerson();
    void dwellTimesTickOnlyInAWindowThatIsSeen();
    void whatWasSetSurvivesARestart();
    void closingAsksItsOwner();
    void itSpeaksAnotherLanguageWithoutARestart();
    void whatCanBeOperatedHasANameAndARole();
};

void TestWindow::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "light");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
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

void TestWindow::itSpeaksAnotherLanguageWithoutARestart()
{
    // Says everything between marks.
    class Marks : public QTranslator
    {
    public:
        [[nodiscard]] QString translate(const char *, const char *source, const char *,
                                        int) const override
        {
            return u'«' + QString::fromUtf8(source) + u'»';
        }
        [[nodiscard]] bool isEmpty() const override { return false; }
    };
    Stage stage;
    QVERIFY(stage.open(makeCrowd(6, stage.clock.nowMs())));
    stage.quick()->setGeometry(40, 50, 900, 620);
    stage.window->board()->setGrouping(SessionsModel::ByAgent);
    QVERIFY(isRead(stage, u"Settings"_s));
    Marks marks;
    QCoreApplication::installTranslator(&marks);
    QVERIFY(stage.window->createAgain());
    stage.store.answer();
    QVERIFY(QTest::qWaitForWindowActive(stage.quick()));
    QVERIFY(isRead(stage, u"«Settings»"_s) && !isRead(stage, u"Settings"_s));
    QCOMPARE(stage.quick()->geometry(), QRect(40, 50, 900, 620));
    QCOMPARE(stage.window->board()->grouping(), SessionsModel::ByAgent);
    QTRY_COMPARE(visibleItems(stage.quick(), u"Tile"_s).size(), 6);

    const double ref = stage.window->board()->refAt(0);
    QMetaObject::invokeMethod(stage.quick(), "openSession", Q_ARG(double, ref));
    QCoreApplication::removeTranslator(&marks);
    QVERIFY(stage.window->createAgain());
    stage.store.answer();
    QCOMPARE(stage.openRef(), ref);
    QVERIFY(isRead(stage, u"Settings"_s));
    stage.window->hide();
    QVERIFY(stage.window->createAgain());
    QVERIFY(!stage.quick()->isVisible());
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
