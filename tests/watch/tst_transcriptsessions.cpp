// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/readmodel.h"
#include "store/rebuild.h"
#include "store/sessionfigures.h"
#include "store/verify.h"
#include "watch/transcriptlines.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// What the lines make of a session, told by hooks or not: its work, its agents, its title, its
// figures.
class TestTranscriptSessions : public TranscriptLines
{
    Q_OBJECT

private Q_SLOTS:
    void aSessionOfTranscriptsAloneHasItsWork();
    void whatHooksToldIsNotDoubled();
    void filesBesideATranscriptTellOfItsAgent();
    void titlesOfOldVersionsFindTheirSession();
    void theLeafAndTheReportedCostAreKept();
    void theContextIsThatOfTheLastAnswerOrOfTheCompactionBehindIt();
};

void TestTranscriptSessions::aSessionOfTranscriptsAloneHasItsWork()
{
    read({user(R"("first")", R"("promptId":"p1",)"),
          answer(callBlock("t1", "Bash", R"({"command":"make"})")),
          user(resultBlock("t1", R"("no rule")", R"(,"is_error":true)")),
          answer(callBlock("t2", "Agent", R"({"description":"Look","subagent_type":"Explore"})")),
          user(resultBlock("t2", R"("seen")"), R"("toolUseResult":{"agentId":"a1"},)"),
          user(R"("second")", R"("promptId":"p2",)"),
          answer(callBlock("t3", "Read", R"({"file_path":"/x"})"))});
    write(u"s/subagents/agent-a1.jsonl"_s,
          {user(R"("look")", R"("isSidechain":true,"agentId":"a1",)"),
           answer(callBlock("t4", "Grep", R"({"pattern":"y"})"),
                  R"("isSidechain":true,"agentId":"a1",)")});
    QCOMPARE(m_store->import({m_folder->path()}).failure, QString());
    Database &database = m_store->database();
    const Session session = sessionByRef(database, SessionRef{1}).value().value();
    QCOMPARE(session.toolCalls, 4);
    QCOMPARE(session.mainCalls, 3);
    QCOMPARE(session.agents, 2);
    QCOMPARE(session.failedCalls, 1);
    QStringList calls;
    const std::vector<ToolCall> told = toolCalls(database, session.ref, 10).value();
    for (const ToolCall &call : told)
        calls.append(QStringList{call.id, call.agentId, call.promptId, call.name, call.summary,
                                 callStatusName(call.status),
                                 QString::number(call.durationMs.value_or(-1))}
                         .join(u'|'));
    QCOMPARE(calls.value(0), u"t1||p1|Bash|make|failed|1000");
    QCOMPARE(calls.value(1), u"t2||p1|Agent|Look|completed|1000");
    QVERIFY(calls.value(2).startsWith(u"t3||p2|Read|/x|"));
    QVERIFY(calls.value(3).startsWith(u"t4|a1||Grep|y|"));
    const std::vector<Turn> turns = turnsOf(database, session.ref).value();
    QCOMPARE(turns.size(), 2U);
    QCOMPARE(turns[0].prompt, u"first");
    QCOMPARE(*turns[0].endedAtMs - *turns[0].startedAtMs, 4000);
    QCOMPARE(turns[1].promptId, u"p2");
    const Agent agent = agentsOf(database, session.ref).value().at(1);
    QCOMPARE(agent.type, u"Explore");
    QCOMPARE(agent.description, u"Look");
    QCOMPARE(agent.spawnToolUseId, u"t2");
    QCOMPARE(agent.toolCalls, 1);
    QVERIFY(agent.endedAtMs.has_value());
    const QStringList before = m_store->projections();
    QVERIFY(m_store->committer().transact(rebuildProjections).ok());
    QCOMPARE(m_store->projections(), before);
    const Verdict verdict = verifyStore(database).value();
    QVERIFY2(verdict.sound && verdict.follows, qPrintable(verdict.problems.join(u'\n')));
}

void TestTranscriptSessions::whatHooksToldIsNotDoubled()
{
    const qint64 start = 1'791'795'600'000; // some minutes before the lines
    const auto hook = [&](const QString &id, const QString &type, const QJsonObject &fields,
                          qint64 ms) {
        m_store->commit({request(id, payload(u"s"_s, type, fields), start + ms)});
    };
    const QJsonObject call{{u"tool_name"_s, u"Bash"_s},
                           {u"tool_use_id"_s, u"t1"_s},
                           {u"tool_input"_s, QJsonObject{{u"command"_s, u"make"_s}}}};
    hook(u"1"_s, u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}, {u"prompt_id"_s, u"p1"_s}}, 0);
    hook(u"2"_s, u"PreToolUse"_s, call, 1000);
    const QStringList before = m_store->projections();
    read({user(R"("go")", R"("promptId":"p1",)"),
          answer(callBlock("t1", "Bash", R"({"command":"make"})")),
          answer(callBlock("t2", "Read", R"({"file_path":"/x"})")),
          user(resultBlock("t2", R"("text")"))});
    // The call that no hook told is filled in once it is over; the one that runs is the hooks'.
    QCOMPARE(m_store->rows(u"SELECT id, name, status FROM tool_call ORDER BY id"_s),
             (QStringList{u"t1|Bash|running"_s, u"t2|Read|completed"_s}));
    QCOMPARE(m_store->rows(u"SELECT prompt_id, ended_at IS NULL FROM turn"_s),
             QStringList{u"p1|1"_s});
    QCOMPARE(m_store->rows(u"SELECT status, open_calls, tool_calls, events FROM session"_s),
             QStringList{u"working|1|2|2"_s});
    hook(u"3"_s, u"PostToolUse"_s, call, 3000);
    QCOMPARE(m_store->rows(u"SELECT open_calls, tool_calls FROM session"_s), QStringList{u"0|2"_s});
}

void TestTranscriptSessions::filesBesideATranscriptTellOfItsAgent()
{
    const QByteArray own = R"("isSidechain":true,"agentId":"ID",)";
    const auto lines = [&](const QByteArray &id) -> QByteArray {
        return user(R"("task")", QByteArray(own).replace("ID", id))
            .replace("\"uuid\":\"u", QByteArray("\"uuid\":\"" + id));
    };
    write(u"s.jsonl"_s, {user(R"("go")")});
    write(u"s/subagents/agent-a1.jsonl"_s, {lines("a1")});
    write(
        u"s/subagents/agent-a1.meta.json"_s,
        {R"({"agentType":"Explore","description":"Look","toolUseId":"t1","parentAgentId":"a0"})"});
    write(u"s/subagents/workflows/wf_1/agent-b1.jsonl"_s, {lines("b1")});
    write(u"s/subagents/workflows/wf_1/agent-b2.jsonl"_s, {lines("b2")});
    write(u"s/subagents/workflows/wf_1/journal.jsonl"_s,
          {R"({"type":"launched","agentId":"b1","label":"first step"})"
           "\n"});
    write(
        u"s/workflows/wf_1.json"_s,
        {R"({"workflowProgress":[{"type":"workflow_agent","agentId":"b2","label":"second step"}]})"});
    QCOMPARE(m_store->import({m_folder->path()}).failure, QString());
    const QString agents =
        u"SELECT id, type, description, parent_id, spawn_tool_use_id FROM agent ORDER BY id"_s;
    const QStringList expected{u"a1|Explore|Look|a0|t1"_s, u"b1||first step||"_s,
                               u"b2||second step||"_s};
    QCOMPARE(m_store->rows(agents), expected);
    const qint64 observations = m_store->number(u"SELECT count(*) FROM observation"_s);
    QVERIFY(m_store->database()
                .execute(u"UPDATE transcript_text SET read_to = 0, tail_length = 0"_s)
                .ok());
    m_store->import({m_folder->path()});
    QCOMPARE(m_store->rows(agents), expected);
    QCOMPARE(m_store->number(u"SELECT count(*) FROM observation"_s), observations);
}

void TestTranscriptSessions::titlesOfOldVersionsFindTheirSession()
{
    const QByteArray title = R"({"type":"summary","summary":"Old title","leafUuid":"u2"})"
                             "\n";
    // In a file of its own that is read before, or after.
    for (const bool isFirst : {true, false}) {
        init();
        const QByteArray prompt = user(R"("go")");
        const QByteArray lines = prompt + answer(R"({"type":"text","text":"x"})");
        write(u"1.jsonl"_s, {isFirst ? title : lines});
        write(u"2.jsonl"_s, {isFirst ? lines : title});
        for (const QString &name : {u"1.jsonl"_s, u"2.jsonl"_s})
            m_store->import({m_folder->filePath(name)});
        QCOMPARE(m_store->rows(u"SELECT title FROM session"_s), QStringList{u"Old title"_s});
        read({R"({"type":"ai-title","aiTitle":"New title","sessionId":"s"})"
              "\n"});
        QCOMPARE(m_store->rows(u"SELECT title FROM session"_s), QStringList{u"New title"_s});
    }
}

void TestTranscriptSessions::theLeafAndTheReportedCostAreKept()
{
    read({user(R"("go")"), answer(R"({"type":"text","text":"x"})"),
          R"({"type":"cost-state","sessionId":"s","totalCostUSD":0.25})"
          "\n"
          R"({"type":"cost-state","sessionId":"s","totalCostUSD":0.125})"
          "\n"
          R"({"type":"last-prompt","sessionId":"s","lastPrompt":"go","leafUuid":"u1"})"
          "\n"});
    QCOMPARE(m_store->rows(u"SELECT leaf_uuid, reported_cost FROM transcript_session"_s),
             QStringList{u"u1|250000000000"_s});
    read({answer(R"({"type":"text","text":"y"})")});
    QCOMPARE(m_store->rows(u"SELECT leaf_uuid FROM transcript_session"_s), QStringList{u"u3"_s});
    const SessionFigures figures = sessionFigures(m_store->database(), SessionRef{1}).value();
    QCOMPARE(figures.reportedCost, 250'000'000'000);
    QVERIFY(!figures.contextTokens);
}

void TestTranscriptSessions::theContextIsThatOfTheLastAnswerOrOfTheCompactionBehindIt()
{
    const auto answered = [this](const QByteArray &id, int tokens,
                                 const QByteArray &more = {}) -> QByteArray {
        return line("assistant",
                    more + R"("requestId":"r","message":{"id":")" + id
                        + R"(","model":"claude-opus-5-5","content":[],"usage":{"input_tokens":1,)"
                          R"("cache_read_input_tokens":)"
                        + QByteArray::number(tokens) + R"(,"output_tokens":9}})");
    };
    const auto context = [this] {
        return sessionFigures(m_store->database(), SessionRef{1})
            .value()
            .contextTokens.value_or(-1);
    };
    read({answered("m1", 100), answered("m2", 5000, R"("isSidechain":true,"agentId":"a",)")});
    QCOMPARE(context(), 101);
    read({line("system", R"("subtype":"compact_boundary","compactMetadata":{"postTokens":42})"),
          user(R"("summary")", R"("isCompactSummary":true,)")});
    QCOMPARE(context(), 42);
    read({answered("m3", 60)});
    QCOMPARE(context(), 61);
}

QTEST_GUILESS_MAIN(TestTranscriptSessions)
#include "tst_transcriptsessions.moc"
