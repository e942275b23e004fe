// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "payloads.h"
#include "story.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// The life of a session: how it begins, ends, comes back, and when it is shown at all.
class TestReducerSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aResumeAfterTheEndWaits();
    void aResumeInTheMillisecondOfTheEndCounts();
    void aPromptAfterTheEndResumesWithoutAStart();
    void whatTricklesInAfterTheEndResumesNothing();
    void aClearedSessionAndAForkWait();
    void aProvisionalSessionIsHiddenUntilItSpeaks();
    void theEndClosesEverything();
};

void TestReducerSessions::aResumeAfterTheEndWaits()
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

void TestReducerSessions::aResumeInTheMillisecondOfTheEndCounts()
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

void TestReducerSessions::aPromptAfterTheEndResumesWithoutAStart()
{
    Story story;
    story.tell(u"SessionEnd"_s, 20, {});
    story.tell(u"UserPromptSubmit"_s, 30, prompt(u"p"_s));
    QCOMPARE(story.status(), u"working");
    story.tell(u"SessionEnd"_s, 40, {});
    story.tell(u"PreToolUse"_s, 50, tool(u"t"_s));
    QCOMPARE(story.status(), u"working");
}

void TestReducerSessions::whatTricklesInAfterTheEndResumesNothing()
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

void TestReducerSessions::aClearedSessionAndAForkWait()
{
    Story cleared;
    cleared.tell(recorded(u"SessionStart.clear"_s), 10);
    QCOMPARE(cleared.status(), u"waiting");
    Story forked;
    forked.tell(recorded(u"SessionStart.fork"_s), 10);
    QCOMPARE(forked.status(), u"waiting");
}

void TestReducerSessions::aProvisionalSessionIsHiddenUntilItSpeaks()
{
    Story story;
    story.tell(recorded(u"InstructionsLoaded"_s), 10);
    QVERIFY(story.session().provisional);
    QCOMPARE(story.status(), u"unknown");
    story.tell(u"SessionStart"_s, 20, {{u"source"_s, u"startup"_s}});
    QVERIFY(!story.session().provisional);
}

void TestReducerSessions::theEndClosesEverything()
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

QTEST_APPLESS_MAIN(TestReducerSessions)
#include "tst_reducersessions.moc"
