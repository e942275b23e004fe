// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "payloads.h"
#include "story.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// Subagents and teammates: who is there, who began them, when they are done.
class TestReducerAgents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStopOfAnInnerHelperMakesNoAgent();
    void aSubagentStopWithoutAStartIsAnAgentThatEnded();
    void anEmptyTypeStopsAKnownSubagent();
    void theAgentCallMayEndBeforeOrAfterItsSubagentStarts();
    void aForegroundSubagentEndsWithItsCall();
    void subagentsOfSubagentsHaveParents();
    void aTeammateIsGivenWorkAgain();
    void aTeammateThatIdlesHasStopped();
    void theFailureOfASubagentIsNotTheSessions();
};

void TestReducerAgents::theStopOfAnInnerHelperMakesNoAgent()
{
    Story story;
    story.tell(recorded(u"SubagentStop"_s), 10);
    story.tell(u"SubagentStop"_s, 20, subagent(u"helper"_s, QString()));
    QVERIFY(!story.agents().contains(u"helper"_s));
    QCOMPARE(story.session().runningSubagents, 0);
    QCOMPARE(story.session().events, 2);
}

void TestReducerAgents::aSubagentStopWithoutAStartIsAnAgentThatEnded()
{
    Story story;
    story.tell(u"SubagentStop"_s, 20, subagent(u"a"_s));
    QCOMPARE(story.session().agents, 2);
    QCOMPARE(story.session().runningSubagents, 0);
    QCOMPARE(story.agents().value(u"a"_s).endedAtMs, 20);
    QVERIFY(!story.agents().value(u"a"_s).startedAtMs);
}

void TestReducerAgents::anEmptyTypeStopsAKnownSubagent()
{
    Story story;
    story.tell(u"SubagentStart"_s, 10, subagent(u"a"_s));
    story.tell(u"SubagentStop"_s, 20, subagent(u"a"_s, QString()));
    QCOMPARE(story.session().runningSubagents, 0);
    QCOMPARE(story.agents().value(u"a"_s).type, u"Explore");
}

void TestReducerAgents::theAgentCallMayEndBeforeOrAfterItsSubagentStarts()
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

void TestReducerAgents::aForegroundSubagentEndsWithItsCall()
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

void TestReducerAgents::subagentsOfSubagentsHaveParents()
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

void TestReducerAgents::aTeammateIsGivenWorkAgain()
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

void TestReducerAgents::aTeammateThatIdlesHasStopped()
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

void TestReducerAgents::theFailureOfASubagentIsNotTheSessions()
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

QTEST_APPLESS_MAIN(TestReducerAgents)
#include "tst_reduceragents.moc"
