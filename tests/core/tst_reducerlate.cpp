// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "payloads.h"
#include "story.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// News that comes late, twice, in part or from a clock that was set: it completes and never drags
// back.
class TestReducerLate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
    void aClockSetBackDoesNotFreezeTheStatus();
    void nothingHappensAfterItWasReceived();
};

void TestReducerLate::eventsBeforeTheSessionStartTell()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 20, prompt(u"p"_s));
    story.tellLate(u"SessionStart"_s, 10, 21, {{u"source"_s, u"startup"_s}});
    QCOMPARE(story.status(), u"working");
    QCOMPARE(story.session().startedAtMs, 10);
    QCOMPARE(story.session().firstEventMs, 10);
    QCOMPARE(story.session().lastEventMs, 20);
}

void TestReducerLate::theFirstEventHeardMayBeTheEndOfACall()
{
    Story story;
    story.tell(u"PostToolUse"_s, 20, tool(u"t"_s));
    QCOMPARE(story.status(), u"working");
    QCOMPARE(story.callStatus(u"t"_s), u"completed");
    story.tellLate(u"PreToolUse"_s, 12, 21, tool(u"t"_s));
    QCOMPARE(story.calls().value(u"t"_s).durationMs, 8);
    QCOMPARE(story.session().openCalls, 0);
}

void TestReducerLate::aLateEndDoesNotDragARunningSessionBack()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 10, prompt(u"p"_s));
    story.tell(u"PreToolUse"_s, 50, tool(u"t"_s));
    story.tellLate(u"SessionEnd"_s, 30, 60, {{u"reason"_s, u"other"_s}});
    QCOMPARE(story.status(), u"working");
    QCOMPARE(story.callStatus(u"t"_s), u"running");
}

void TestReducerLate::aLateStopDoesNotEndTheNextTurn()
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

void TestReducerLate::aLateCallOfATurnThatIsOverIsAbandoned()
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

void TestReducerLate::aLateCallOfAnEndedSessionRunsNot()
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

void TestReducerLate::aLatePromptCompletesHistoryOnly()
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

void TestReducerLate::aLateNotificationAsksNothing()
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

void TestReducerLate::aLateRequestOfASubagentAsksNothing()
{
    Story story;
    story.tell(u"SubagentStart"_s, 10, subagent(u"a"_s));
    story.tell(u"PreToolUse"_s, 20, tool(u"t"_s, u"ls"_s, u"a"_s));
    story.tell(u"PostToolUse"_s, 40, tool(u"t"_s, u"ls"_s, u"a"_s));
    story.tellLate(u"PermissionRequest"_s, 21, 50, ask(u"ls"_s, u"a"_s));
    QVERIFY(story.openAsks().empty());
}

void TestReducerLate::theSameEventTwiceChangesCountsOnly()
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

void TestReducerLate::aClockSetBackDoesNotFreezeTheStatus()
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

void TestReducerLate::nothingHappensAfterItWasReceived()
{
    Story story;
    story.tellLate(u"UserPromptSubmit"_s, 90'000'000, 1000, prompt(u"p"_s));
    QCOMPARE(story.session().lastEventMs, 1000);
    story.tell(u"Stop"_s, 1010, stop(0));
    QCOMPARE(story.status(), u"waiting");
}

QTEST_APPLESS_MAIN(TestReducerLate)
#include "tst_reducerlate.moc"
