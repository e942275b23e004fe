// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "payloads.h"
#include "story.h"

#include <QJsonArray>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// What a turn does: its start, its stop, what makes it wait, park or fail.
class TestReducerTurns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlainTurnGoesFromStartingOverWorkingToWaiting();
    void aStopWithBackgroundTasksParks();
    void aStopWithScheduledWakeUpsParks();
    void finishedBackgroundTasksDoNotPark();
    void aCompactionShowsAndGoesAway();
    void aCompactionWithoutAnEndDoesNotStick();
    void idleAfterAnInterruptEndsTheTurn();
    void idleInAFreshSessionWaits();
    void idleLeavesParkedAndFailedAlone();
    void aFailedTurnIsRaisedOnceAndRecovers();
    void promptsThatShareAStopAllEnd();
    void promptsWithoutAnIdEndToo();
    void otherAgentsAreCountedAndCalledUnknown();
};

void TestReducerTurns::aPlainTurnGoesFromStartingOverWorkingToWaiting()
{
    Story story;
    story.tell(u"SessionStart"_s, 10, {{u"source"_s, u"startup"_s}, {u"cwd"_s, u"/home/a/dog"_s}});
    QCOMPARE(story.status(), u"starting");
    QCOMPARE(story.session().project, u"dog");
    story.tell(u"UserPromptSubmit"_s, 20, prompt(u"p"_s, u"Tidy\nup"_s));
    QCOMPARE(story.status(), u"working");
    QCOMPARE(story.session().title, u"Tidy up");
    story.tell(u"PreToolUse"_s, 30, tool(u"t"_s, u"make"_s));
    QCOMPARE(story.session().statusReason, u"Bash make");
    QCOMPARE(story.session().actionSinceMs, 30);
    story.tell(u"PostToolUse"_s, 45, tool(u"t"_s, u"make"_s));
    QCOMPARE(story.callStatus(u"t"_s), u"completed");
    QCOMPARE(story.calls().value(u"t"_s).durationMs, 15);
    story.tell(u"Stop"_s, 60, {{u"prompt_id"_s, u"p"_s}});
    QCOMPARE(story.status(), u"waiting");
    QCOMPARE(story.session().statusSinceMs, 60);
    QCOMPARE(story.turns().value(u"p"_s).endedAtMs, 60);
    QVERIFY2(story.contradiction().isEmpty(), qPrintable(story.contradiction()));
}

void TestReducerTurns::aStopWithBackgroundTasksParks()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 10, prompt(u"p"_s));
    story.tell(recorded(u"Stop.background-tasks"_s), 20);
    QCOMPARE(story.status(), u"parked");
    QVERIFY(story.session().statusReason.contains(u"background task"));
    story.tell(u"UserPromptSubmit"_s, 30, prompt(u"q"_s, u"<task-notification>done"_s));
    QCOMPARE(story.status(), u"working");
    QVERIFY(story.turns().value(u"q"_s).injected);
    story.tell(u"Stop"_s, 40, stop(0));
    QCOMPARE(story.status(), u"waiting");
}

void TestReducerTurns::aStopWithScheduledWakeUpsParks()
{
    Story story;
    story.tell(recorded(u"Stop.crons"_s), 20);
    QCOMPARE(story.status(), u"parked");
    QVERIFY(story.session().statusReason.contains(u"wake-up"));
}

void TestReducerTurns::finishedBackgroundTasksDoNotPark()
{
    Story story;
    const QJsonArray tasks{QJsonObject{{u"status"_s, u"completed"_s}}};
    story.tell(u"Stop"_s, 20, {{u"background_tasks"_s, tasks}});
    QCOMPARE(story.status(), u"waiting");
}

void TestReducerTurns::aCompactionShowsAndGoesAway()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    story.tell(u"Stop"_s, 8, stop(0));
    story.tell(u"PreCompact"_s, 10, {{u"trigger"_s, u"manual"_s}});
    QCOMPARE(story.status(), u"working");
    QVERIFY(story.session().statusReason.contains(u"compacting"));
    story.tell(u"SubagentStop"_s, 11, subagent(u"helper"_s, QString()));
    QCOMPARE(story.status(), u"working");
    story.tell(u"SessionStart"_s, 12, {{u"source"_s, u"compact"_s}});
    QCOMPARE(story.status(), u"working");
    story.tell(u"PostCompact"_s, 13, {{u"trigger"_s, u"manual"_s}});
    QCOMPARE(story.status(), u"waiting");
    story.tellLate(u"PreCompact"_s, 10, 20, {{u"trigger"_s, u"manual"_s}});
    QCOMPARE(story.status(), u"waiting");
    QCOMPARE(story.session().agents, 1);
}

void TestReducerTurns::aCompactionWithoutAnEndDoesNotStick()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    story.tell(u"PreCompact"_s, 10, {{u"trigger"_s, u"auto"_s}});
    story.tell(u"PreToolUse"_s, 20, tool(u"t"_s));
    QCOMPARE(story.session().statusReason, u"Bash ls");
    story.tell(u"PreCompact"_s, 30, {{u"trigger"_s, u"auto"_s}});
    story.tell(u"Stop"_s, 40, stop(0));
    QCOMPARE(story.status(), u"waiting");
}

void TestReducerTurns::idleAfterAnInterruptEndsTheTurn()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    story.tell(u"PreToolUse"_s, 10, tool(u"t"_s));
    story.tell(u"PermissionRequest"_s, 11, ask());
    story.tell(u"Notification"_s, 70, notification(u"idle_prompt"_s));
    QCOMPARE(story.status(), u"waiting");
    QCOMPARE(story.callStatus(u"t"_s), u"abandoned");
    QVERIFY(story.turns().value(u"p"_s).endedAtMs);
}

void TestReducerTurns::idleInAFreshSessionWaits()
{
    Story story;
    story.tell(recorded(u"SessionStart.fork"_s), 10);
    story.tell(u"Notification"_s, 70, notification(u"idle_prompt"_s));
    QCOMPARE(story.status(), u"waiting");
}

void TestReducerTurns::idleLeavesParkedAndFailedAlone()
{
    Story parked;
    parked.tell(u"Stop"_s, 10, stop(1));
    parked.tell(u"Notification"_s, 70, notification(u"idle_prompt"_s));
    QCOMPARE(parked.status(), u"parked");
    Story failed;
    failed.tell(recorded(u"StopFailure"_s), 10);
    failed.tell(u"Notification"_s, 70, notification(u"idle_prompt"_s));
    QCOMPARE(failed.status(), u"failed");
}

void TestReducerTurns::aFailedTurnIsRaisedOnceAndRecovers()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    const QJsonObject failure{{u"error"_s, u"rate_limit"_s}, {u"prompt_id"_s, u"p"_s}};
    story.tell(u"StopFailure"_s, 10, failure);
    story.tell(u"StopFailure"_s, 10, failure);
    QCOMPARE(story.status(), u"failed");
    QVERIFY(story.session().statusReason.contains(u"rate_limit"));
    QCOMPARE(story.attention().size(), 1);
    QVERIFY(story.turns().value(u"p"_s).failed);
    story.tell(u"UserPromptSubmit"_s, 20, prompt(u"q"_s));
    QCOMPARE(story.status(), u"working");
    QVERIFY(story.attention().first().resolvedAtMs);
    QVERIFY(story.session().failure.isEmpty());
}

void TestReducerTurns::promptsThatShareAStopAllEnd()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"interrupted"_s));
    story.tell(u"UserPromptSubmit"_s, 6, prompt(u"p"_s));
    story.tell(u"UserPromptSubmit"_s, 7, prompt(u"q"_s));
    story.tell(u"Stop"_s, 10, {{u"prompt_id"_s, u"q"_s}});
    for (const Turn &turn : story.turns())
        QCOMPARE(turn.endedAtMs, 10);
    QCOMPARE(story.turns().size(), 3);
}

void TestReducerTurns::promptsWithoutAnIdEndToo()
{
    Story story;
    for (int i = 0; i < 3; ++i) {
        story.tell(u"UserPromptSubmit"_s, 10 * i + 5, {{u"prompt"_s, u"go"_s}});
        story.tell(u"Stop"_s, 10 * i + 8, stop(0));
    }
    QCOMPARE(story.turns().size(), 3);
    for (const Turn &turn : story.turns())
        QVERIFY(turn.endedAtMs);
}

void TestReducerTurns::otherAgentsAreCountedAndCalledUnknown()
{
    Story story(Source::Codex);
    story.tell(QJsonObject{{u"session_id"_s, u"s"_s}, {u"hook_event_name"_s, u"Stop"_s}}, 10);
    QCOMPARE(story.status(), u"unknown");
    QVERIFY(story.session().statusReason.contains(u"Codex"));
    QCOMPARE(story.session().events, 1);
}

QTEST_APPLESS_MAIN(TestReducerTurns)
#include "tst_reducerturns.moc"
