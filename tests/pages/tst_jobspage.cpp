// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pages/jobsstage.h"
#include "pages/pagestage.h"
#include "qml/stage.h"

#include <QRegularExpression>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// The jobs page on a real store: what is due, what was done, and the digest.
class TestJobsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void noJobsAndNotReadAreToldApart();
    void jobsAndTheirOccurrencesAreListed();
    void aJobIsRunAndPausedByKeyboard();
    void anEditShowsTheNextFiveOrWhatIsWrong();
    void theLastDigestIsRead();
};

void TestJobsPage::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "light");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
}

void TestJobsPage::noJobsAndNotReadAreToldApart()
{
    PageStage stage;
    QVERIFY(stage.open(u"jobs"_s));
    QTRY_VERIFY(stage.isRead(u"There are no jobs"_s));
    QVERIFY(stage.open(u"jobs"_s, {1280, 800}, true));
    QTRY_VERIFY(stage.isRead(u"The jobs can't be read"_s));
    QVERIFY(!stage.isRead(u"There are no jobs"_s));
    QVERIFY(!stage.isRead(u"It was not due yet"_s));
    QVERIFY(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Retry"_s));
}

void TestJobsPage::jobsAndTheirOccurrencesAreListed()
{
    PageStage stage;
    tellJobs(stage);
    QVERIFY(stage.open(u"jobs"_s));
    QTRY_VERIFY(stage.isRead(u"0 9 * * *"_s));
    for (const QString &text : {u"digest"_s, u"backup"_s, u"nightly report"_s, u"paused"_s})
        QVERIFY2(stage.isRead(text), qPrintable(text));
    // The second one by name has failed, and says why.
    stage.type(Qt::Key_Down);
    QTRY_VERIFY(stage.isSaid(u"a newer one was due"_s));
    QVERIFY(stage.isSaid(u"the server answered 500"_s));
    QVERIFY(stage.isRead(u"skipped"_s));
    QVERIFY(stage.isRead(u"failed"_s));
}

void TestJobsPage::aJobIsRunAndPausedByKeyboard()
{
    PageStage stage;
    tellJobs(stage);
    QVERIFY(stage.open(u"jobs"_s));
    QTRY_VERIFY(stage.isRead(u"0 9 * * *"_s));
    stage.type(Qt::Key_Down);
    stage.type(Qt::Key_R);
    stage.type(Qt::Key_P);
    QTRY_COMPARE(stage.actions.asked, (QStringList{u"job run|1||"_s, u"job pause|1||"_s}));
}

void TestJobsPage::anEditShowsTheNextFiveOrWhatIsWrong()
{
    PageStage stage;
    tellJobs(stage);
    QVERIFY(stage.open(u"jobs"_s));
    QTRY_VERIFY(stage.isRead(u"0 9 * * *"_s));
    stage.type(Qt::Key_E);
    QTRY_VERIFY(stage.isSaid(u"The next five:"_s));
    stage.write(u"0 0 30 2 *"_s);
    QTRY_VERIFY(stage.isSaid(u"is due on no day of any year"_s));
    stage.type(Qt::Key_Return);
    QVERIFY(stage.actions.asked.isEmpty());
    stage.type(Qt::Key_A, Qt::ControlModifier);
    stage.write(u"30 7 * * *"_s);
    QTRY_VERIFY(stage.isSaid(u"07:30"_s));
    stage.type(Qt::Key_Return);
    QTRY_COMPARE(stage.actions.asked.size(), 1);
    QVERIFY(stage.actions.asked.first().startsWith(u"job change|"_s));
    QVERIFY(stage.actions.asked.first().contains(u"|30 7 * * *|"_s));
}

void TestJobsPage::theLastDigestIsRead()
{
    PageStage stage;
    tellJobs(stage);
    QVERIFY(stage.open(u"jobs"_s));
    QTRY_VERIFY(stage.isRead(u"0 9 * * *"_s));
    stage.type(Qt::Key_Down);
    QQuickItem *choice = visibleItem(stage.quick(), u"Choice"_s, "name", u"What of the job"_s);
    QVERIFY(choice);
    choice->forceActiveFocus();
    stage.type(Qt::Key_Right);
    QTRY_VERIFY(stage.isSaid(u"Dogwatch digest"_s));
    QVERIFY(stage.isSaid(u"wants to run git push"_s));
}

QTEST_MAIN(TestJobsPage)
#include "tst_jobspage.moc"
