// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/boardfixture.h"
#include "models/statuscountsmodel.h"

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// Which sessions the board shows, and in which groups.
class TestSessionsFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filtersByStatusAndByWords();
    void provisionalSessionsAreNotShown();
    void whatAnotherSessionHasStartedIsShownThere();
    void whatEndedOverAnHourAgoIsShownOnlyWhenAskedFor();
    void aSessionThatTheFilterHidesCanBeRevealed();
    void groupsStandInOrderOfTheirNeediestMember();
    void textsFromOutsideAreOneLineOfBoundedLength();
};

void TestSessionsFilter::filtersByStatusAndByWords()
{
    BoardFixture fixture(makeCrowd(60, HeldClock().nowMs()));
    const int all = fixture.board.count();
    fixture.board.setStatusFilter(1 << static_cast<int>(SessionStatus::Parked));
    QCOMPARE(fixture.board.count(), 4);
    fixture.board.setStatusFilter(1 << static_cast<int>(SessionStatus::Parked)
                                  | 1 << static_cast<int>(SessionStatus::Lost));
    QCOMPARE(fixture.board.count(), 6);
    fixture.board.setStatusFilter(0);

    fixture.board.setSearch(u"  BILLING perf "_s);
    QVERIFY(fixture.board.count() > 0);
    for (int row = 0; row < fixture.board.count(); ++row) {
        QCOMPARE(fixture.text(row, SessionsModel::ProjectRole), u"billing"_s);
        QCOMPARE(fixture.text(row, SessionsModel::BranchRole), u"perf"_s);
    }
    fixture.board.setSearch(u"grep"_s);
    QVERIFY(fixture.board.count() > 0);
    for (int row = 0; row < fixture.board.count(); ++row)
        QCOMPARE(fixture.text(row, SessionsModel::ActionToolRole), u"Grep"_s);
    // A session that begins to match appears.
    const int before = fixture.board.count();
    Session session = makeSession(70, SessionStatus::Working, fixture.clock.nowMs());
    session.actionTool = u"Grep"_s;
    fixture.publish(session);
    QCOMPARE(fixture.board.count(), before + 1);
    fixture.board.clearFilter();
    QCOMPARE(fixture.board.count(), all + 1);
}

void TestSessionsFilter::provisionalSessionsAreNotShown()
{
    LiveSnapshot content = makeCrowd(2, HeldClock().nowMs());
    content.sessions.front().provisional = true;
    BoardFixture fixture(content);
    QCOMPARE(fixture.order(), QList<int>{2});
    QCOMPARE(fixture.board.total(), 1);
    Session session = content.sessions.front();
    session.provisional = false;
    fixture.publish(session);
    QCOMPARE(fixture.board.count(), 2);
    QCOMPARE(fixture.board.total(), 2);
}

void TestSessionsFilter::whatAnotherSessionHasStartedIsShownThere()
{
    BoardFixture fixture(makeCrowd(3, HeldClock().nowMs()));
    StatusCountsModel chips(&fixture.feed, &fixture.board);
    const auto counted = [&chips] {
        int sum = 0;
        for (int row = 0; row < chips.rowCount(); ++row)
            sum += chips.data(chips.index(row), StatusCountsModel::NumberRole).toInt();
        return sum;
    };
    QCOMPARE(fixture.board.total(), 3);
    QCOMPARE(counted(), 3);
    Session run = makeCrowd(3, HeldClock().nowMs()).sessions.front();
    run.parent = SessionRef{2};
    fixture.publish(run);
    QCOMPARE(fixture.board.total(), 2);
    QCOMPARE(fixture.board.count(), 2);
    QCOMPARE(counted(), 2);
}

void TestSessionsFilter::whatEndedOverAnHourAgoIsShownOnlyWhenAskedFor()
{
    const qint64 nowMs = HeldClock().nowMs();
    LiveSnapshot content;
    content.sessions = {
        makeSession(0, SessionStatus::Ended, nowMs, SessionsModel::kEndedShownMs - 60'000),
        makeSession(1, SessionStatus::Ended, nowMs, SessionsModel::kEndedShownMs + 60'000)};
    BoardFixture fixture(content);
    QCOMPARE(fixture.order(), QList<int>{1});
    QCOMPARE(fixture.board.total(), 2);
    fixture.board.setStatusFilter(1 << static_cast<int>(SessionStatus::Ended));
    QCOMPARE(fixture.order(), QList<int>({2, 1}));
    fixture.board.clearFilter();

    // Time alone takes it off the board.
    fixture.clock.advance(2 * 60'000);
    Q_EMIT fixture.feed.secondPassed(fixture.clock.nowMs());
    QCOMPARE(fixture.board.count(), 0);
}

void TestSessionsFilter::aSessionThatTheFilterHidesCanBeRevealed()
{
    BoardFixture fixture(makeCrowd(10, HeldClock().nowMs()));
    fixture.board.setSearch(u"nothing has this name"_s);
    fixture.board.reveal(4);
    QVERIFY(fixture.board.rowOf(4) >= 0);
    QVERIFY(fixture.board.search().isEmpty());
}

void TestSessionsFilter::groupsStandInOrderOfTheirNeediestMember()
{
    const qint64 nowMs = HeldClock().nowMs();
    const auto inProject = [nowMs](int number, SessionStatus status, const QString &project) {
        Session session = makeSession(number, status, nowMs);
        session.project = project;
        return session;
    };
    LiveSnapshot content;
    content.sessions = {inProject(0, SessionStatus::Working, u"a"_s),
                        inProject(1, SessionStatus::Working, u"b"_s),
                        inProject(2, SessionStatus::NeedsInput, u"b"_s),
                        inProject(3, SessionStatus::Failed, u"c"_s)};
    BoardFixture fixture(content);
    fixture.board.pointerMoved(); // to group lets go of the order: held, groups would be in pieces
    fixture.board.setGrouping(SessionsModel::ByProject);
    QVERIFY(!fixture.board.held());
    QCOMPARE(fixture.order(), QList<int>({3, 2, 4, 1}));
    const std::vector<BoardGroup> expected{{u"b"_s, 0, 2}, {u"c"_s, 2, 1}, {u"a"_s, 3, 1}};
    QVERIFY(fixture.board.groups() == expected);
    QCOMPARE(fixture.text(0, SessionsModel::GroupRole), u"b"_s);
    fixture.board.setGrouping(SessionsModel::NoGroups);
    QVERIFY(fixture.board.groups().empty());
}

void TestSessionsFilter::textsFromOutsideAreOneLineOfBoundedLength()
{
    const BoardFixture fixture(makePoisonedCrowd(u"http://127.0.0.1:9"_s, HeldClock().nowMs()));
    QVERIFY(fixture.board.count() > 40);
    for (int row = 0; row < fixture.board.count(); ++row) {
        for (const SessionsModel::Role role :
             {SessionsModel::ProjectRole, SessionsModel::BranchRole, SessionsModel::TitleRole,
              SessionsModel::ModelRole, SessionsModel::ReasonRole, SessionsModel::ActionToolRole,
              SessionsModel::ActionTextRole}) {
            const QString text = fixture.text(row, role);
            QVERIFY(text.size() <= 240);
            for (const QChar c : text)
                QVERIFY(c.unicode() >= 0x20 && c.unicode() != 0x202e && c.unicode() != 0x2028);
        }
        QVERIFY(fixture.board.tooltip(row).size() < 2000);
    }
}

QTEST_GUILESS_MAIN(TestSessionsFilter)

#include "tst_sessionsfilter.moc"
