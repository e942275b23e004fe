// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livestore.h"

#include "models/eventsmodel.h"
#include "models/toolcallsmodel.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kTester = QAbstractItemModelTester::FailureReportingMode::QtTest;

QString text(const LogModel &model, int row, int role)
{
    return model.data(model.index(row), role).toString();
}

qint64 seqAt(const EventsModel &model, int row)
{
    return model.data(model.index(row), EventsModel::SeqRole).toLongLong();
}

// The whole store holds one session, so that its seqs follow each other without gap.
bool isGapless(const EventsModel &model)
{
    for (int row = 1; row < model.count(); ++row) {
        if (seqAt(model, row) != seqAt(model, row - 1) + 1)
            return false;
    }
    return true;
}

QStringList column(const LogModel &model, int role)
{
    QStringList texts;
    for (int row = 0; row < model.count(); ++row)
        texts.append(text(model, row, role));
    return texts;
}

} // namespace

#define OPEN(model, session)                                                                       \
    (model).open(m_store->readers(), SessionRef(m_store->refOf(session)));                         \
    (model).advance(m_store->lastSeq());                                                           \
    QTRY_COMPARE((model).state(), ModelState::Ready)

class TestLogModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void startsAtTheNewestRowsAndReadsOlderOnesWhenAsked();
    void keepsNoMoreThanItsWindowInEitherDirection();
    void appendsWhatIsCommittedAndOnlyThat();
    void readsABurstOfCommitsToItsEnd();
    void dropsOldRowsWhileItFollows();
    void leavesRowsAloneThatAreBeingRead();
    void neverShowsAGapWhateverIsAskedInWhateverOrder();
    void showsOnlyRowsThatContainTheFilter();
    void takesWildcardsInAFilterLiterally();
    void showsOnlyTheAgentChosen();
    void appendsOnlyWhatPassesTheFilter();
    void saysThatAReadFailedAndReadsWhenAskedAgain();
    void dropsAnswersForAnotherSession();
    void bringsAnOldRowIntoTheWindow();
    void saysWhereARowIsNotToBeFound();

    void updatesACallInPlaceWhenItEnds();
    void marksCallsThatTheirSessionLeftBehind();
    void updatesCallsOutsideOfItsEnd();
    void pagesThroughCallsThatOneEventBrought();
    void showsFailedCallsAloneAndThoseThatFailLater();
    void tellsHowLongARunningCallRuns();
    void boundsAndCleansWhatItShows();

private:
    std::unique_ptr<LiveStore> m_store;
};

void TestLogModels::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_store = std::make_unique<LiveStore>();
}

void TestLogModels::startsAtTheNewestRowsAndReadsOlderOnesWhenAsked()
{
    m_store->addCalls(u"s"_s, 0, 600);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    QCOMPARE(model.state(), ModelState::Loading);
    OPEN(model, u"s"_s);

    QCOMPARE(model.count(), LogModel::kPage);
    QCOMPARE(seqAt(model, model.count() - 1), m_store->lastSeq());
    QVERIFY(model.hasOlder());
    QVERIFY(!model.hasNewer());
    model.fetchOlder();
    model.fetchOlder(); // one at a time
    QTRY_COMPARE(model.count(), 2 * LogModel::kPage);
    model.fetchOlder();
    QTRY_COMPARE(model.count(), 1200);
    QVERIFY(!model.hasOlder());
    QVERIFY(isGapless(model));
    QCOMPARE(seqAt(model, 0), 1);
}

void TestLogModels::keepsNoMoreThanItsWindowInEitherDirection()
{
    m_store->addCalls(u"s"_s, 0, 3200);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    model.setFollowing(false);
    while (model.hasOlder()) {
        const qint64 first = seqAt(model, 0);
        model.fetchOlder();
        QTRY_VERIFY(seqAt(model, 0) < first);
        QVERIFY(model.count() <= LogModel::kWindow);
        QVERIFY(isGapless(model));
    }
    QCOMPARE(seqAt(model, 0), 1);
    QCOMPARE(model.count(), LogModel::kWindow);
    QVERIFY(model.hasNewer());
    while (model.hasNewer()) {
        const qint64 last = seqAt(model, model.count() - 1);
        model.fetchNewer();
        QTRY_VERIFY(seqAt(model, model.count() - 1) > last || !model.hasNewer());
        QVERIFY(model.count() <= LogModel::kWindow);
        QVERIFY(isGapless(model));
    }
    QCOMPARE(seqAt(model, model.count() - 1), m_store->lastSeq());
    QVERIFY(model.hasOlder());
}

void TestLogModels::appendsWhatIsCommittedAndOnlyThat()
{
    m_store->addCalls(u"s"_s, 0, 3);
    m_store->addCalls(u"other"_s, 100, 3);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    QCOMPARE(model.count(), 6);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);

    m_store->addCalls(u"other"_s, 200, 2);
    m_store->addCalls(u"s"_s, 3, 10);
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(model.count(), 26);
    QCOMPARE(inserted.count(), 1); // however many rows
    QCOMPARE(reset.count(), 0);
    QCOMPARE(text(model, 25, EventsModel::ToolUseIdRole), u"toolu_000012"_s);
}

void TestLogModels::readsABurstOfCommitsToItsEnd()
{
    m_store->addCalls(u"s"_s, 0, 1);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    m_store->addCalls(u"s"_s, 1, 900);
    m_store->commit();
    model.advance(m_store->lastSeq()); // once; more than a page has come
    QTRY_COMPARE(model.count(), 1802);
    QVERIFY(isGapless(model));
}

void TestLogModels::dropsOldRowsWhileItFollows()
{
    m_store->addCalls(u"s"_s, 0, 10);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    m_store->addCalls(u"s"_s, 10, 3000);
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(seqAt(model, model.count() - 1), m_store->lastSeq());
    QVERIFY(model.count() <= LogModel::kWindow + LogModel::kSlack);
    QVERIFY(model.hasOlder());
    QVERIFY(!model.hasNewer());
    QVERIFY(isGapless(model));
}

void TestLogModels::leavesRowsAloneThatAreBeingRead()
{
    m_store->addCalls(u"s"_s, 0, 2450);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    model.setFollowing(false);
    while (model.hasOlder()) {
        const int before = model.count();
        model.fetchOlder();
        QTRY_VERIFY(model.count() > before);
    }
    QCOMPARE(model.count(), 4900);
    m_store->addCalls(u"s"_s, 2450, 100);
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_VERIFY(model.hasNewer());
    QCOMPARE(model.count(), LogModel::kWindow);
    QCOMPARE(seqAt(model, 0), 1);
    QVERIFY(isGapless(model));

    model.toEnd();
    QTRY_COMPARE(seqAt(model, model.count() - 1), m_store->lastSeq());
    QVERIFY(model.following());
    QVERIFY(!model.hasNewer());
}

void TestLogModels::neverShowsAGapWhateverIsAskedInWhateverOrder()
{
    m_store->addCalls(u"s"_s, 0, 3000);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    bool gapless = true;
    connect(&model, &QAbstractItemModel::rowsInserted, this, [&] { gapless = gapless && isGapless(model); });
    QRandomGenerator random(20261120);
    int calls = 3000;
    for (int step = 0; step < 400 && gapless; ++step) {
        switch (random.bounded(8)) {
        case 0:
        case 1:
        case 2:
            model.fetchOlder();
            break;
        case 3:
            model.fetchNewer();
            break;
        case 4:
            model.setFollowing(random.bounded(2) == 0);
            break;
        case 5:
            if (random.bounded(8) == 0)
                model.toEnd();
            else
                model.reveal(1 + random.bounded(static_cast<int>(m_store->lastSeq())));
            break;
        default:
            m_store->addCalls(u"s"_s, calls, 1 + random.bounded(20));
            calls += 20;
            m_store->commit();
            model.advance(m_store->lastSeq());
            break;
        }
        for (int i = random.bounded(4); i > 0; --i)
            QCoreApplication::processEvents();
    }
    QVERIFY(gapless);
    model.toEnd();
    QTRY_COMPARE(seqAt(model, model.count() - 1), m_store->lastSeq());
    QVERIFY(isGapless(model));
    QVERIFY(model.count() <= LogModel::kWindow + LogModel::kSlack);
}

void TestLogModels::showsOnlyRowsThatContainTheFilter()
{
    m_store->addCalls(u"s"_s, 0, 700);
    m_store->add(u"s"_s, u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
    m_store->addCalls(u"s"_s, 700, 700);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    model.setFilter(u"promptsub"_s);
    QTRY_COMPARE(model.count(), 1); // it is older than the first page
    QCOMPARE(text(model, 0, EventsModel::TypeRole), u"UserPromptSubmit"_s);
    model.setFilter(u"toolu_000690"_s);
    QTRY_COMPARE(model.count(), 2);
    model.setFilter(u"nothing like it"_s);
    QTRY_COMPARE(model.count(), 0);
    QCOMPARE(model.state(), ModelState::Ready);
    model.setFilter({});
    QTRY_COMPARE(model.count(), LogModel::kPage);
}

void TestLogModels::takesWildcardsInAFilterLiterally()
{
    m_store->add(u"s"_s, u"PreToolUse"_s, {{u"tool_name"_s, u"a%b"_s}, {u"tool_use_id"_s, u"t1"_s}});
    m_store->add(u"s"_s, u"PreToolUse"_s, {{u"tool_name"_s, u"a_b\\"_s}, {u"tool_use_id"_s, u"t2"_s}});
    m_store->add(u"s"_s, u"PreToolUse"_s, {{u"tool_name"_s, u"axb"_s}, {u"tool_use_id"_s, u"t3"_s}});
    m_store->commit();
    EventsModel model;
    OPEN(model, u"s"_s);
    model.setFilter(u"a%b"_s);
    QTRY_COMPARE(column(model, EventsModel::ToolNameRole), QStringList(u"a%b"_s));
    model.setFilter(u"A_B\\"_s);
    QTRY_COMPARE(column(model, EventsModel::ToolNameRole), QStringList(u"a_b\\"_s));
}

void TestLogModels::showsOnlyTheAgentChosen()
{
    m_store->addCalls(u"s"_s, 0, 4);
    m_store->addCalls(u"s"_s, 10, 3, u"sub"_s);
    m_store->commit();
    EventsModel events;
    ToolCallsModel calls;
    const QAbstractItemModelTester eventsTester(&events, kTester);
    const QAbstractItemModelTester callsTester(&calls, kTester);
    OPEN(events, u"s"_s);
    OPEN(calls, u"s"_s);
    QCOMPARE(events.count(), 14);
    QCOMPARE(calls.count(), 7);
    for (LogModel *model : std::initializer_list<LogModel *> {&events, &calls})
        model->setAgent(u"sub"_s);
    QTRY_COMPARE(events.count(), 6);
    QTRY_COMPARE(calls.count(), 3);
    QCOMPARE(column(calls, ToolCallsModel::AgentRole), QStringList(3, u"sub"_s));
    for (LogModel *model : std::initializer_list<LogModel *> {&events, &calls})
        model->setAgent(QString());
    QTRY_COMPARE(events.count(), 8);
    QTRY_COMPARE(calls.count(), 4);
    for (LogModel *model : std::initializer_list<LogModel *> {&events, &calls})
        model->setAgent(std::nullopt);
    QTRY_COMPARE(events.count(), 14);
    QTRY_COMPARE(calls.count(), 7);
}

void TestLogModels::appendsOnlyWhatPassesTheFilter()
{
    m_store->addCalls(u"s"_s, 0, 2, u"sub"_s);
    m_store->commit();
    EventsModel model;
    OPEN(model, u"s"_s);
    model.setAgent(u"sub"_s);
    QTRY_COMPARE(model.count(), 4);
    m_store->addCalls(u"s"_s, 10, 5);
    m_store->addCalls(u"s"_s, 20, 1, u"sub"_s);
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(model.count(), 6);
    QCOMPARE(text(model, 5, EventsModel::ToolUseIdRole), u"toolu_000020"_s);
}

void TestLogModels::saysThatAReadFailedAndReadsWhenAskedAgain()
{
    m_store->addCalls(u"s"_s, 0, 2);
    m_store->commit();
    const QString elsewhere = m_store->path() + u".away"_s;
    const auto readers = std::make_shared<Readers>(elsewhere);
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    model.open(readers, SessionRef(m_store->refOf(u"s"_s)));
    QTRY_COMPARE(model.state(), ModelState::Failed);
    QVERIFY(!model.errorText().isEmpty());
    QCOMPARE(model.count(), 0);

    QVERIFY(m_store->database().execute(u"VACUUM INTO '%1'"_s.arg(elsewhere)));
    model.retry();
    QCOMPARE(model.state(), ModelState::Loading);
    QTRY_COMPARE(model.state(), ModelState::Ready);
    QCOMPARE(model.count(), 4);

    model.open(nullptr, SessionRef(1));
    QCOMPARE(model.state(), ModelState::Failed);
    QCOMPARE(model.count(), 0);
}

void TestLogModels::dropsAnswersForAnotherSession()
{
    m_store->addCalls(u"a"_s, 0, 5);
    m_store->addCalls(u"b"_s, 50, 2);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    model.open(m_store->readers(), SessionRef(m_store->refOf(u"a"_s)));
    OPEN(model, u"b"_s);
    QCOMPARE(model.count(), 4);
    model.setFilter(u"toolu_000050"_s);
    model.setFilter({});
    QTRY_COMPARE(model.count(), 4);
}

void TestLogModels::bringsAnOldRowIntoTheWindow()
{
    m_store->addCalls(u"s"_s, 0, 2000);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    QSignalSpy revealed(&model, &LogModel::revealed);
    model.reveal(100);
    QTRY_COMPARE(revealed.count(), 1);
    QCOMPARE(seqAt(model, revealed.at(0).at(0).toInt()), 100);
    QVERIFY(!model.hasOlder());
    QVERIFY(model.hasNewer());
    QVERIFY(isGapless(model));
    model.reveal(101); // is there already
    QCOMPARE(revealed.count(), 2);
    QCOMPARE(seqAt(model, revealed.at(1).at(0).toInt()), 101);
}

void TestLogModels::saysWhereARowIsNotToBeFound()
{
    m_store->addCalls(u"s"_s, 0, 10, u"sub"_s);
    m_store->addCalls(u"s"_s, 20, 1);
    m_store->commit();
    EventsModel model;
    OPEN(model, u"s"_s);
    model.setAgent(QString());
    QSignalSpy revealed(&model, &LogModel::revealed);
    model.reveal(1); // the other agent's
    QTRY_COMPARE(revealed.count(), 1);
    QCOMPARE(revealed.at(0).at(0).toInt(), -1);
    QCOMPARE(model.state(), ModelState::Ready);
}

void TestLogModels::updatesACallInPlaceWhenItEnds()
{
    m_store->add(u"s"_s, u"PreToolUse"_s, {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t1"_s},
                                           {u"tool_input"_s, QJsonObject {{u"command"_s, u"sleep 1"_s}}}});
    m_store->commit();
    ToolCallsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    QCOMPARE(text(model, 0, ToolCallsModel::StatusTextRole), u"running"_s);
    QCOMPARE(text(model, 0, ToolCallsModel::WhatRole), u"sleep 1"_s);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

    m_store->addCalls(u"s"_s, 5, 20);
    m_store->add(u"s"_s, u"PostToolUseFailure"_s, {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t1"_s},
                                                   {u"error"_s, u"exit 8"_s}, {u"duration_ms"_s, 3210}});
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(model.count(), 21);
    QCOMPARE(text(model, 0, ToolCallsModel::StatusTextRole), u"failed"_s);
    QCOMPARE(text(model, 0, ToolCallsModel::ErrorRole), u"exit 8"_s);
    QCOMPARE(text(model, 0, ToolCallsModel::DurationTextRole), u"3.2 s"_s);
    QCOMPARE(changed.count(), 1);
}

void TestLogModels::marksCallsThatTheirSessionLeftBehind()
{
    m_store->add(u"s"_s, u"PreToolUse"_s, {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t1"_s}});
    m_store->commit();
    ToolCallsModel model;
    OPEN(model, u"s"_s);
    m_store->add(u"s"_s, u"SessionEnd"_s, {{u"reason"_s, u"other"_s}}); // names no call
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(text(model, 0, ToolCallsModel::StatusTextRole), u"abandoned"_s);
}

void TestLogModels::updatesCallsOutsideOfItsEnd()
{
    m_store->add(u"s"_s, u"PreToolUse"_s, {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t1"_s}});
    m_store->addCalls(u"s"_s, 0, 1500);
    m_store->commit();
    ToolCallsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    QSignalSpy revealed(&model, &LogModel::revealed);
    model.reveal(1, u"t1"_s);
    QTRY_COMPARE(revealed.count(), 1);
    QCOMPARE(revealed.at(0).at(0).toInt(), 0);
    QVERIFY(model.hasNewer());
    const int count = model.count();
    m_store->add(u"s"_s, u"PostToolUse"_s, {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t1"_s}});
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(text(model, 0, ToolCallsModel::StatusTextRole), u"done"_s);
    QCOMPARE(model.count(), count);
}

void TestLogModels::pagesThroughCallsThatOneEventBrought()
{
    QJsonArray calls;
    for (int i = 0; i < 1300; ++i)
        calls.append(QJsonObject {{u"tool_name"_s, u"Read"_s}, {u"tool_use_id"_s, u"b%1"_s.arg(i)}});
    m_store->add(u"s"_s, u"PostToolBatch"_s, {{u"tool_calls"_s, calls}});
    m_store->commit();
    ToolCallsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    QCOMPARE(model.count(), LogModel::kPage);
    while (model.hasOlder()) {
        const int before = model.count();
        model.fetchOlder();
        QTRY_VERIFY(model.count() > before || !model.hasOlder());
    }
    QCOMPARE(model.count(), 1300);
    const QStringList ids = column(model, ToolCallsModel::ToolUseIdRole);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 1300);
}

void TestLogModels::showsFailedCallsAloneAndThoseThatFailLater()
{
    const auto call = [this](const QString &event, const QString &id) {
        m_store->add(u"s"_s, event, {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, id}});
    };
    call(u"PreToolUse"_s, u"early"_s);
    m_store->addCalls(u"s"_s, 0, 30);
    call(u"PreToolUse"_s, u"bad"_s);
    call(u"PostToolUseFailure"_s, u"bad"_s);
    m_store->addCalls(u"s"_s, 40, 30);
    m_store->commit();
    ToolCallsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    model.setOnlyFailed(true);
    QTRY_COMPARE(column(model, ToolCallsModel::ToolUseIdRole), QStringList(u"bad"_s));
    call(u"PreToolUse"_s, u"late"_s);
    m_store->commit();
    model.advance(m_store->lastSeq());
    call(u"PostToolUseFailure"_s, u"early"_s);
    call(u"PostToolUseFailure"_s, u"late"_s);
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(column(model, ToolCallsModel::ToolUseIdRole), QStringList({u"early"_s, u"bad"_s, u"late"_s}));
}

void TestLogModels::tellsHowLongARunningCallRuns()
{
    m_store->setTime(1'790'000'000'000);
    m_store->addCalls(u"s"_s, 0, 1);
    m_store->add(u"s"_s, u"PreToolUse"_s, {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t1"_s}});
    m_store->commit();
    ToolCallsModel model;
    OPEN(model, u"s"_s);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.passSecond(1'790'000'000'000 + 2000 + 65'000);
    QCOMPARE(text(model, 1, ToolCallsModel::DurationTextRole), u"1 m"_s);
    QCOMPARE(text(model, 0, ToolCallsModel::DurationTextRole), u"100 ms"_s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
}

void TestLogModels::boundsAndCleansWhatItShows()
{
    const QString poison = u"<img src=\"http://127.0.0.1:9/x\">\n\u202eevil\u202c"_s + QString(5000, u'x');
    m_store->add(u"s"_s, poison, {{u"tool_name"_s, poison}, {u"tool_use_id"_s, poison},
                                  {u"tool_input"_s, QJsonObject {{u"command"_s, poison}}}});
    m_store->add(u"s"_s, u"PreToolUse"_s, {{u"tool_name"_s, poison}, {u"tool_use_id"_s, poison},
                                          {u"tool_input"_s, QJsonObject {{u"command"_s, poison}}}});
    m_store->commit();
    EventsModel events;
    ToolCallsModel calls;
    OPEN(events, u"s"_s);
    OPEN(calls, u"s"_s);
    const auto check = [](const LogModel &model) {
        const QList<int> roles = model.roleNames().keys();
        for (int row = 0; row < model.count(); ++row) {
            for (const int role : roles) {
                const bool ofCalls = qobject_cast<const ToolCallsModel *>(&model);
                if (ofCalls && (role == ToolCallsModel::ToolUseIdRole || role == ToolCallsModel::DetailRole))
                    continue;
                const QString shown = text(model, row, role);
                QVERIFY2(shown.size() <= 300, qPrintable(shown.left(50)));
                QVERIFY(!shown.contains(u'\u202e') && !shown.contains(u'\n'));
            }
        }
    };
    check(events);
    check(calls);
    QCOMPARE(calls.count(), 1);
}

QTEST_GUILESS_MAIN(TestLogModels)
#include "tst_logmodels.moc"
