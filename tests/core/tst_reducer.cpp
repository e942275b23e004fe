// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "story.h"

#include <QJsonArray>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject tool(const QString &id, const QString &command = u"ls"_s, const QString &agent = {})
{
    QJsonObject fields{{u"tool_name"_s, u"Bash"_s},
                       {u"tool_use_id"_s, id},
                       {u"tool_input"_s, QJsonObject{{u"command"_s, command}}}};
    if (!agent.isEmpty()) {
        fields.insert(u"agent_id"_s, agent);
        fields.insert(u"agent_type"_s, u"Explore"_s);
    }
    return fields;
}

QJsonObject ask(const QString &command = u"ls"_s, const QString &agent = {})
{
    QJsonObject fields = tool({}, command, agent);
    fields.remove(u"tool_use_id"_s);
    return fields;
}

QJsonObject prompt(const QString &id, const QString &text = u"go on"_s)
{
    return {{u"prompt"_s, text}, {u"prompt_id"_s, id}};
}

QJsonObject subagent(const QString &id, const QString &type = u"Explore"_s)
{
    return {{u"agent_id"_s, id}, {u"agent_type"_s, type}};
}

QJsonObject notification(const QString &type)
{
    return {{u"notification_type"_s, type}, {u"message"_s, u"a message"_s}};
}

QJsonObject batch(const QStringList &ids, const QString &response = u"done"_s)
{
    QJsonArray calls;
    for (const QString &id : ids)
        calls.append(QJsonObject{
            {u"tool_use_id"_s, id}, {u"tool_name"_s, u"Bash"_s}, {u"tool_response"_s, response}});
    return {{u"tool_calls"_s, calls}};
}

QJsonObject stop(int tasks, int crons = 0)
{
    QJsonArray running;
    for (int i = 0; i < tasks; ++i)
        running.append(QJsonObject{{u"id"_s, i}, {u"status"_s, u"running"_s}});
    QJsonArray wakeUps;
    for (int i = 0; i < crons; ++i)
        wakeUps.append(QJsonObject{{u"id"_s, i}});
    return {{u"background_tasks"_s, running}, {u"session_crons"_s, wakeUps}};
}

} // namespace

// The rules, each with the trap that a naive monitor falls into.
class TestReducer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlainTurnGoesFromStartingOverWorkingToWaiting();
    void aStopWithBackgroundTasksParks();
    void aStopWithScheduledWakeUpsParks();
    void finishedBackgroundTasksDoNotPark();
    void theStopOfAnInnerHelperMakesNoAgent();
    void aSubagentStopWithoutAStartIsAnAgentThatEnded();
    void anEmptyTypeStopsAKnownSubagent();
    void aRequestBelongsToTheOpenCallThatWantsTheSame();
    void twoRequestsForEqualCallsAreTwoQuestions();
    void anAnsweredRequestIsOverWithItsCall();
    void aRefusalIsSeenByTheNextPrompt();
    void aRequestBeforeItsCallIsOverWhenTheToolHasRun();
    void aRefusedCallOfAPrintSessionIsDenied();
    void callsThatOnlyABatchNamesAreCounted();
    void aBatchThatOvertakesTheCallIsCorrectedByIt();
    void theClassifierDenies();
    void eventsBeforeTheSessionStartTell();
    void theFirstEventHeardMayBeTheEndOfACall();
    void aLateEndDoesNotDragARunningSessionBack();
    void aLateStopDoesNotEndTheNextTurn();
    void aLateCallOfATurnThatIsOverIsAbandoned();
    void aLateCallOfAnEndedSessionRunsNot();
    void aLatePromptCompletesHistoryOnly();
    void aLateNotificationAsksNothing();
    void aLateRequestOfASubagentAsksNothing();
    void theSameEventTwiceChangesCountsOnly();
    void aResumeAfterTheEndWaits();
    void aResumeInTheMillisecondOfTheEndCounts();
    void aPromptAfterTheEndResumesWithoutAStart();
    void whatTricklesInAfterTheEndResumesNothing();
    void aClearedSessionWaitsAndAForkIsNew();
    void aCompactionShowsAndGoesAway();
    void aCompactionWithoutAnEndDoesNotStick();
    void idleAfterAnInterruptEndsTheTurn();
    void idleInAFreshSessionWaits();
    void idleLeavesParkedAndFailedAlone();
    void theAgentCallMayEndBeforeOrAfterItsSubagentStarts();
    void aForegroundSubagentEndsWithItsCall();
    void subagentsOfSubagentsHaveParents();
    void aTeammateIsGivenWorkAgain();
    void aTeammateThatIdlesHasStopped();
    void aProvisionalSessionIsHiddenUntilItSpeaks();
    void anElicitationIsAQuestionUntilItsResult();
    void aFailedTurnIsRaisedOnceAndRecovers();
    void theFailureOfASubagentIsNotTheSessions();
    void theEndClosesEverything();
    void promptsThatShareAStopAllEnd();
    void promptsWithoutAnIdEndToo();
    void aClockSetBackDoesNotFreezeTheStatus();
    void nothingHappensAfterItWasReceived();
    void otherAgentsAreCountedAndCalledUnknown();
};

void TestReducer::aPlainTurnGoesFromStartingOverWorkingToWaiting()
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

void TestReducer::aStopWithBackgroundTasksParks()
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

void TestReducer::aStopWithScheduledWakeUpsParks()
{
    Story story;
    story.tell(recorded(u"Stop.crons"_s), 20);
    QCOMPARE(story.status(), u"parked");
    QVERIFY(story.session().statusReason.contains(u"wake-up"));
}

void TestReducer::finishedBackgroundTasksDoNotPark()
{
    Story story;
    const QJsonArray tasks{QJsonObject{{u"status"_s, u"completed"_s}}};
    story.tell(u"Stop"_s, 20, {{u"background_tasks"_s, tasks}});
    QCOMPARE(story.status(), u"waiting");
}

void TestReducer::theStopOfAnInnerHelperMakesNoAgent()
{
    Story story;
    story.tell(recorded(u"SubagentStop"_s), 10);
    story.tell(u"SubagentStop"_s, 20, subagent(u"helper"_s, QString()));
    QVERIFY(!story.agents().contains(u"helper"_s));
    QCOMPARE(story.session().runningSubagents, 0);
    QCOMPARE(story.session().events, 2);
}

void TestReducer::aSubagentStopWithoutAStartIsAnAgentThatEnded()
{
    Story story;
    story.tell(u"SubagentStop"_s, 20, subagent(u"a"_s));
    QCOMPARE(story.session().agents, 2);
    QCOMPARE(story.session().runningSubagents, 0);
    QCOMPARE(story.agents().value(u"a"_s).endedAtMs, 20);
    QVERIFY(!story.agents().value(u"a"_s).startedAtMs);
}

void TestReducer::anEmptyTypeStopsAKnownSubagent()
{
    Story story;
    story.tell(u"SubagentStart"_s, 10, subagent(u"a"_s));
    story.tell(u"SubagentStop"_s, 20, subagent(u"a"_s, QString()));
    QCOMPARE(story.session().runningSubagents, 0);
    QCOMPARE(story.agents().value(u"a"_s).type, u"Explore");
}

void TestReducer::aRequestBelongsToTheOpenCallThatWantsTheSame()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    story.tell(u"PreToolUse"_s, 10, tool(u"old"_s, u"rm x"_s));
    story.tell(u"PostToolUse"_s, 12, tool(u"old"_s, u"rm x"_s));
    story.tell(u"PreToolUse"_s, 20, tool(u"this"_s, u"rm x"_s));
    story.tell(u"PreToolUse"_s, 21, tool(u"other"_s, u"ls"_s));
    story.tell(u"PreToolUse"_s, 22, tool(u"sub"_s, u"rm x"_s, u"a"_s));
    story.tell(u"PermissionRequest"_s, 23, ask(u"rm x"_s));
    QCOMPARE(story.status(), u"needs_input");
    QVERIFY(story.session().statusReason.contains(u"rm x"));
    QCOMPARE(story.openAsks().size(), std::size_t(1));
    QCOMPARE(story.openAsks().front().toolUseId, u"this");
    story.tell(u"PermissionRequest"_s, 24, ask(u"rm x"_s, u"a"_s));
    QCOMPARE(story.openAsks().size(), std::size_t(2));
}

void TestReducer::twoRequestsForEqualCallsAreTwoQuestions()
{
    Story story;
    story.tell(u"PreToolUse"_s, 10, tool(u"x"_s));
    story.tell(u"PreToolUse"_s, 11, tool(u"y"_s));
    story.tell(u"PermissionRequest"_s, 12, ask());
    story.tell(u"PermissionRequest"_s, 13, ask());
    QCOMPARE(story.openAsks().size(), std::size_t(2));
    story.tell(u"PostToolUse"_s, 20, tool(u"y"_s));
    QCOMPARE(story.status(), u"needs_input");
    story.tell(u"PostToolUse"_s, 21, tool(u"x"_s));
    QCOMPARE(story.status(), u"working");
}

void TestReducer::anAnsweredRequestIsOverWithItsCall()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    story.tell(u"PreToolUse"_s, 10, tool(u"t"_s));
    story.tell(u"PermissionRequest"_s, 11, ask());
    story.tell(u"Notification"_s, 12, notification(u"permission_prompt"_s));
    QCOMPARE(story.openAsks().size(), std::size_t(1));
    story.tell(u"PostToolUse"_s, 20, tool(u"t"_s));
    QCOMPARE(story.status(), u"working");
    QCOMPARE(story.attention().first().resolution, u"PostToolUse");
    QCOMPARE(story.attention().first().resolvedAtMs, 20);
}

void TestReducer::aRefusalIsSeenByTheNextPrompt()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    story.tell(u"PreToolUse"_s, 10, tool(u"t"_s));
    story.tell(u"PermissionRequest"_s, 11, ask());
    story.tell(u"UserPromptSubmit"_s, 20, prompt(u"q"_s));
    QCOMPARE(story.status(), u"working");
    QVERIFY(story.openAsks().empty());
    QCOMPARE(story.callStatus(u"t"_s), u"abandoned");
    QCOMPARE(story.session().openCalls, 0);
    QVERIFY(story.session().actionTool.isEmpty());
}

void TestReducer::aRequestBeforeItsCallIsOverWhenTheToolHasRun()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    story.tell(u"PermissionRequest"_s, 11, ask());
    story.tell(u"PreToolUse"_s, 11, tool(u"t"_s));
    QCOMPARE(story.status(), u"needs_input");
    story.tell(u"PostToolUse"_s, 20, tool(u"t"_s));
    QCOMPARE(story.status(), u"working");
}

void TestReducer::aRefusedCallOfAPrintSessionIsDenied()
{
    Story story;
    story.tell(u"PreToolUse"_s, 10, tool(u"t"_s));
    story.tell(u"PermissionRequest"_s, 11, ask());
    story.tell(u"PostToolBatch"_s, 12, batch({u"t"_s}));
    QCOMPARE(story.callStatus(u"t"_s), u"denied");
    QCOMPARE(story.status(), u"working");
}

void TestReducer::callsThatOnlyABatchNamesAreCounted()
{
    Story story;
    story.tell(u"PostToolBatch"_s, 12, batch({u"t"_s}, u"<tool_use_error>No such tool"_s));
    QCOMPARE(story.callStatus(u"t"_s), u"failed");
    story.tell(u"PostToolBatch"_s, 13, batch({u"u"_s, QString()}));
    QCOMPARE(story.callStatus(u"u"_s), u"completed");
    QCOMPARE(story.session().toolCalls, 2);
    QCOMPARE(story.session().failedCalls, 1);
    QCOMPARE(story.session().openCalls, 0);
}

void TestReducer::aBatchThatOvertakesTheCallIsCorrectedByIt()
{
    Story story;
    story.tell(u"PreToolUse"_s, 10, tool(u"t"_s));
    story.tell(u"PostToolBatch"_s, 21, batch({u"t"_s, u"u"_s}));
    QCOMPARE(story.callStatus(u"t"_s), u"denied");
    story.tellLate(u"PostToolUse"_s, 20, 22, tool(u"t"_s));
    QCOMPARE(story.callStatus(u"t"_s), u"completed");
    story.tellLate(u"PostToolUseFailure"_s, 20, 23, tool(u"u"_s));
    QCOMPARE(story.callStatus(u"u"_s), u"failed");
    QCOMPARE(story.session().failedCalls, 1);
    story.tellLate(u"PreToolUse"_s, 12, 24, tool(u"u"_s));
    QCOMPARE(story.calls().value(u"u"_s).startedAtMs, 12);
    QCOMPARE(story.calls().value(u"u"_s).durationMs, 8);
    QVERIFY2(story.contradiction().isEmpty(), qPrintable(story.contradiction()));
}

void TestReducer::theClassifierDenies()
{
    Story story;
    story.tell(u"PreToolUse"_s, 10, tool(u"t"_s));
    QJsonObject denied = tool(u"t"_s);
    denied.insert(u"reason"_s, u"too risky"_s);
    story.tell(u"PermissionDenied"_s, 11, denied);
    QCOMPARE(story.callStatus(u"t"_s), u"denied");
    QCOMPARE(story.calls().value(u"t"_s).error, u"too risky");
}

void TestReducer::eventsBeforeTheSessionStartTell()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 20, prompt(u"p"_s));
    story.tellLate(u"SessionStart"_s, 10, 21, {{u"source"_s, u"startup"_s}});
    QCOMPARE(story.status(), u"working");
    QCOMPARE(story.session().startedAtMs, 10);
    QCOMPARE(story.session().firstEventMs, 10);
    QCOMPARE(story.session().lastEventMs, 20);
}

void TestReducer::theFirstEventHeardMayBeTheEndOfACall()
{
    Story story;
    story.tell(u"PostToolUse"_s, 20, tool(u"t"_s));
    QCOMPARE(story.status(), u"working");
    QCOMPARE(story.callStatus(u"t"_s), u"completed");
    story.tellLate(u"PreToolUse"_s, 12, 21, tool(u"t"_s));
    QCOMPARE(story.calls().value(u"t"_s).durationMs, 8);
    QCOMPARE(story.session().openCalls, 0);
}

void TestReducer::aLateEndDoesNotDragARunningSessionBack()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 10, prompt(u"p"_s));
    story.tell(u"PreToolUse"_s, 50, tool(u"t"_s));
    story.tellLate(u"SessionEnd"_s, 30, 60, {{u"reason"_s, u"other"_s}});
    QCOMPARE(story.status(), u"working");
    QCOMPARE(story.callStatus(u"t"_s), u"running");
}

void TestReducer::aLateStopDoesNotEndTheNextTurn()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 10, prompt(u"p"_s));
    story.tell(u"PreToolUse"_s, 50, tool(u"t"_s));
    story.tellLate(u"Stop"_s, 30, 60, {{u"prompt_id"_s, u"p"_s}});
    QCOMPARE(story.status(), u"working");
    QCOMPARE(story.callStatus(u"t"_s), u"running");
    story.tell(u"PostToolUse"_s, 70, tool(u"t"_s));
    story.tellLate(u"StopFailure"_s, 40, 80, {{u"error"_s, u"server_error"_s}});
    QCOMPARE(story.status(), u"working");
    QVERIFY(story.attention().isEmpty());
}

void TestReducer::aLateCallOfATurnThatIsOverIsAbandoned()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 10, prompt(u"p"_s));
    story.tell(u"Stop"_s, 40, stop(0));
    story.tellLate(u"PreToolUse"_s, 20, 50, tool(u"t"_s));
    QCOMPARE(story.callStatus(u"t"_s), u"abandoned");
    QCOMPARE(story.status(), u"waiting");
    story.tellLate(u"PostToolUse"_s, 30, 60, tool(u"t"_s));
    QCOMPARE(story.callStatus(u"t"_s), u"completed");
    QCOMPARE(story.status(), u"waiting");
    QVERIFY2(story.contradiction().isEmpty(), qPrintable(story.contradiction()));
}

void TestReducer::aLateCallOfAnEndedSessionRunsNot()
{
    Story story;
    story.tell(u"SessionEnd"_s, 40, {{u"reason"_s, u"other"_s}});
    story.tellLate(u"PreToolUse"_s, 20, 50, tool(u"t"_s));
    story.tellLate(u"PreToolUse"_s, 20, 50, tool(u"u"_s, u"ls"_s, u"a"_s));
    story.tellLate(u"SubagentStart"_s, 15, 50, subagent(u"b"_s));
    story.tellLate(u"PermissionRequest"_s, 21, 50, ask());
    QCOMPARE(story.status(), u"ended");
    QVERIFY2(story.contradiction().isEmpty(), qPrintable(story.contradiction()));
    QCOMPARE(story.session().openCalls, 0);
    QCOMPARE(story.session().runningSubagents, 0);
}

void TestReducer::aLatePromptCompletesHistoryOnly()
{
    Story story;
    story.tell(u"Stop"_s, 40, {{u"prompt_id"_s, u"p"_s}});
    story.tellLate(u"UserPromptSubmit"_s, 10, 50, prompt(u"p"_s, u"hello"_s));
    QCOMPARE(story.status(), u"waiting");
    QCOMPARE(story.turns().value(u"p"_s).prompt, u"hello");
    QCOMPARE(story.turns().value(u"p"_s).startedAtMs, 10);
    QCOMPARE(story.turns().value(u"p"_s).endedAtMs, 40);
    QCOMPARE(story.session().title, u"hello");
}

void TestReducer::aLateNotificationAsksNothing()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 10, prompt(u"p"_s));
    story.tell(u"PreToolUse"_s, 20, tool(u"t"_s));
    story.tell(u"PermissionRequest"_s, 21, ask());
    story.tell(u"PostToolUse"_s, 40, tool(u"t"_s));
    story.tellLate(u"Notification"_s, 30, 50, notification(u"permission_prompt"_s));
    QCOMPARE(story.status(), u"working");
    story.tellLate(u"PermissionRequest"_s, 21, 51, ask());
    QCOMPARE(story.status(), u"working");
}

void TestReducer::aLateRequestOfASubagentAsksNothing()
{
    Story story;
    story.tell(u"SubagentStart"_s, 10, subagent(u"a"_s));
    story.tell(u"PreToolUse"_s, 20, tool(u"t"_s, u"ls"_s, u"a"_s));
    story.tell(u"PostToolUse"_s, 40, tool(u"t"_s, u"ls"_s, u"a"_s));
    story.tellLate(u"PermissionRequest"_s, 21, 50, ask(u"ls"_s, u"a"_s));
    QVERIFY(story.openAsks().empty());
}

void TestReducer::theSameEventTwiceChangesCountsOnly()
{
    const auto sessions = recordedSessions();
    for (const std::vector<RecordedHook> &hooks : sessions) {
        Story once;
        Story twice;
        for (const RecordedHook &hook : hooks) {
            once.tell(hook.payload, hook.atMs);
            twice.tell(hook.payload, hook.atMs);
            twice.tell(hook.payload, hook.atMs);
            QVERIFY2(twice.contradiction().isEmpty(), qPrintable(twice.contradiction()));
            QCOMPARE(twice.status(), once.status());
        }
        QCOMPARE(twice.session().toolCalls, once.session().toolCalls);
        QCOMPARE(twice.session().failedCalls, once.session().failedCalls);
        QCOMPARE(twice.session().agents, once.session().agents);
        QCOMPARE(twice.attention().size(), once.attention().size());
        QCOMPARE(twice.session().events, 2 * once.session().events);
    }
}

void TestReducer::aResumeAfterTheEndWaits()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 10, prompt(u"p"_s));
    story.tell(u"SessionEnd"_s, 20, {{u"reason"_s, u"prompt_input_exit"_s}});
    QCOMPARE(story.status(), u"ended");
    QVERIFY(story.session().statusReason.contains(u"prompt_input_exit"));
    story.tell(u"SessionStart"_s, 30, {{u"source"_s, u"resume"_s}});
    QCOMPARE(story.status(), u"waiting");
    QVERIFY(!story.session().endedAtMs);
    story.tellLate(u"SessionEnd"_s, 20, 40, {{u"reason"_s, u"other"_s}});
    QCOMPARE(story.status(), u"waiting");
}

void TestReducer::aResumeInTheMillisecondOfTheEndCounts()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 20, prompt(u"p"_s));
    story.tell(u"PreToolUse"_s, 20, tool(u"t"_s));
    QCOMPARE(story.callStatus(u"t"_s), u"running");
    story.tell(u"PostToolUse"_s, 20, tool(u"t"_s));
    story.tell(u"Stop"_s, 20, stop(0));
    QCOMPARE(story.status(), u"waiting");
    story.tell(u"SessionEnd"_s, 20, {});
    QCOMPARE(story.status(), u"ended");
    story.tell(u"SessionStart"_s, 20, {{u"source"_s, u"resume"_s}});
    QCOMPARE(story.status(), u"waiting");
    story.tell(u"UserPromptSubmit"_s, 20, prompt(u"q"_s));
    QCOMPARE(story.status(), u"working");
}

void TestReducer::aPromptAfterTheEndResumesWithoutAStart()
{
    Story story;
    story.tell(u"SessionEnd"_s, 20, {});
    story.tell(u"UserPromptSubmit"_s, 30, prompt(u"p"_s));
    QCOMPARE(story.status(), u"working");
    story.tell(u"SessionEnd"_s, 40, {});
    story.tell(u"PreToolUse"_s, 50, tool(u"t"_s));
    QCOMPARE(story.status(), u"working");
}

void TestReducer::whatTricklesInAfterTheEndResumesNothing()
{
    Story story;
    story.tell(u"PreToolUse"_s, 10, tool(u"t"_s));
    story.tell(u"SessionEnd"_s, 20, {});
    story.tell(u"PostToolUse"_s, 22, tool(u"t"_s));
    story.tell(u"PostToolBatch"_s, 23, batch({u"t"_s}));
    story.tell(u"PreToolUse"_s, 24, tool(u"u"_s, u"ls"_s, u"a"_s));
    story.tell(u"SubagentStop"_s, 25, subagent(u"a"_s));
    story.tell(u"MessageDisplay"_s, 26, {});
    QCOMPARE(story.status(), u"ended");
    QCOMPARE(story.callStatus(u"t"_s), u"completed");
    QVERIFY2(story.contradiction().isEmpty(), qPrintable(story.contradiction()));
}

void TestReducer::aClearedSessionWaitsAndAForkIsNew()
{
    Story cleared;
    cleared.tell(recorded(u"SessionStart.clear"_s), 10);
    QCOMPARE(cleared.status(), u"waiting");
    Story forked;
    forked.tell(recorded(u"SessionStart.fork"_s), 10);
    QCOMPARE(forked.status(), u"starting");
}

void TestReducer::aCompactionShowsAndGoesAway()
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
    story.tell(u"PostCompact"_s, 13, {{u"trigger"_s, u"manual"_s}});
    QCOMPARE(story.status(), u"waiting");
    story.tellLate(u"PreCompact"_s, 10, 20, {{u"trigger"_s, u"manual"_s}});
    QCOMPARE(story.status(), u"waiting");
    QCOMPARE(story.session().agents, 1);
}

void TestReducer::aCompactionWithoutAnEndDoesNotStick()
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

void TestReducer::idleAfterAnInterruptEndsTheTurn()
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

void TestReducer::idleInAFreshSessionWaits()
{
    Story story;
    story.tell(recorded(u"SessionStart.fork"_s), 10);
    story.tell(u"Notification"_s, 70, notification(u"idle_prompt"_s));
    QCOMPARE(story.status(), u"waiting");
}

void TestReducer::idleLeavesParkedAndFailedAlone()
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

void TestReducer::theAgentCallMayEndBeforeOrAfterItsSubagentStarts()
{
    const QJsonObject launched = recorded(u"PostToolUse.Agent"_s);
    const QString id = launched.value(u"tool_response"_s).toObject().value(u"agentId"_s).toString();
    for (const bool startFirst : {true, false}) {
        Story story;
        story.tell(recorded(u"PreToolUse.Agent"_s), 5);
        if (startFirst)
            story.tell(u"SubagentStart"_s, 10, subagent(id));
        story.tell(launched, 10);
        if (!startFirst)
            story.tell(u"SubagentStart"_s, 10, subagent(id));
        QCOMPARE(story.session().agents, 2);
        QCOMPARE(story.session().runningSubagents, 1);
        const Agent agent = story.agents().value(id);
        QCOMPARE(agent.type, u"Explore");
        QCOMPARE(agent.description, u"Explore alone");
        QCOMPARE(agent.spawnToolUseId, launched.value(u"tool_use_id"_s).toString());
        QCOMPARE(agent.startedAtMs, 10);
    }
}

void TestReducer::aForegroundSubagentEndsWithItsCall()
{
    Story story;
    story.tell(u"SubagentStart"_s, 10, subagent(u"a"_s));
    QJsonObject done = tool(u"t"_s);
    done.insert(u"tool_name"_s, u"Agent"_s);
    done.insert(u"tool_response"_s,
                QJsonObject{{u"agentId"_s, u"a"_s}, {u"status"_s, u"completed"_s}});
    story.tell(u"PostToolUse"_s, 20, done);
    QCOMPARE(story.session().runningSubagents, 0);
    QCOMPARE(story.agents().value(u"a"_s).endedAtMs, 20);
}

void TestReducer::subagentsOfSubagentsHaveParents()
{
    Story story;
    QJsonObject launch = tool(u"t"_s, u"x"_s, u"outer"_s);
    launch.insert(u"tool_name"_s, u"Agent"_s);
    launch.insert(u"tool_response"_s,
                  QJsonObject{{u"agentId"_s, u"inner"_s}, {u"status"_s, u"async_launched"_s}});
    story.tell(u"SubagentStart"_s, 10, subagent(u"outer"_s));
    story.tell(u"SubagentStart"_s, 12, subagent(u"inner"_s));
    story.tell(u"PostToolUse"_s, 13, launch);
    QCOMPARE(story.agents().value(u"inner"_s).parentId, u"outer");
    QVERIFY(story.agents().value(u"outer"_s).parentId.isEmpty());
    QCOMPARE(story.agents().value(u"outer"_s).toolCalls, 1);
    QCOMPARE(story.session().mainCalls, 0);
}

void TestReducer::aTeammateIsGivenWorkAgain()
{
    Story story;
    story.tell(u"SubagentStart"_s, 10, subagent(u"mate"_s));
    story.tell(u"SubagentStop"_s, 20, subagent(u"mate"_s));
    QCOMPARE(story.session().runningSubagents, 0);
    story.tell(u"SubagentStart"_s, 30, subagent(u"mate"_s));
    QCOMPARE(story.session().runningSubagents, 1);
    QCOMPARE(story.agents().value(u"mate"_s).startedAtMs, 10);
    story.tellLate(u"SubagentStop"_s, 20, 35, subagent(u"mate"_s));
    QCOMPARE(story.session().runningSubagents, 1);
    story.tell(u"SubagentStop"_s, 40, subagent(u"mate"_s));
    story.tell(u"PreToolUse"_s, 50, tool(u"t"_s, u"ls"_s, u"mate"_s));
    QCOMPARE(story.session().runningSubagents, 1);
    QCOMPARE(statusName(story.agents().value(u"mate"_s).status), u"working");
    QCOMPARE(story.session().agents, 2);
}

void TestReducer::aTeammateThatIdlesHasStopped()
{
    Story story;
    QJsonObject idle = recorded(u"TeammateIdle"_s);
    const QString id = idle.value(u"agent_id"_s).toString();
    story.tell(u"SubagentStart"_s, 10, subagent(id));
    story.tell(idle, 22);
    QCOMPARE(story.session().runningSubagents, 0);
    story.tellLate(u"SubagentStop"_s, 20, 23, subagent(id));
    QCOMPARE(story.session().runningSubagents, 0);
}

void TestReducer::aProvisionalSessionIsHiddenUntilItSpeaks()
{
    Story story;
    story.tell(recorded(u"InstructionsLoaded"_s), 10);
    QVERIFY(story.session().provisional);
    QCOMPARE(story.status(), u"unknown");
    story.tell(u"SessionStart"_s, 20, {{u"source"_s, u"startup"_s}});
    QVERIFY(!story.session().provisional);
}

void TestReducer::anElicitationIsAQuestionUntilItsResult()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    story.tell(recorded(u"PreToolUse.mcp__elicit__ask"_s), 8);
    story.tell(recorded(u"Elicitation"_s), 10);
    QCOMPARE(story.status(), u"needs_input");
    QVERIFY(story.session().statusReason.contains(u"Which colour?"));
    story.tell(u"Notification"_s, 16, notification(u"elicitation_dialog"_s));
    QCOMPARE(story.openAsks().size(), std::size_t(1));
    story.tell(recorded(u"ElicitationResult"_s), 20);
    QCOMPARE(story.status(), u"working");
    story.tell(u"Notification"_s, 30, notification(u"elicitation_dialog"_s));
    QCOMPARE(story.status(), u"needs_input");
    story.tell(u"Notification"_s, 40, notification(u"elicitation_complete"_s));
    QCOMPARE(story.status(), u"working");
}

void TestReducer::aFailedTurnIsRaisedOnceAndRecovers()
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

void TestReducer::theFailureOfASubagentIsNotTheSessions()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    story.tell(u"SubagentStart"_s, 6, subagent(u"a"_s));
    QJsonObject failure = subagent(u"a"_s);
    failure.insert(u"error"_s, u"server_error"_s);
    story.tell(u"StopFailure"_s, 10, failure);
    QCOMPARE(story.status(), u"working");
    QCOMPARE(story.session().runningSubagents, 0);
    QCOMPARE(statusName(story.agents().value(u"a"_s).status), u"failed");
    QVERIFY(story.attention().isEmpty());
}

void TestReducer::theEndClosesEverything()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    story.tell(u"PreToolUse"_s, 6, tool(u"t"_s));
    story.tell(u"PermissionRequest"_s, 7, ask());
    story.tell(u"SubagentStart"_s, 8, subagent(u"a"_s));
    story.tell(u"PreToolUse"_s, 12, tool(u"u"_s, u"ls"_s, u"a"_s));
    story.tellLate(u"SessionEnd"_s, 11, 13, {{u"reason"_s, u"other"_s}});
    QCOMPARE(story.status(), u"ended");
    QVERIFY2(story.contradiction().isEmpty(), qPrintable(story.contradiction()));
    QCOMPARE(story.callStatus(u"t"_s), u"abandoned");
    QCOMPARE(story.callStatus(u"u"_s), u"abandoned");
    QCOMPARE(statusName(story.agents().value(u"a"_s).status), u"ended");
    QVERIFY(story.turns().value(u"p"_s).endedAtMs);
    QVERIFY(story.session().actionTool.isEmpty());
}

void TestReducer::promptsThatShareAStopAllEnd()
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

void TestReducer::promptsWithoutAnIdEndToo()
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

void TestReducer::aClockSetBackDoesNotFreezeTheStatus()
{
    constexpr qint64 kHour = 3600 * 1000;
    Story story;
    story.tell(u"UserPromptSubmit"_s, 2 * kHour, prompt(u"p"_s));
    story.tell(u"PreToolUse"_s, 2 * kHour + 5, tool(u"t"_s));
    story.tell(u"PermissionRequest"_s, 2 * kHour + 6, ask());
    story.tell(u"PostToolUse"_s, kHour, tool(u"t"_s));
    QCOMPARE(story.callStatus(u"t"_s), u"completed");
    QCOMPARE(story.status(), u"working");
    QVERIFY(story.calls().value(u"t"_s).durationMs >= 0);
    story.tell(u"Stop"_s, kHour + 10, stop(0));
    QCOMPARE(story.status(), u"waiting");
    story.tell(u"SessionEnd"_s, kHour + 20, {});
    QCOMPARE(story.status(), u"ended");
    QVERIFY(*story.session().endedAtMs >= story.session().firstEventMs);
}

void TestReducer::nothingHappensAfterItWasReceived()
{
    Story story;
    story.tellLate(u"UserPromptSubmit"_s, 90'000'000, 1000, prompt(u"p"_s));
    QCOMPARE(story.session().lastEventMs, 1000);
    story.tell(u"Stop"_s, 1010, stop(0));
    QCOMPARE(story.status(), u"waiting");
}

void TestReducer::otherAgentsAreCountedAndCalledUnknown()
{
    Story story(Source::Codex);
    story.tell(QJsonObject{{u"session_id"_s, u"s"_s}, {u"hook_event_name"_s, u"Stop"_s}}, 10);
    QCOMPARE(story.status(), u"unknown");
    QVERIFY(story.session().statusReason.contains(u"Codex"));
    QCOMPARE(story.session().events, 1);
}

QTEST_APPLESS_MAIN(TestReducer)
#include "tst_reducer.moc"
