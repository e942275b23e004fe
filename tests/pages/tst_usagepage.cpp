// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The usage page in the real window on a real store, by keyboard.

#include "models/cellsmodel.h"
#include "models/usagereportmodel.h"
#include "models/usagetexts.h"
#include "pages/pagestage.h"
#include "qml/stage.h"
#include "sessionpage/toldtranscript.h"

#include <QRegularExpression>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDay = 24LL * 60 * 60 * 1000;

UsageReportModel *report(const PageStage &stage)
{
    QQuickItem *page = stage.page(u"UsagePage"_s);
    return page ? page->property("usage").value<UsageReportModel *>() : nullptr;
}

} // namespace

class TestUsagePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void nothingUsedAndNotReadAreToldApart();
    void theSumsTheChartAndTheTablesAgree();
    void whatHasNoPriceIsStatedAndNotZero();
    void aNumberThatCannotBeIsNoMissingPrice();
    void whatWaitedIsToldByDayAndProject();
    void whereNothingWasUsedWaitingIsToldAllTheSame();
    void aFigureOpensToItsSessionsAndMessagesAndBack();
    void aMessageOpensAtItsPlaceInItsSession();
    void theSumsAndTheWindowOpenToTheirMessages();
    void theRangeIsChosenByKeyboard();
    void whatIsShownIsExportedSafely();
    void whatIsCommittedIsReadAgain();
    void everythingCanBeReachedAndHasAName();
};

void TestUsagePage::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "light");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
}

void TestUsagePage::nothingUsedAndNotReadAreToldApart()
{
    PageStage stage;
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(stage.isRead(u"Nothing was used in these days"_s));
    QVERIFY(stage.open(u"usage"_s, {1280, 800}, true));
    QTRY_VERIFY(stage.isRead(u"The usage can't be read"_s));
    QVERIFY(!stage.isRead(u"Nothing was used in these days"_s));
    QVERIFY(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Retry"_s));
}

void TestUsagePage::theSumsTheChartAndTheTablesAgree()
{
    PageStage stage;
    stage.tellUsage(30, 7);
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(report(stage) && !report(stage)->rangeText().isEmpty());
    UsageReportModel &usage = *report(stage);
    QCOMPARE(usage.days()->count(), 7);
    for (const bool byTokens : {false, true}) {
        usage.setByTokens(byTokens);
        double drawn = 0;
        for (const qreal value : usage.values())
            drawn += value;
        for (CellsModel *table :
             {usage.days(), usage.models(), usage.projects(), usage.sources()}) {
            double told = 0;
            for (const CellRow &row : table->rows())
                told += std::max(0.0, row.orders.at(byTokens ? 2 : 1));
            QVERIFY(told > 0);
            QVERIFY(qAbs(drawn - told) < told * 1e-9);
        }
        QVERIFY(usage.top() > 0);
        QVERIFY(!usage.ticks().isEmpty());
    }
    QCOMPARE(usage.sources()->textAt(0, 0), u"Claude Code"_s);
}

void TestUsagePage::whatHasNoPriceIsStatedAndNotZero()
{
    PageStage stage;
    stage.store.add(u"s"_s, u"SessionStart"_s);
    stage.store.commit();
    stage.tell({stage.clock.nowMs(), u"s"_s, u"new-model"_s, {}, 1000, -1});
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(stage.isSaid(u"1 model(s) without a price"_s));
    QVERIFY(stage.isSaid(u"Cost known for 0 %"_s));
    QCOMPARE(report(stage)->cost(), u"unknown"_s);
    QCOMPARE(report(stage)->models()->textAt(0, 1), u"unknown"_s);
    QVERIFY(report(stage)->coverageDetail().contains(u"new-model"_s));
}

void TestUsagePage::aNumberThatCannotBeIsNoMissingPrice()
{
    PageStage stage;
    stage.store.add(u"s"_s, u"SessionStart"_s);
    stage.store.commit();
    stage.tell({stage.clock.nowMs(), u"s"_s});
    stage.tell({stage.clock.nowMs(), u"s"_s, u"claude-opus-4-8"_s, {}, 1000, -1});
    stage.run(u"UPDATE usage_message SET flags = 64 WHERE cost IS NULL"_s);
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(stage.isSaid(u"1 message(s) with a number that can't be"_s));
    QVERIFY(stage.isSaid(u"Cost known for 50 %"_s));
    QVERIFY(!stage.isSaid(u"without a price"_s));
    QVERIFY(!report(stage)->coverageDetail().contains(u"opus"_s));
}

void TestUsagePage::whatWaitedIsToldByDayAndProject()
{
    PageStage stage;
    stage.tellWaits();
    stage.tell({stage.clock.nowMs(), u"a"_s});
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(report(stage) && !report(stage)->waited().isEmpty());
    UsageReportModel &usage = *report(stage);
    QQuickItem *button = visibleItem(stage.quick(), u"SumButton"_s, "name",
                                     QString(usage.waited() + u" waited for you"));
    QVERIFY(button);
    button->forceActiveFocus(Qt::TabFocusReason);
    stage.type(Qt::Key_Return);
    QTRY_VERIFY(stage.isSaid(u"your median answer took 3 m"_s));
    QCOMPARE(usage.waitSlots()->count(), 2);
    QCOMPARE(usage.waitSlots()->textAt(0, 2), u"2"_s);
    QCOMPARE(usage.waitSlots()->textAt(1, 3), u"0"_s);
    QCOMPARE(usage.waitProjects()->count(), 2);
    QVERIFY(!stage.isRead(u"pa"_s));
    QQuickItem *choice = visibleItem(stage.quick(), u"Choice"_s, "name", u"Waiting by"_s);
    QVERIFY(choice);
    choice->forceActiveFocus(Qt::TabFocusReason);
    stage.type(Qt::Key_Right);
    QTRY_VERIFY(stage.isRead(u"pa"_s));
    QCOMPARE(usage.waitProjects()->textAt(0, 0), u"pa"_s); // the longest first
    stage.type(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(stage.actions.asked.constFirst().contains(u"Median answer, ms"_s));
    stage.type(Qt::Key_Escape);
    QVERIFY(!stage.isRead(u"Median answer"_s));
}

void TestUsagePage::whereNothingWasUsedWaitingIsToldAllTheSame()
{
    PageStage stage;
    stage.tellWaits();
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(report(stage) && !report(stage)->waited().isEmpty());
    QVERIFY(!report(stage)->isEmpty());
    QVERIFY(!stage.isRead(u"Nothing was used in these days"_s));
}

void TestUsagePage::aFigureOpensToItsSessionsAndMessagesAndBack()
{
    PageStage stage;
    stage.tellUsage(12, 3);
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(report(stage) && report(stage)->days()->count() == 7);
    QCoreApplication::processEvents();
    stage.type(Qt::Key_Return); // the last day, which the chart begins with
    QTRY_COMPARE(report(stage)->sessions()->count(), 4);
    QTRY_VERIFY(report(stage)->messages()->count() > 0);
    qint64 told = 0;
    for (const CellRow &row : report(stage)->sessions()->rows())
        told += static_cast<qint64>(row.orders.constLast());
    QCOMPARE(report(stage)->messages()->count(), static_cast<int>(told));

    const double ref = report(stage)->sessions()->refAt(0);
    stage.type(Qt::Key_Home);
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.quick()->property("openRef").toDouble(), ref);
    stage.type(Qt::Key_Escape);
    QVERIFY(stage.page(u"UsagePage"_s));
    QVERIFY(!report(stage)->figure().isEmpty()); // as one left it
    stage.type(Qt::Key_Escape);
    QVERIFY(report(stage)->figure().isEmpty());
    stage.type(Qt::Key_Escape);
    QVERIFY(stage.page(u"UsagePage"_s));
}

void TestUsagePage::aMessageOpensAtItsPlaceInItsSession()
{
    PageStage stage;
    stage.store.add(u"s"_s, u"SessionStart"_s);
    stage.store.commit();
    ToldTranscript told(stage.store, u"s"_s);
    told.say(EntryKind::Answer, u"First."_s);
    const qint64 second = told.say(EntryKind::Answer, u"Second."_s);
    told.say(EntryKind::Answer, u"Third."_s);
    stage.run(u"UPDATE transcript_entry SET message_id = 'm2' WHERE id = %1"_s.arg(second));
    stage.tell({stage.clock.nowMs(), u"s"_s, u"claude-opus-4-8"_s, {}, 1000, 1, u"m2"_s});
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(report(stage) && report(stage)->models()->count() == 1);
    report(stage)->openFigure(UsageReportModel::All);
    QTRY_COMPARE(report(stage)->messages()->count(), 1);
    QQuickItem *pane =
        visibleItem(stage.quick(), u"Choice"_s, "name", u"What is behind the figure"_s);
    QVERIFY(pane);
    pane->forceActiveFocus();
    stage.type(Qt::Key_Right);
    QMetaObject::invokeMethod(stage.page(u"UsagePage"_s), "takeFocus");
    stage.type(Qt::Key_Home);
    stage.type(Qt::Key_Return);
    QTRY_VERIFY(stage.page(u"TranscriptTab"_s));
    const auto current = [&stage] {
        QQuickItem *list = visibleItem(stage.quick(), u"PlainList"_s, "currentIndex", 1);
        return list != nullptr && list->property("count").toInt() == 3;
    };
    QTRY_VERIFY(current());
}

void TestUsagePage::theSumsAndTheWindowOpenToTheirMessages()
{
    PageStage stage;
    stage.tellUsage(12, 3);
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(report(stage) && !report(stage)->windowText().isEmpty());
    UsageReportModel &usage = *report(stage);
    const auto sumOf = [](const CellsModel &rows) {
        double sum = 0;
        for (const CellRow &row : rows.rows())
            sum += row.orders.constLast();
        return sum;
    };
    const QStringList names{usage.cost() + u" cost",
                            usage.windowText() + u", " + usage.windowPace()};
    const double all = sumOf(*usage.models());
    for (const QString &name : names) {
        QQuickItem *button = visibleItem(stage.quick(), u"SumButton"_s, "name", name);
        QVERIFY2(button, qPrintable(name));
        button->forceActiveFocus(Qt::TabFocusReason);
        stage.type(Qt::Key_Return);
        QVERIFY(!usage.figure().isEmpty());
        QTRY_VERIFY(usage.messages()->count() > 0);
        const bool isWindow = name != names.constFirst();
        QCOMPARE(usage.figure().startsWith(u"5 h window"), isWindow);
        const double told = sumOf(*usage.sessions());
        QCOMPARE(double(usage.messages()->count()),
                 std::min(told, double(UsageMessagesModel::kPage)));
        QVERIFY(isWindow ? told < all : told == all);
        stage.type(Qt::Key_Escape);
        QVERIFY(usage.figure().isEmpty());
    }
}

void TestUsagePage::theRangeIsChosenByKeyboard()
{
    PageStage stage;
    stage.tellUsage(12, 3);
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(report(stage) && report(stage)->days()->count() == 7);
    QQuickItem *choice = visibleItem(stage.quick(), u"Choice"_s, "name", u"Range of days"_s);
    QVERIFY(choice);
    for (int i = 0; i < 30 && !choice->hasActiveFocus(); ++i)
        stage.type(Qt::Key_Tab);
    QVERIFY(choice->hasActiveFocus());
    stage.type(Qt::Key_Left);
    QTRY_VERIFY(report(stage)->isHourly());
    stage.type(Qt::Key_Right);
    stage.type(Qt::Key_Right);
    QTRY_COMPARE(report(stage)->days()->count(), 30);
    for (int i = 0; i < 3; ++i)
        stage.type(Qt::Key_Right);
    QCOMPARE(report(stage)->range(), UsageReportModel::Own);
    report(stage)->setOwnFirst(u"no day"_s);
    const QString last = report(stage)->ownLast();
    report(stage)->setOwnFirst(last);
    QTRY_VERIFY(report(stage)->isHourly());
    QCOMPARE(report(stage)->ownLast(), last);
}

void TestUsagePage::whatIsShownIsExportedSafely()
{
    PageStage stage;
    stage.store.add(u"s"_s, u"SessionStart"_s, {{u"cwd"_s, u"/home/dev/x"_s}});
    stage.store.commit();
    stage.run(u"UPDATE session SET project = '=HYPERLINK(\"http://a\",1)'"_s);
    stage.tell({stage.clock.nowMs(), u"s"_s});
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(report(stage) && report(stage)->projects()->count() == 1);
    QQuickItem *pane = visibleItem(stage.quick(), u"BarPane"_s, "title", u"Project"_s);
    QVERIFY(pane);
    pane->forceActiveFocus();
    stage.type(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(stage.actions.asked.size(), 1);
    const QStringList lines = stage.actions.asked.constFirst().split(u'\n');
    QCOMPARE(lines.at(0), u"save dogwatch-usage.csv"_s);
    QVERIFY2(lines.at(2).startsWith(u"\"'=HYPERLINK(\"\"http://a\"\",1)\",0.01"_s),
             qPrintable(lines.at(2)));
}

void TestUsagePage::whatIsCommittedIsReadAgain()
{
    PageStage stage;
    stage.tellUsage(3, 1);
    QVERIFY(stage.open(u"usage"_s));
    QTRY_VERIFY(report(stage) && report(stage)->days()->count() == 7);
    const QString before = report(stage)->messageCount();
    stage.tell({stage.clock.nowMs() - kDay, u"s0"_s});
    stage.store.add(u"s0"_s, u"Stop"_s);
    stage.store.commit();
    QTRY_VERIFY_WITH_TIMEOUT(report(stage)->messageCount() != before, 20'000);
}

void TestUsagePage::everythingCanBeReachedAndHasAName()
{
    PageStage stage;
    stage.tellUsage(12, 3);
    QVERIFY(stage.open(u"usage"_s, {900, 600}));
    QTRY_VERIFY(report(stage) && report(stage)->days()->count() == 7);
    QStringList names;
    for (int i = 0; i < 40; ++i) {
        stage.type(Qt::Key_Tab);
        QObject *focused = stage.quick()->activeFocusItem();
        for (const char *kind : {"UsageChart", "Choice", "PlainButton", "Toggle", "CellRow"}) {
            if (focused && isType(focused, QString::fromLatin1(kind))
                && !names.contains(QString::fromLatin1(kind)))
                names.append(QString::fromLatin1(kind));
        }
    }
    names.sort();
    QVERIFY2(names.size() == 5, qPrintable(names.join(u' ')));
    QCOMPARE(
        names,
        QStringList({u"CellRow"_s, u"Choice"_s, u"PlainButton"_s, u"Toggle"_s, u"UsageChart"_s}));
}

QTEST_MAIN(TestUsagePage)
#include "tst_usagepage.moc"
