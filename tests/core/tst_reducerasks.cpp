// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "payloads.h"
#include "story.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// Tool calls, and the questions that they raise: which is about what, and when it is over.
class TestReducerAsks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestBelongsToTheOpenCallThatWantsTheSame();
    void twoRequestsForEqualCallsAreTwoQuestions();
    void anAnsweredRequestIsOverWithItsCall();
    void aRefusalIsSeenByTheNextPrompt();
    void aRequestBeforeItsCallIsOverWhenTheToolHasRun();
    void aRefusedCallOfAPrintSessionIsDenied();
    void callsThatOnlyABatchNamesAreCounted();
    void aBatchThatOvertakesTheCallIsCorrectedByIt();
    void theClassifierDenies();
    void anElicitationIsAQuestionUntilItsResult();
};

void TestReducerAsks::aRequestBelongsToTheOpenCallThatWantsTheSame()
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

void TestReducerAsks::twoRequestsForEqualCallsAreTwoQuestions()
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

void TestReducerAsks::anAnsweredRequestIsOverWithItsCall()
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

void TestReducerAsks::aRefusalIsSeenByTheNextPrompt()
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

void TestReducerAsks::aRequestBeforeItsCallIsOverWhenTheToolHasRun()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 5, prompt(u"p"_s));
    story.tell(u"PermissionRequest"_s, 11, ask());
    story.tell(u"PreToolUse"_s, 11, tool(u"t"_s));
    QCOMPARE(story.status(), u"needs_input");
    story.tell(u"PostToolUse"_s, 20, tool(u"t"_s));
    QCOMPARE(story.status(), u"working");
}

void TestReducerAsks::aRefusedCallOfAPrintSessionIsDenied()
{
    Story story;
    story.tell(u"PreToolUse"_s, 10, tool(u"t"_s));
    story.tell(u"PermissionRequest"_s, 11, ask());
    story.tell(u"PostToolBatch"_s, 12, batch({u"t"_s}));
    QCOMPARE(story.callStatus(u"t"_s), u"denied");
    QCOMPARE(story.status(), u"working");
}

void TestReducerAsks::callsThatOnlyABatchNamesAreCounted()
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

void TestReducerAsks::aBatchThatOvertakesTheCallIsCorrectedByIt()
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

void TestReducerAsks::theClassifierDenies()
{
    Story story;
    story.tell(u"PreToolUse"_s, 10, tool(u"t"_s));
    QJsonObject denied = tool(u"t"_s);
    denied.insert(u"reason"_s, u"too risky"_s);
    story.tell(u"PermissionDenied"_s, 11, denied);
    QCOMPARE(story.callStatus(u"t"_s), u"denied");
    QCOMPARE(story.calls().value(u"t"_s).error, u"too risky");
}

void TestReducerAsks::anElicitationIsAQuestionUntilItsResult()
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

QTEST_APPLESS_MAIN(TestReducerAsks)
#include "tst_reducerasks.moc"
