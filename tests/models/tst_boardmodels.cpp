// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The smaller models around the board: chips, banner, palette, settings, figures.

#include "models/attentionmodel.h"
#include "models/boardfixture.h"
#include "models/commandsmodel.h"
#include "models/fakeactions.h"
#include "models/serverstate.h"
#include "models/statuscountsmodel.h"
#include "models/uisettings.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

using Tester = QAbstractItemModelTester;

namespace {

int rowOf(const StatusCountsModel &chips, SessionStatus status)
{
    for (int row = 0; row < chips.count(); ++row) {
        if (chips.data(chips.index(row), StatusCountsModel::StatusRole).toInt()
            == static_cast<int>(status))
            return row;
    }
    return -1;
}

QVariant chip(const StatusCountsModel &chips, SessionStatus status, StatusCountsModel::Role role)
{
    return chips.data(chips.index(rowOf(chips, status)), role);
}

} // namespace

class TestBoardModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChipHasTheNumberOfItsStatus();
    void aChipFiltersAloneOrTogetherWithOthers();
    void theBannerListsTheMostUrgentFirstAndFollowsWhatIsResolved();
    void theNextThatNeedsYouGoesRound();
    void thePaletteFindsActionsAndSessionsByName();
    void settingsSurviveARestart();
    void settingsThatMakeNoSenseAreTheirDefaults();
    void theStatusLineTellsOnlyWhatIsKnown();
    void hookTargetsTellWhatCameOfAnInstallation();
};

void TestBoardModels::aChipHasTheNumberOfItsStatus()
{
    BoardFixture fixture(30);
    StatusCountsModel chips(&fixture.feed, &fixture.board);
    const Tester tester(&chips, Tester::FailureReportingMode::QtTest);
    QCOMPARE(chip(chips, SessionStatus::NeedsInput, StatusCountsModel::NumberRole).toInt(), 3);
    QCOMPARE(chip(chips, SessionStatus::Lost, StatusCountsModel::NumberRole).toInt(), 1);
    QCOMPARE(chips.index(0).data(StatusCountsModel::StatusRole).toInt(),
             static_cast<int>(SessionStatus::NeedsInput));

    QSignalSpy told(&chips, &QAbstractItemModel::dataChanged);
    fixture.publish(changeOf(makeSession(24, SessionStatus::Ended, fixture.clock.nowMs())));
    QCOMPARE(told.count(), 2); // one less lost, one more ended
    QCOMPARE(chip(chips, SessionStatus::Lost, StatusCountsModel::NumberRole).toInt(), 0);
    QCOMPARE(chip(chips, SessionStatus::Lost, StatusCountsModel::ShownRole).toBool(), false);
    QCOMPARE(chip(chips, SessionStatus::Stalled, StatusCountsModel::ShownRole).toBool(), true);
}

void TestBoardModels::aChipFiltersAloneOrTogetherWithOthers()
{
    BoardFixture fixture(30);
    StatusCountsModel chips(&fixture.feed, &fixture.board);
    const int waiting = static_cast<int>(SessionStatus::Waiting);
    const int parked = static_cast<int>(SessionStatus::Parked);
    chips.choose(waiting, false);
    QCOMPARE(fixture.board.statusFilter(), 1 << waiting);
    QVERIFY(chip(chips, SessionStatus::Waiting, StatusCountsModel::SelectedRole).toBool());
    chips.choose(parked, true);
    QCOMPARE(fixture.board.statusFilter(), 1 << waiting | 1 << parked);
    chips.choose(waiting, true);
    QCOMPARE(fixture.board.statusFilter(), 1 << parked);
    chips.choose(waiting, false);
    QCOMPARE(fixture.board.statusFilter(), 1 << waiting);
    chips.choose(waiting, false);
    QCOMPARE(fixture.board.statusFilter(), 0);
}

void TestBoardModels::theBannerListsTheMostUrgentFirstAndFollowsWhatIsResolved()
{
    BoardFixture fixture(0);
    const qint64 nowMs = fixture.clock.nowMs();
    AttentionModel banner(&fixture.feed);
    const Tester tester(&banner, Tester::FailureReportingMode::QtTest);
    QCOMPARE(banner.count(), 0);

    ChangeSet set;
    QList<AttentionItem> items;
    const std::array<std::pair<AttentionKind, qint64>, 4> kinds{
        {{AttentionKind::Failed, 900'000},
         {AttentionKind::Question, 60'000},
         {AttentionKind::Permission, 120'000},
         {AttentionKind::Permission, 300'000}}};
    for (int number = 0; number < 4; ++number) {
        const auto &[kind, dwellMs] = kinds.at(static_cast<std::size_t>(number));
        const Session session = makeSession(number, SessionStatus::NeedsInput, nowMs, dwellMs);
        items.append(makeAttention(session, kind, u"Bash"_s, u"git push"_s));
        set.sessions.insert(session.ref, session);
        set.attention.insert(items.constLast().id, items.constLast());
    }
    fixture.publish(set);
    const auto refs = [&banner] {
        QList<int> list;
        for (int row = 0; row < banner.count(); ++row)
            list.append(banner.index(row).data(AttentionModel::RefRole).toInt());
        return list;
    };
    QCOMPARE(refs(), QList<int>({4, 3, 2, 1}));
    QCOMPARE(banner.index(0).data(AttentionModel::SinceRole).toString(), u"5 m"_s);

    AttentionItem resolved = items.at(2);
    resolved.resolvedAtMs = nowMs;
    ChangeSet over;
    over.attention.insert(resolved.id, resolved);
    fixture.publish(over);
    QCOMPARE(refs(), QList<int>({4, 2, 1}));

    // The older of two permissions comes back first.
    AttentionItem older = items.at(2);
    older.id += u"/again"_s;
    older.sinceMs = nowMs - 900'000;
    ChangeSet again;
    again.attention.insert(older.id, older);
    fixture.publish(again);
    QCOMPARE(refs(), QList<int>({3, 4, 2, 1}));
}

void TestBoardModels::theNextThatNeedsYouGoesRound()
{
    BoardFixture fixture(30);
    const AttentionModel banner(&fixture.feed);
    QCOMPARE(banner.count(), 3);
    const double first = banner.nextAfter(-1);
    const double second = banner.nextAfter(first);
    const double third = banner.nextAfter(second);
    QVERIFY(first != second && second != third && third != first);
    QCOMPARE(banner.nextAfter(third), first);
    QCOMPARE(banner.nextAfter(12345), first);
    BoardFixture empty(0);
    QCOMPARE(AttentionModel(&empty.feed).nextAfter(1), -1.0);
}

void TestBoardModels::thePaletteFindsActionsAndSessionsByName()
{
    BoardFixture fixture(30);
    CommandsModel commands(&fixture.feed);
    const Tester tester(&commands, Tester::FailureReportingMode::QtTest);
    commands.addAction(u"wall"_s, u"Wall: chips and tiles only"_s, u"F11"_s);
    commands.addAction(u"keys"_s, u"Show the keys"_s, u"?"_s);
    commands.refresh();
    QCOMPARE(commands.count(), 32);
    commands.setSearch(u"keys show"_s);
    QCOMPARE(commands.count(), 1);
    QSignalSpy action(&commands, &CommandsModel::actionChosen);
    commands.choose(0);
    QCOMPARE(action.at(0).at(0).toString(), u"keys"_s);

    commands.setSearch(u"gateway"_s);
    QVERIFY(commands.count() > 0);
    QSignalSpy session(&commands, &CommandsModel::sessionChosen);
    commands.choose(0);
    const auto ref = static_cast<SessionRef>(session.at(0).at(0).toLongLong());
    QCOMPARE(fixture.feed.sessions().value(ref).project, u"gateway"_s);
    commands.setSearch(u"no such thing"_s);
    QCOMPARE(commands.count(), 0);
    commands.choose(0);
    QCOMPARE(action.count() + session.count(), 2);
    // What another session has started says so.
    Session run = fixture.feed.sessions().value(ref);
    run.title = u"Count the lines"_s;
    run.parent = std::find_if(fixture.feed.sessions().cbegin(), fixture.feed.sessions().cend(),
                              [](const Session &other) { return other.project != u"gateway"_s; })
                     ->ref;
    fixture.publish(run);
    commands.setSearch(u"count the lines"_s);
    QCOMPARE(commands.count(), 1);
    QCOMPARE(
        commands.index(0).data(CommandsModel::DetailRole).toString(),
        u"run of %1: Count the lines"_s.arg(fixture.feed.sessions().value(*run.parent).project));
}

void TestBoardModels::settingsSurviveARestart()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.ini"_s);
    {
        UiSettings settings(path);
        QVERIFY(!settings.geometry().isValid());
        settings.setGeometry({10, 20, 900, 600});
        settings.setPage(u"board"_s);
        settings.setStatusFilter(5);
        settings.setGrouping(2);
        settings.setSearch(u"web"_s);
        settings.setMaximized(true);
        QSignalSpy changed(&settings, &UiSettings::groupingChanged);
        settings.setGrouping(2);
        QCOMPARE(changed.count(), 0);
    }
    const UiSettings settings(path);
    QCOMPARE(settings.geometry(), QRect(10, 20, 900, 600));
    QCOMPARE(settings.page(), u"board"_s);
    QCOMPARE(settings.statusFilter(), 5);
    QCOMPARE(settings.grouping(), 2);
    QCOMPARE(settings.search(), u"web"_s);
    QVERIFY(settings.maximized());
}

void TestBoardModels::settingsThatMakeNoSenseAreTheirDefaults()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.ini"_s);
    {
        QSettings raw(path, QSettings::IniFormat);
        raw.setValue(u"window/geometry"_s, QRect(0, 0, 1, 90'000));
        raw.setValue(u"board/status_filter"_s, -7);
        raw.setValue(u"board/grouping"_s, 17);
        raw.setValue(u"board/search"_s, QString(100'000, u'x'));
    }
    const UiSettings settings(path);
    QVERIFY(!settings.geometry().isValid());
    QCOMPARE(settings.statusFilter(), 0);
    QCOMPARE(settings.grouping(), 0);
    QVERIFY(settings.search().size() <= UiSettings::kLongestSearch);
}

void TestBoardModels::theStatusLineTellsOnlyWhatIsKnown()
{
    QLocale::setDefault(QLocale::c());
    ServerState server;
    QCOMPARE(server.store(), ServerState::Wiring);
    QVERIFY(server.rateText().isEmpty());
    QVERIFY(server.commitText().isEmpty());
    QVERIFY(server.storeText().isEmpty());
    QVERIFY(server.deadLettersText().isEmpty());
    QVERIFY(server.preparingText().isEmpty());
    QVERIFY(server.jobsText().isEmpty());

    QSignalSpy changed(&server, &ServerState::figuresChanged);
    ServerFigures figures;
    figures.listening = true;
    figures.address = u"127.0.0.1:4519"_s;
    figures.eventsPerMinute = 0;
    figures.commitP99Ms = 3.24;
    figures.spooled = 2;
    figures.deadLetters = 1;
    figures.storeBytes = 190'840'832;
    figures.copiedPercent = 34;
    figures.jobsProblem = u"backup: the time zone is not known here"_s;
    server.setFigures(figures);
    server.setFigures(figures);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(server.rateText(), u"0 events/min"_s);
    QCOMPARE(server.commitText(), u"commit p99 3.2 ms"_s);
    QCOMPARE(server.droppedText(), u"dropped 0"_s);
    QCOMPARE(server.storeText(), u"store 182.0 MB"_s);
    QVERIFY(server.preparingText().contains(u"34 %"_s));
    QCOMPARE(server.jobsText(), u"jobs not seen to"_s);
    QVERIFY(server.spooling());
    QVERIFY(!server.dropping());

    server.setStore(ServerState::Failed, u"It is corrupt."_s, true, false);
    QCOMPARE(server.storeReason(), u"It is corrupt."_s);
    QVERIFY(server.canSetAside());
    QVERIFY(!server.canRestore());
}

void TestBoardModels::hookTargetsTellWhatCameOfAnInstallation()
{
    FakeActions actions;
    HookTargetsModel *targets = actions.hookTargets();
    const Tester tester(targets, Tester::FailureReportingMode::QtTest);
    QVERIFY(!targets->searched());
    actions.findHookTargets();
    QVERIFY(targets->searched());
    QCOMPARE(targets->count(), 2);
    QSignalSpy told(targets, &QAbstractItemModel::dataChanged);
    targets->setTargetState(u"claude-code"_s, AgentHooks::Failed, u"No permission."_s);
    targets->setTargetState(u"no-such-agent"_s, AgentHooks::Installed, {});
    QCOMPARE(told.count(), 1);
    QCOMPARE(targets->index(0).data(HookTargetsModel::InstallStateRole).toInt(),
             static_cast<int>(HookTargetsModel::Failed));
    QCOMPARE(targets->index(0).data(HookTargetsModel::DetailRole).toString(), u"No permission."_s);
}

QTEST_GUILESS_MAIN(TestBoardModels)

#include "tst_boardmodels.moc"
