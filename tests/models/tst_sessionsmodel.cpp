// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/boardfixture.h"
#include "seed.h"

#include <random>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// The order of the board and what it tells of its rows.
class TestSessionsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesStateAndReasonFromTheFeed();
    void sortsByNeedThenByWhoWaitsLongest();
    void aSessionWhoseNeedChangesMovesAndNothingIsReset();
    void onlyWhatHasChangedIsToldAndWithItsRoles();
    void rowsSideBySideWithTheSameChangesAreToldOnce();
    void whatChangesWithEveryCallIsShownAFewTimesASecond();
    void whileThePointerIsOverItNothingMovesAndTheNewComesLast();
    void theOrderIsFreeAgainSomeTimeAfterThePointerLeft();
    void theSelectionStaysWithItsSession();
    void dwellTimesTickTogetherAndOnlyWhereTheTextChanges();
    void survivesAnyOrderOfChanges();
};

void TestSessionsModel::takesStateAndReasonFromTheFeed()
{
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    store.failure = Error{ErrorCode::Permission, u"No access."_s};
    LiveFeed feed(changes, store.patient(), clock);
    SessionsModel board(&feed);
    QCOMPARE(board.state(), ModelState::Loading);
    feed.load();
    store.answer();
    QCOMPARE(board.state(), ModelState::Failed);
    QCOMPARE(board.errorText(), u"No access."_s);
    QCOMPARE(board.count(), 0);

    store.failure.reset();
    board.retry();
    QCOMPARE(board.state(), ModelState::Loading);
    store.answer();
    QCOMPARE(board.state(), ModelState::Ready);
    QCOMPARE(board.total(), 0);
}

void TestSessionsModel::sortsByNeedThenByWhoWaitsLongest()
{
    LiveSnapshot content;
    const qint64 nowMs = HeldClock().nowMs();
    int number = 0;
    for (const SessionStatus status :
         {SessionStatus::Ended, SessionStatus::Parked, SessionStatus::Working,
          SessionStatus::Starting, SessionStatus::Unknown, SessionStatus::Waiting,
          SessionStatus::Lost, SessionStatus::Stalled, SessionStatus::Failed,
          SessionStatus::NeedsInput})
        content.sessions.push_back(makeSession(number++, status, nowMs));
    content.sessions.push_back(makeSession(number++, SessionStatus::NeedsInput, nowMs, 300'000));
    content.sessions.push_back(makeSession(number++, SessionStatus::NeedsInput, nowMs, 1'000));
    const BoardFixture fixture(content);
    QCOMPARE(fixture.order(), QList<int>({11, 10, 12, 9, 8, 7, 6, 5, 4, 3, 2, 1}));
}

void TestSessionsModel::aSessionWhoseNeedChangesMovesAndNothingIsReset()
{
    BoardFixture fixture(makeCrowd(30, HeldClock().nowMs()));
    QSignalSpy reset(&fixture.board, &QAbstractItemModel::modelReset);
    QSignalSpy moved(&fixture.board, &QAbstractItemModel::rowsMoved);
    QSignalSpy removed(&fixture.board, &QAbstractItemModel::rowsRemoved);
    QSignalSpy inserted(&fixture.board, &QAbstractItemModel::rowsInserted);
    Session session = makeSession(2, SessionStatus::NeedsInput, fixture.clock.nowMs(), 9'000'000);
    fixture.publish(session);
    QCOMPARE(static_cast<int>(fixture.board.refAt(0)), 3);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(reset.count() + removed.count() + inserted.count(), 0);
}

void TestSessionsModel::onlyWhatHasChangedIsToldAndWithItsRoles()
{
    BoardFixture fixture(makeCrowd(30, HeldClock().nowMs()));
    QSignalSpy told(&fixture.board, &QAbstractItemModel::dataChanged);
    Session session = fixture.feed.sessions().value(static_cast<SessionRef>(5));
    session.branch = u"other"_s;
    session.lastSeq += 1;
    session.events += 1;
    fixture.publish(session);
    QCOMPARE(told.count(), 1);
    QCOMPARE(told.at(0).at(0).toModelIndex().row(), fixture.board.rowOf(5));
    QCOMPARE(told.at(0).at(1).toModelIndex().row(), fixture.board.rowOf(5));
    QCOMPARE(told.at(0).at(2).value<QList<int>>(), QList<int>{SessionsModel::BranchRole});

    // Nothing that is shown has changed: nothing is told.
    told.clear();
    session.lastSeq += 1;
    session.events += 1;
    fixture.publish(session);
    QCOMPARE(told.count(), 0);
}

void TestSessionsModel::rowsSideBySideWithTheSameChangesAreToldOnce()
{
    BoardFixture fixture(makeCrowd(30, HeldClock().nowMs()));
    QSignalSpy told(&fixture.board, &QAbstractItemModel::dataChanged);
    ChangeSet set;
    for (const Session &session : fixture.feed.sessions()) {
        Session changed = session;
        changed.branch = u"release"_s;
        set.sessions.insert(changed.ref, changed);
    }
    fixture.publish(set);
    QCOMPARE(told.count(), 1);
    QCOMPARE(told.at(0).at(0).toModelIndex().row(), 0);
    QCOMPARE(told.at(0).at(1).toModelIndex().row(), fixture.board.count() - 1);
}

void TestSessionsModel::whatChangesWithEveryCallIsShownAFewTimesASecond()
{
    const qint64 nowMs = HeldClock().nowMs();
    LiveSnapshot content;
    content.sessions = {makeSession(0, SessionStatus::Working, nowMs)};
    BoardFixture fixture(content);
    Session session = content.sessions.front();
    QSignalSpy told(&fixture.board, &QAbstractItemModel::dataChanged);
    QElapsedTimer elapsed;
    elapsed.start();
    for (int i = 0; i < 20; ++i) {
        session.actionSummary = u"call %1"_s.arg(i);
        session.lastSeq += 1;
        fixture.publish(session);
    }
    // As often as time allows, and no more; and what came last is what is shown in the end.
    QTRY_COMPARE(fixture.text(0, SessionsModel::ActionTextRole), u"call 19"_s);
    QVERIFY2(told.count() <= elapsed.elapsed() / SessionsModel::kFastMs + 1,
             qPrintable(QString::number(told.count())));

    // A change of status is shown at once, with what it is about.
    session.status = SessionStatus::Waiting;
    session.actionTool.clear();
    fixture.publish(session);
    QCOMPARE(fixture.board.data(fixture.board.index(0), SessionsModel::StatusRole).toInt(),
             static_cast<int>(SessionStatus::Waiting));
}

void TestSessionsModel::whileThePointerIsOverItNothingMovesAndTheNewComesLast()
{
    const qint64 nowMs = HeldClock().nowMs();
    LiveSnapshot content;
    for (int number = 0; number < 5; ++number)
        content.sessions.push_back(
            makeSession(number, SessionStatus::Working, nowMs, 100'000 - number));
    BoardFixture fixture(content);
    QCOMPARE(fixture.order(), QList<int>({1, 2, 3, 4, 5}));
    fixture.board.pointerMoved();
    QVERIFY(fixture.board.held());

    fixture.publish(makeSession(3, SessionStatus::NeedsInput, nowMs));
    fixture.publish(makeSession(8, SessionStatus::Failed, nowMs));
    QCOMPARE(fixture.order(), QList<int>({1, 2, 3, 4, 5, 9}));
    QCOMPARE(fixture.board.data(fixture.board.index(3), SessionsModel::StatusRole).toInt(),
             static_cast<int>(SessionStatus::NeedsInput)); // it says so in its place
    // What would leave the board stays too.
    Session ended = makeSession(0, SessionStatus::Ended, nowMs, 2 * SessionsModel::kEndedShownMs);
    fixture.publish(ended);
    QCOMPARE(fixture.order(), QList<int>({1, 2, 3, 4, 5, 9}));

    // Filtering is a wish to see something else, now.
    fixture.board.setSearch(u"e"_s);
    QVERIFY(!fixture.board.held());
    fixture.board.clearFilter();
    QCOMPARE(fixture.order(), QList<int>({4, 9, 2, 3, 5}));
}

void TestSessionsModel::theOrderIsFreeAgainSomeTimeAfterThePointerLeft()
{
    const qint64 nowMs = HeldClock().nowMs();
    LiveSnapshot content;
    content.sessions = {makeSession(0, SessionStatus::Working, nowMs),
                        makeSession(1, SessionStatus::Working, nowMs, 1000)};
    BoardFixture fixture(content);
    fixture.board.pointerMoved();
    fixture.publish(makeSession(1, SessionStatus::NeedsInput, nowMs));
    fixture.board.pointerLeft();
    QCOMPARE(fixture.order(), QList<int>({1, 2})); // not at once
    QTRY_COMPARE(fixture.order(), QList<int>({2, 1}));
    QVERIFY(!fixture.board.held());
}

void TestSessionsModel::theSelectionStaysWithItsSession()
{
    BoardFixture fixture(makeCrowd(30, HeldClock().nowMs()));
    fixture.board.setCurrentRow(fixture.board.rowOf(3));
    QSignalSpy changed(&fixture.board, &SessionsModel::currentRowChanged);
    fixture.publish(makeSession(2, SessionStatus::NeedsInput, fixture.clock.nowMs(), 9'000'000));
    QCOMPARE(fixture.board.currentRow(), 0);
    QCOMPARE(changed.count(), 1);

    // When it goes, the one in its place is selected.
    fixture.board.setStatusFilter(1 << static_cast<int>(SessionStatus::Working));
    QCOMPARE(fixture.board.currentRow(), 0);
    fixture.board.setSearch(u"nothing has this name"_s);
    QCOMPARE(fixture.board.currentRow(), -1);
}

void TestSessionsModel::dwellTimesTickTogetherAndOnlyWhereTheTextChanges()
{
    const qint64 nowMs = HeldClock().nowMs();
    LiveSnapshot content;
    content.sessions = {makeSession(0, SessionStatus::Waiting, nowMs, 10'000),
                        makeSession(1, SessionStatus::Waiting, nowMs, 9'000),
                        makeSession(2, SessionStatus::Waiting, nowMs, 8'000),
                        makeSession(3, SessionStatus::Failed, nowMs, 600'000)};
    BoardFixture fixture(content);
    Q_EMIT fixture.feed.secondPassed(fixture.clock.nowMs());
    QSignalSpy told(&fixture.board, &QAbstractItemModel::dataChanged);
    fixture.clock.advance(1000);
    Q_EMIT fixture.feed.secondPassed(fixture.clock.nowMs());
    QCOMPARE(told.count(), 1); // the three with seconds, side by side; not the one with minutes
    QCOMPARE(told.at(0).at(0).toModelIndex().row(), 1);
    QCOMPARE(told.at(0).at(1).toModelIndex().row(), 3);
    QCOMPARE(fixture.text(1, SessionsModel::DwellRole), u"11 s"_s);
    QCOMPARE(fixture.text(0, SessionsModel::DwellRole), u"10 m"_s);
}

void TestSessionsModel::survivesAnyOrderOfChanges()
{
    std::mt19937 random(seedOfThisRun());
    const auto below = [&random](int limit) {
        return static_cast<int>(random() % unsigned(limit));
    };
    BoardFixture fixture(makeCrowd(20, HeldClock().nowMs()));
    qint64 seq = 1000;
    for (int round = 0; round < 300; ++round) {
        ChangeSet set;
        for (int i = below(6); i >= 0; --i) {
            Session session = makeSession(below(40), static_cast<SessionStatus>(below(10)),
                                          fixture.clock.nowMs(), below(8'000'000));
            session.lastSeq = ++seq;
            set.sessions.insert(session.ref, session);
        }
        set.events = set.sessions.size();
        fixture.publish(set);
        switch (below(8)) {
        case 0:
            fixture.board.setGrouping(static_cast<SessionsModel::Grouping>(below(3)));
            break;
        case 1:
            fixture.board.setStatusFilter(below(1024));
            break;
        case 2:
            fixture.board.setSearch(below(2) == 0 ? u"web"_s : QString());
            break;
        case 3:
            fixture.board.pointerMoved();
            break;
        case 4:
            fixture.board.setCurrentRow(below(20) - 1);
            break;
        case 5:
            Q_EMIT fixture.feed.secondPassed(fixture.clock.nowMs());
            break;
        default:
            break;
        }
        for (int row = 0; row < fixture.board.count(); ++row)
            QCOMPARE(fixture.board.rowOf(fixture.board.refAt(row)), row);
    }
    // Let go, it stands as it would if it had been read anew.
    fixture.board.clearFilter();
    fixture.board.setGrouping(SessionsModel::NoGroups);
    fixture.board.setSearch(u"x"_s);
    fixture.board.clearFilter();
    const SessionsModel fresh(&fixture.feed);
    QList<int> expected;
    for (int row = 0; row < fresh.count(); ++row)
        expected.append(static_cast<int>(fresh.refAt(row)));
    QCOMPARE(fixture.order(), expected);
}

QTEST_GUILESS_MAIN(TestSessionsModel)

#include "tst_sessionsmodel.moc"
