// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobdraft.h"
#include "pages/jobsstage.h"
#include "pages/pagestage.h"
#include "qml/stage.h"

#include <QJsonDocument>
#include <QJsonObject>
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
    void aNewJobIsWrittenByKeyboard();
    void whatANewJobNeedsIsSaid_data();
    void whatANewJobNeedsIsSaid();
    void aJobGoesOnlyWhenThatIsConfirmed();
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
    QVERIFY(!stage.isRead(u"It was not due yet"_s));
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
    QTRY_COMPARE(stage.actions.asked, (QStringList{u"job run|1|"_s, u"job pause|1|"_s}));
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
    QVERIFY(stage.actions.asked.first().endsWith(u"|{\"schedule\":\"30 7 * * *\"}"_s));
}

void TestJobsPage::aNewJobIsWrittenByKeyboard()
{
    PageStage stage;
    QVERIFY(stage.open(u"jobs"_s));
    QTRY_VERIFY(stage.isRead(u"There are no jobs"_s));
    stage.type(Qt::Key_A);
    QTRY_VERIFY(stage.isSaid(u"a job needs a name"_s));
    stage.write(u"tea"_s);
    stage.type(Qt::Key_Tab);
    stage.type(Qt::Key_A, Qt::ControlModifier);
    stage.write(u"30 16 * * *"_s);
    QTRY_VERIFY(stage.isSaid(u"16:30"_s));
    stage.type(Qt::Key_Tab);
    stage.type(Qt::Key_A, Qt::ControlModifier);
    stage.write(u"Asia/Beirut"_s);
    stage.type(Qt::Key_Tab);
    QTRY_VERIFY(stage.isSaid(u"a notification needs a text"_s));
    stage.type(Qt::Key_Return);
    QVERIFY(stage.actions.asked.isEmpty());
    stage.write(u"It is half past four"_s);
    stage.type(Qt::Key_Return);
    QTRY_COMPARE(stage.actions.asked,
                 QStringList{u"job add|0|{\"kind\":\"notification\",\"name\":\"tea\",\"options\":"
                             "{\"text\":\"It is half past four\"},\"schedule\":\"30 16 * * *\","
                             "\"zone\":\"Asia/Beirut\"}"_s});
}

void TestJobsPage::whatANewJobNeedsIsSaid_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QByteArray>("options");
    QTest::newRow("webhook") << 1 << u"https://example.org/x"_s << QString()
                             << QByteArray(R"({"url":"https://example.org/x"})");
    QTest::newRow("webhook to others in the clear")
        << 1 << u"http://example.org/x"_s << u"https://"_s << QByteArray();
    QTest::newRow("command") << 2 << u"mail -s \"a b\" me"_s << QString()
                             << QByteArray(R"({"words":"[\"mail\",\"-s\",\"a b\",\"me\"]"})");
    QTest::newRow("no command") << 2 << QString() << u"a command is"_s << QByteArray();
    QTest::newRow("digest") << 3 << QString() << QString() << QByteArray("{}");
    QTest::newRow("backup") << 4 << u"3"_s << QString() << QByteArray(R"({"keep":3})");
    QTest::newRow("no number") << 5 << u"many"_s << u"days must be a number"_s << QByteArray();
}

void TestJobsPage::whatANewJobNeedsIsSaid()
{
    QFETCH(int, kind);
    QFETCH(QString, target);
    QFETCH(QString, problem);
    QFETCH(QByteArray, options);
    JobDraft draft;
    draft.beginNew({u"taken"_s}, 1'740'787'200'000);
    draft.setZone(u"UTC"_s);
    draft.setName(u" taken"_s);
    QCOMPARE(draft.problem(), u"There is a job of that name already");
    draft.setName(u"free"_s);
    draft.setKind(kind);
    draft.setTarget(target);
    if (!problem.isEmpty()) {
        QVERIFY2(draft.problem().contains(problem), qPrintable(draft.problem()));
        return;
    }
    QCOMPARE(draft.problem(), QString());
    const QJsonObject body = QJsonDocument::fromJson(draft.body().toUtf8()).object();
    QCOMPARE(QJsonDocument(body.value(u"options").toObject()).toJson(QJsonDocument::Compact),
             options);
}

void TestJobsPage::aJobGoesOnlyWhenThatIsConfirmed()
{
    PageStage stage;
    tellJobs(stage);
    QVERIFY(stage.open(u"jobs"_s));
    QTRY_VERIFY(stage.isRead(u"0 9 * * *"_s));
    stage.type(Qt::Key_Down);
    stage.type(Qt::Key_Delete);
    QTRY_VERIFY(stage.isSaid(u"Delete “digest”?"_s));
    stage.type(Qt::Key_Return); // to keep it is what Enter does
    QVERIFY(!stage.isSaid(u"Delete “digest”?"_s));
    stage.type(Qt::Key_Delete);
    stage.type(Qt::Key_Escape);
    QVERIFY(stage.actions.asked.isEmpty());
    stage.type(Qt::Key_Delete);
    stage.type(Qt::Key_Tab, Qt::ShiftModifier);
    stage.type(Qt::Key_Return);
    QTRY_COMPARE(stage.actions.asked, QStringList{u"job remove|1|"_s});
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
