// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The history page in the real window on a real store, by keyboard.

#include "models/cellsmodel.h"
#include "models/historymodel.h"
#include "models/hitsmodel.h"
#include "pages/pagestage.h"
#include "qml/stage.h"

#include <QRegularExpression>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

HistoryModel *history(const PageStage &stage)
{
    QQuickItem *page = stage.page(u"HistoryPage"_s);
    return page ? page->property("history").value<HistoryModel *>() : nullptr;
}

} // namespace

class TestHistoryPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void nothingReportedAndNotReadAreToldApart();
    void typingFiltersAndSaysWhetherItIsRight();
    void whatIsOfferedIsTakenWithTab();
    void aCellFiltersByItselfOrExcludesIt();
    void columnsAreSortedAndHiddenAndRemembered();
    void enterOpensTheSessionAndEscapeComesBack();
    void wordsAreFoundInTextsAndEnterGoesThere();
    void aRunOfAnotherSessionSaysWhose();
};

void TestHistoryPage::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "light");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
}

void TestHistoryPage::nothingReportedAndNotReadAreToldApart()
{
    PageStage stage;
    QVERIFY(stage.open(u"history"_s));
    QTRY_VERIFY(stage.isRead(u"No session was reported yet"_s));
    QVERIFY(stage.open(u"history"_s, {1280, 800}, true));
    QTRY_VERIFY(stage.isRead(u"The sessions can't be read"_s));
    QVERIFY(!stage.isRead(u"No session was reported yet"_s));
    QVERIFY(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Retry"_s));
}

void TestHistoryPage::typingFiltersAndSaysWhetherItIsRight()
{
    PageStage stage;
    stage.tellUsage(20, 4);
    QVERIFY(stage.open(u"history"_s));
    QTRY_VERIFY(history(stage) && history(stage)->sessions()->count() == 20);
    stage.type(Qt::Key_Slash);
    stage.write(u"project:web"_s);
    QTRY_COMPARE(history(stage)->sessions()->count(), 2);
    QCOMPARE(history(stage)->judgement(), HistoryModel::Good);
    stage.write(u" cost>x"_s);
    QTRY_COMPARE(history(stage)->judgement(), HistoryModel::Wrong);
    QVERIFY(!history(stage)->problem().isEmpty());
    history(stage)->setFilter(u"project:nowhere"_s);
    QTRY_COMPARE(history(stage)->judgement(), HistoryModel::Doubtful);
    QTRY_VERIFY(stage.isRead(u"No session passes the filter"_s));
    stage.type(Qt::Key_Escape); // closes what is offered, or empties
    stage.type(Qt::Key_Escape);
    QTRY_COMPARE(history(stage)->filter(), QString());
    QTRY_COMPARE(history(stage)->sessions()->count(), 20);
}

void TestHistoryPage::whatIsOfferedIsTakenWithTab()
{
    PageStage stage;
    stage.tellUsage(20, 4);
    QVERIFY(stage.open(u"history"_s));
    QTRY_VERIFY(history(stage) && history(stage)->sessions()->count() == 20);
    stage.type(Qt::Key_Slash);
    stage.write(u"proj"_s);
    QVERIFY(history(stage)->completions(4).contains(u"project:"_s));
    stage.type(Qt::Key_Tab);
    QCOMPARE(history(stage)->filter(), u"project:"_s);
    stage.write(u"fir"_s);
    stage.type(Qt::Key_Tab);
    QVERIFY2(history(stage)->filter().startsWith(u"project:firmware"_s),
             qPrintable(history(stage)->filter()));
    QTRY_COMPARE(history(stage)->sessions()->count(), 2);
}

void TestHistoryPage::aCellFiltersByItselfOrExcludesIt()
{
    PageStage stage;
    stage.tellUsage(20, 4);
    QVERIFY(stage.open(u"history"_s));
    QTRY_VERIFY(history(stage) && history(stage)->sessions()->count() == 20);
    const QString project = history(stage)->sessions()->textAt(0, HistoryModel::Project);
    history(stage)->filterBy(0, HistoryModel::Project, true);
    QTRY_COMPARE(history(stage)->sessions()->count(), 18);
    for (int row = 0; row < 18; ++row)
        QVERIFY(history(stage)->sessions()->textAt(row, HistoryModel::Project) != project);
    history(stage)->setFilter({});
    QTRY_COMPARE(history(stage)->sessions()->count(), 20);
    // The same by the keyboard's menu: open, only this, without it.
    stage.type(Qt::Key_Home);
    const QString first = history(stage)->sessions()->textAt(0, HistoryModel::Status);
    stage.type(Qt::Key_Menu);
    stage.type(Qt::Key_Down);
    stage.type(Qt::Key_Down);
    stage.type(Qt::Key_Return);
    QTRY_VERIFY2(history(stage)->filter().startsWith(u"status:"_s),
                 qPrintable(history(stage)->filter() + first));
}

void TestHistoryPage::columnsAreSortedAndHiddenAndRemembered()
{
    PageStage stage;
    stage.tellUsage(20, 4);
    QVERIFY(stage.open(u"history"_s));
    QTRY_VERIFY(history(stage) && history(stage)->sessions()->count() == 20);
    CellsModel &rows = *history(stage)->sessions();
    rows.sortBy(HistoryModel::Tokens);
    for (int row = 1; row < rows.count(); ++row)
        QVERIFY(rows.rows()[static_cast<std::size_t>(row - 1)].orders.at(HistoryModel::Tokens)
                >= rows.rows()[static_cast<std::size_t>(row)].orders.at(HistoryModel::Tokens));
    rows.sortBy(HistoryModel::Tokens);
    QVERIFY(!rows.descending());

    QObject *table = visibleItems(stage.quick(), u"CellTable"_s).value(0);
    QVERIFY(table);
    auto *columns = table->property("columns").value<QObject *>();
    QMetaObject::invokeMethod(columns, "setShown", Q_ARG(int, 2), Q_ARG(bool, false));
    QCOMPARE(columns->property("widths").value<QList<int>>().at(2), 0);
    QVERIFY(stage.open(u"history"_s));
    QTRY_VERIFY(history(stage) && history(stage)->sessions()->count() == 20);
    table = visibleItems(stage.quick(), u"CellTable"_s).value(0);
    columns = table->property("columns").value<QObject *>();
    QCOMPARE(columns->property("widths").value<QList<int>>().at(2), 0);
}

void TestHistoryPage::enterOpensTheSessionAndEscapeComesBack()
{
    PageStage stage;
    stage.tellUsage(5, 2);
    QVERIFY(stage.open(u"history"_s));
    QTRY_VERIFY(history(stage) && history(stage)->sessions()->count() == 5);
    QCoreApplication::processEvents();
    stage.type(Qt::Key_Home);
    stage.type(Qt::Key_Down);
    const double ref = history(stage)->sessions()->refAt(1);
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.quick()->property("openRef").toDouble(), ref);
    stage.type(Qt::Key_Escape);
    QVERIFY(stage.page(u"HistoryPage"_s));
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.quick()->property("openRef").toDouble(), ref);
}

void TestHistoryPage::wordsAreFoundInTextsAndEnterGoesThere()
{
    PageStage stage;
    stage.tellUsage(12, 3);
    stage.index();
    QVERIFY(stage.open(u"history"_s));
    QTRY_VERIFY(history(stage) && history(stage)->sessions()->count() == 12);
    stage.type(Qt::Key_Slash);
    stage.write(u"gateway faster"_s);
    QTRY_VERIFY(history(stage)->hasWords());
    QTRY_COMPARE(history(stage)->hits()->count(), 1);
    const double ref = history(stage)->hits()->refAt(0);
    // Each word stands out.
    const QStringList pieces =
        history(stage)->hits()->index(0).data(HitsModel::PiecesRole).toStringList();
    QCOMPARE(pieces,
             (QStringList{u"Make the "_s, u"gateway"_s, u" "_s, u"faster"_s, u", part 8"_s}));
    stage.type(Qt::Key_Return);
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.quick()->property("openRef").toDouble(), ref);
    QTRY_VERIFY(stage.page(u"EventTable"_s));
    QTRY_VERIFY(stage.isSaid(u"UserPromptSubmit"_s));
}

void TestHistoryPage::aRunOfAnotherSessionSaysWhose()
{
    PageStage stage;
    stage.tellUsage(2, 1);
    stage.run(
        u"UPDATE session SET parent_ref = %1, title = 'Count the lines' WHERE id = 's1'"_s.arg(
            stage.store.refOf(u"s0"_s)));
    QVERIFY(stage.open(u"history"_s));
    QTRY_VERIFY(history(stage) && history(stage)->sessions()->count() == 2);
    QVERIFY(stage.isRead(u"run of api-server: Count the lines"_s));
}

QTEST_MAIN(TestHistoryPage)
#include "tst_historypage.moc"
