// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livestore.h"

#include "models/eventsmodel.h"
#include "seed.h"

#include <QAbstractItemModelTester>
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

} // namespace

#define OPEN(model, session)                                                                       \
    (model).open(m_store->readers(), SessionRef(m_store->refOf(session)));                         \
    (model).advance(m_store->lastSeq());                                                           \
    QTRY_COMPARE((model).state(), ModelState::Ready)

class TestEventsModel : public QObject
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
    void goesToTheEndThoughAnOldRowWasWantedJustBefore();
    void neverShowsAGapWhateverIsAskedInWhateverOrder();
    void saysThatAReadFailedAndReadsWhenAskedAgain();
    void dropsAnswersForAnotherSession();
    void bringsAnOldRowIntoTheWindow();
    void saysWhereARowIsNotToBeFound();

private:
    std::unique_ptr<LiveStore> m_store;
};

void TestEventsModel::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_store = std::make_unique<LiveStore>();
}

void TestEventsModel::startsAtTheNewestRowsAndReadsOlderOnesWhenAsked()
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

void TestEventsModel::keepsNoMoreThanItsWindowInEitherDirection()
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

void TestEventsModel::appendsWhatIsCommittedAndOnlyThat()
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

void TestEventsModel::readsABurstOfCommitsToItsEnd()
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

void TestEventsModel::dropsOldRowsWhileItFollows()
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

void TestEventsModel::leavesRowsAloneThatAreBeingRead()
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

void TestEventsModel::goesToTheEndThoughAnOldRowWasWantedJustBefore()
{
    m_store->addCalls(u"s"_s, 0, 3000);
    m_store->commit();
    EventsModel model;
    OPEN(model, u"s"_s);
    model.reveal(1);
    model.toEnd();
    QSignalSpy revealed(&model, &LogModel::revealed);
    // Whatever was asked first has been answered when older rows are there.
    QTRY_VERIFY((model.fetchOlder(), model.count() > LogModel::kPage));
    QCOMPARE(seqAt(model, model.count() - 1), m_store->lastSeq());
    QCOMPARE(revealed.count(), 0);
}

void TestEventsModel::neverShowsAGapWhateverIsAskedInWhateverOrder()
{
    m_store->addCalls(u"s"_s, 0, 3000);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    bool gapless = true;
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [&] { gapless = gapless && isGapless(model); });
    QRandomGenerator random(seedOfThisRun());
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

void TestEventsModel::saysThatAReadFailedAndReadsWhenAskedAgain()
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

void TestEventsModel::dropsAnswersForAnotherSession()
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

void TestEventsModel::bringsAnOldRowIntoTheWindow()
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

void TestEventsModel::saysWhereARowIsNotToBeFound()
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

QTEST_GUILESS_MAIN(TestEventsModel)
#include "tst_eventsmodel.moc"
