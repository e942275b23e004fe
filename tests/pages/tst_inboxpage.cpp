// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/cellsmodel.h"
#include "pages/inboxstage.h"
#include "pages/pagestage.h"
#include "qml/stage.h"
#include "store/attentionmarks.h"

#include <QRegularExpression>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// What happened while a person was away, on a real store.
class TestInboxPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void nothingAndNotReadAreToldApart();
    void whatWaitsComesFirstAndWhatIsOverSaysHowLongItWaited();
    void onesAndAllAreMarkedAsSeenByKeyboard();
    void whatIsSeenAndOverIsGoneFromTheList();
    void whoLeavesThePageHasLooked();
    void enterOpensTheSession();
    void whatComesIsThereAtOnce();

private:
    static void acknowledge(PageStage &stage, const QString &item);
    [[nodiscard]] static const CellsModel *itemsOf(const PageStage &stage)
    {
        const auto *inbox = stage.page(u"InboxPage"_s)->property("model").value<QObject *>();
        return inbox->property("items").value<CellsModel *>();
    }
    // The first row is chosen by itself.
    [[nodiscard]] static bool isChosen(const PageStage &stage)
    {
        return stage.page(u"CellTable"_s)->property("currentRow").toInt() == 0;
    }
};

void TestInboxPage::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "light");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
}

void TestInboxPage::acknowledge(PageStage &stage, const QString &item)
{
    const Result<ChangeSet> said =
        acknowledgeItems(stage.store.database(), {item}, stage.clock.nowMs());
    QVERIFY(said.ok());
    stage.store.feed().publish(*said);
}

void TestInboxPage::nothingAndNotReadAreToldApart()
{
    PageStage stage;
    QVERIFY(stage.open(u"inbox"_s));
    QTRY_VERIFY(stage.isRead(u"Nothing has needed you since you last looked"_s));
    QVERIFY(stage.open(u"inbox"_s, {1280, 800}, true));
    QTRY_VERIFY(stage.isRead(u"What needed you can't be read"_s));
    QVERIFY(!stage.isRead(u"Nothing has needed you since you last looked"_s));
}

void TestInboxPage::whatWaitsComesFirstAndWhatIsOverSaysHowLongItWaited()
{
    PageStage stage;
    askIn(stage, u"api"_s, u"git push"_s);
    answerIn(stage, u"api"_s);
    askIn(stage, u"web"_s, u"npm publish"_s);
    QVERIFY(stage.open(u"inbox"_s));
    QTRY_VERIFY(stage.isRead(u"waits for you"_s));
    QVERIFY(stage.isRead(u"over"_s));
    QVERIFY(stage.isRead(u"wants to use Bash: git push"_s));
    const QList<QQuickItem *> rows = visibleItems(stage.quick(), u"CellRow"_s);
    QCOMPARE(rows.size(), 2);
    const CellsModel *items = itemsOf(stage);
    QCOMPARE(items->textAt(0, 1), u"web"_s);
    QCOMPARE(items->textAt(1, 1), u"api"_s);
    QCOMPARE(items->textAt(1, 3), u"1 m"_s);
    QVERIFY(stage.isSaid(u"Agents stood still for you"_s));
    QVERIFY(stage.isSaid(u"half of the answers came within 1 m"_s));
}

void TestInboxPage::onesAndAllAreMarkedAsSeenByKeyboard()
{
    PageStage stage;
    askIn(stage, u"api"_s, u"git push"_s);
    answerIn(stage, u"api"_s);
    askIn(stage, u"web"_s, u"npm publish"_s);
    QVERIFY(stage.open(u"inbox"_s));
    QTRY_COMPARE(visibleItems(stage.quick(), u"CellRow"_s).size(), 2);
    const CellsModel *items = itemsOf(stage);
    const QString first = items->keyAt(0);
    const QString second = items->keyAt(1);
    const QString ref = QString::number(items->refAt(0));
    QTRY_VERIFY(isChosen(stage));
    stage.type(Qt::Key_A);
    stage.type(Qt::Key_Z);
    stage.type(Qt::Key_M);
    stage.type(Qt::Key_A, Qt::ShiftModifier);
    QCOMPARE(stage.actions.asked,
             (QStringList{u"acknowledge items "_s + first, u"snooze "_s + ref, u"mute "_s + ref,
                          u"acknowledge items %1|%2"_s.arg(first, second)}));
}

void TestInboxPage::whatIsSeenAndOverIsGoneFromTheList()
{
    PageStage stage;
    askIn(stage, u"api"_s, u"git push"_s);
    answerIn(stage, u"api"_s);
    askIn(stage, u"web"_s, u"npm publish"_s);
    QVERIFY(stage.open(u"inbox"_s));
    QTRY_COMPARE(visibleItems(stage.quick(), u"CellRow"_s).size(), 2);
    const CellsModel *items = itemsOf(stage);
    const QString waits = items->keyAt(0);
    acknowledge(stage, items->keyAt(1));
    QTRY_COMPARE(visibleItems(stage.quick(), u"CellRow"_s).size(), 1);
    acknowledge(stage, waits); // it still waits
    QTRY_VERIFY(stage.isRead(u"waits, seen"_s));
    QVERIFY(visibleItems(stage.quick(), u"Banner"_s).isEmpty());
}

void TestInboxPage::whoLeavesThePageHasLooked()
{
    PageStage stage;
    askIn(stage, u"api"_s, u"git push"_s);
    answerIn(stage, u"api"_s);
    QVERIFY(stage.open(u"inbox"_s));
    QTRY_VERIFY(stage.isRead(u"over"_s));
    QTRY_VERIFY(isChosen(stage));
    stage.type(Qt::Key_Return); // to the session and back is not away
    QTRY_VERIFY(stage.page(u"SessionPage"_s));
    stage.type(Qt::Key_Escape);
    QTRY_VERIFY(stage.isRead(u"over"_s));
    stage.clock.advance(1000);
    stage.type(Qt::Key_1);
    stage.type(Qt::Key_I);
    QTRY_VERIFY(stage.isRead(u"Nothing has needed you since you last looked"_s));
    QVERIFY(stage.open(u"inbox"_s)); // also after a restart
    QTRY_VERIFY(stage.isRead(u"Nothing has needed you since you last looked"_s));
    visibleItem(stage.quick(), u"Choice"_s, "name", u"Of when"_s)->forceActiveFocus();
    stage.type(Qt::Key_Right);
    QTRY_VERIFY(stage.isRead(u"over"_s));
}

void TestInboxPage::enterOpensTheSession()
{
    PageStage stage;
    askIn(stage, u"api"_s, u"git push"_s);
    QVERIFY(stage.open(u"inbox"_s));
    QTRY_VERIFY(isChosen(stage));
    stage.type(Qt::Key_Return);
    QTRY_COMPARE(stage.quick()->property("openRef").toLongLong(), stage.store.refOf(u"api"_s));
    QTRY_VERIFY(stage.page(u"NeedsStrip"_s));
    QVERIFY(stage.isSaid(u"wants to use Bash: git push"_s));
    const auto seen = [&stage] {
        return visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Seen (A)"_s);
    };
    QVERIFY(seen());
    stage.click(seen());
    const QString ref = QString::number(stage.store.refOf(u"api"_s));
    QCOMPARE(stage.actions.asked, QStringList{u"acknowledge "_s + ref});
    const Result<ChangeSet> said = acknowledgeSession(
        stage.store.database(), SessionRef{stage.store.refOf(u"api"_s)}, stage.clock.nowMs());
    QVERIFY(said.ok());
    stage.store.feed().publish(*said);
    QTRY_VERIFY(!seen());
    QVERIFY(stage.isSaid(u"Seen: wants to use Bash: git push"_s));
}

void TestInboxPage::whatComesIsThereAtOnce()
{
    PageStage stage;
    QVERIFY(stage.open(u"inbox"_s));
    QTRY_VERIFY(stage.isRead(u"Nothing has needed you since you last looked"_s));
    askIn(stage, u"api"_s, u"git push"_s);
    QTRY_VERIFY(stage.isRead(u"waits for you"_s));
    answerIn(stage, u"api"_s);
    QTRY_VERIFY(stage.isRead(u"over"_s));
}

QTEST_MAIN(TestInboxPage)
#include "tst_inboxpage.moc"
