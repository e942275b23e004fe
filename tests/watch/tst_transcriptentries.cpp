// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/entriesmodel.h"
#include "store/readmodel.h"
#include "store/rebuild.h"
#include "store/sessionfigures.h"
#include "store/verify.h"
#include "watch/rawline.h"
#include "watch/transcriptfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QString nameOf(EntryKind kind)
{
    static const QStringList names{u"?"_s,         u"prompt"_s,      u"answer"_s,    u"thinking"_s,
                                   u"call"_s,      u"result"_s,      u"compacted"_s, u"api error"_s,
                                   u"api retry"_s, u"interrupted"_s, u"refused"_s,   u"model"_s,
                                   u"report"_s,    u"notice"_s,      u"turn ended"_s};
    return names.at(static_cast<int>(kind));
}

QByteArray callBlock(const QByteArray &id, const QByteArray &tool, const QByteArray &input)
{
    return R"({"type":"tool_use","id":")" + id + R"(","name":")" + tool + R"(","input":)" + input
        + '}';
}
QByteArray resultBlock(const QByteArray &id, const QByteArray &content, const QByteArray &more = {})
{
    return R"([{"type":"tool_result","tool_use_id":")" + id + R"(","content":)" + content + more
        + "}]";
}

} // namespace

// What each kind of line comes to, and what is made of them for a session that no hook has told.
class TestTranscriptEntries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<TranscriptStore>();
        m_at = 0;
        m_lines = 0;
    }
    void aConversationIsReadableAsItWas();
    void whatAPersonDidIsTold();
    void whatTheAgentWrapsIsUnwrapped();
    void halfCharactersAndOddBytesHarmNothing();
    void aModelChangeIsNotedBetweenAnswersOfTheMainAgentAlone();
    void sidechainsOfOldVersionsAreSubagents();
    void aSessionOfTranscriptsAloneHasItsWork();
    void whatHooksToldIsNotDoubled();
    void filesBesideATranscriptTellOfItsAgent();
    void titlesOfOldVersionsFindTheirSession();
    void theLeafAndTheReportedCostAreKept();
    void theContextIsThatOfTheLastAnswerOrOfTheCompactionBehindIt();
    void aLineCanBeReadAgainUntilItsFileIsGone();

private:
    // A line of type `type` a second after the one before it.
    QByteArray line(const QByteArray &type, const QByteArray &fields);
    QByteArray user(const QByteArray &content, const QByteArray &fields = {});
    QByteArray answer(const QByteArray &block, const QByteArray &fields = {},
                      const QByteArray &model = "claude-opus-5-5");
    void write(const QString &name, const QByteArrayList &parts)
    {
        const QByteArray lines = parts.join();
        const QString path = m_folder->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write(lines), lines.size());
    }
    // In a list, because only of that the parts are made in their order.
    void read(const QByteArrayList &lines)
    {
        write(u"s.jsonl"_s, lines);
        QCOMPARE(m_store->import({m_folder->path()}).problems, QStringList());
    }
    // "prompt {"text":"go"}", in order.
    QStringList told()
    {
        EntryQuery query;
        query.session = SessionRef{1};
        QStringList all;
        const std::vector<TranscriptEntry> entries =
            transcriptEntries(m_store->database(), query).value();
        for (const TranscriptEntry &entry : entries) {
            QStringList words{nameOf(entry.kind)};
            for (const QString &word : {entry.agentId, entry.toolUseId, entry.toolName})
                if (!word.isEmpty())
                    words.append(word);
            if (entry.failed)
                words.append(u"failed"_s);
            all.append(words.join(u' ') + u' ' + QString::fromUtf8(entry.body));
        }
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TranscriptStore> m_store;
    int m_at = 0;
    int m_lines = 0;
};

QByteArray TestTranscriptEntries::line(const QByteArray &type, const QByteArray &fields)
{
    const QByteArray uuid = "u" + QByteArray::number(++m_lines);
    const QByteArray at = QTime(9, 0).addSecs(++m_at).toString(u"hh:mm:ss").toLatin1();
    const QByteArray parent = m_lines == 1
        ? QByteArray("null")
        : QByteArray("\"u" + QByteArray::number(m_lines - 1) + '"');
    return R"({"type":")" + type + R"(","sessionId":"s","uuid":")" + uuid + R"(","parentUuid":)"
        + parent + R"(,"timestamp":"2026-10-12T)" + at + R"(.000Z",)" + fields + "}\n";
}

QByteArray TestTranscriptEntries::user(const QByteArray &content, const QByteArray &fields)
{
    return line("user", fields + R"("message":{"role":"user","content":)" + content + '}');
}

QByteArray TestTranscriptEntries::answer(const QByteArray &block, const QByteArray &fields,
                                         const QByteArray &model)
{
    return line("assistant",
                fields + R"("message":{"id":"m","role":"assistant","model":")" + model
                    + R"(","content":[)" + block + "]}");
}

void TestTranscriptEntries::aConversationIsReadableAsItWas()
{
    read({user(R"("Say \"hi\"")"), answer(R"({"type":"thinking","thinking":"Hm."})"),
          answer(R"({"type":"thinking","thinking":"","signature":"x"})"),
          answer(R"({"type":"text","text":"hi\n"})"),
          answer(callBlock("t1", "Bash", R"({"command":"ls", "n": 1})")),
          user(resultBlock("t1", R"([{"type":"text","text":"a"},{"type":"text","text":"b"}])"),
               R"("toolUseResult":{"stdout":"a\nb"},)"),
          line("system", R"("subtype":"turn_duration","durationMs":1500)")});
    QCOMPARE(told(),
             (QStringList{s(R"(prompt {"text":"Say \"hi\""})"), s(R"(thinking {"text":"Hm."})"),
                          s(R"(answer {"text":"hi\n"})"),
                          s(R"(call t1 Bash {"input":{"command":"ls", "n": 1}})"),
                          s(R"(result t1 {"text":"a\nb","result":{"stdout":"a\nb"}})"),
                          s(R"(turn ended {"duration_ms":1500})")}));
}

void TestTranscriptEntries::whatAPersonDidIsTold()
{
    read({user(R"("go")"),
          user(resultBlock("t1", R"("The user doesn't want to proceed with this tool use.")",
                           R"(,"is_error":true)")),
          user(R"([{"type":"text","text":"[Request interrupted by user for tool use]"}])"),
          line("system",
               R"("subtype":"api_error","error":{"status":529,"formatted":"529 busy"},)"
               R"("retryAttempt":2,"retryInMs":100.5)"),
          answer(R"({"type":"text","text":"Limit reached"})",
                 R"("isApiErrorMessage":true,"apiErrorStatus":429,)", "<synthetic>"),
          line("system",
               R"("subtype":"compact_boundary","compactMetadata":)"
               R"({"trigger":"auto","preTokens":1000,"postTokens":100})"),
          user(R"("What came before.")", R"("isCompactSummary":true,)"),
          line("attachment", R"("attachment":{"type":"queued_command","prompt":"and then"})"),
          line("system", R"("subtype":"away_summary","summary":"You were away.")")});
    QCOMPARE(
        told(),
        (QStringList{
            s(R"(prompt {"text":"go"})"),
            s(R"(refused t1 failed {"text":"The user doesn't want to proceed with this tool use."})"),
            s(R"(interrupted {"text":"[Request interrupted by user for tool use]"})"),
            s(R"(api retry failed {"text":"529 busy","status":529,"attempt":2,"retry_in_ms":100})"),
            s(R"(api error failed {"text":"Limit reached","status":429})"),
            s(R"(compacted {"trigger":"auto","pre_tokens":1000,"post_tokens":100})"),
            s(R"(compacted {"text":"What came before."})"), s(R"(prompt {"text":"and then"})"),
            s(R"(notice {"text":"You were away."})")}));
}

void TestTranscriptEntries::whatTheAgentWrapsIsUnwrapped()
{
    read({user(R"("<command-name>/review</command-name><command-args>all</command-args>")"),
          user(R"("<local-command-stdout>done</local-command-stdout>")"),
          user(R"("<local-command-stdout></local-command-stdout>")"),
          user(R"("Caveat","isMeta":1)", R"("isMeta":true,)"),
          user(R"([{"type":"text","text":"<ide_opened_file>x</ide_opened_file>"},)"
               R"({"type":"text","text":"look"},{"type":"image","source":{"data":"AA"}}])"),
          user(R"("<task-notification><task-id>a1</task-id><tool-use-id>t9</tool-use-id>)"
               R"(<status>failed</status></task-notification>")",
               R"("origin":{"kind":"task-notification"},)")});
    const QStringList all = told();
    QCOMPARE(all.mid(0, 3),
             (QStringList{s(R"(prompt {"text":"/review all"})"), s(R"(notice {"text":"done"})"),
                          s(R"(prompt {"text":"look","images":1})")}));
    QVERIFY(all.value(3).startsWith(u"report t9 failed"));
    QCOMPARE(all.size(), 4);
}

void TestTranscriptEntries::halfCharactersAndOddBytesHarmNothing()
{
    read({user(R"("cut \ud83d")"), user("\"odd \xff\""),
          answer(callBlock("t1", "Write", R"({"content":"whole \ud83d\ude00 half \ude00"})")),
          "{\"type\":\"user\",\"message\":{\"content\":tru}}\n", user(R"("after")")});
    QCOMPARE(
        told(),
        (QStringList{u"prompt {\"text\":\"cut \uFFFD\"}"_s, u"prompt {\"text\":\"odd \uFFFD\"}"_s,
                     s(R"(call t1 Write {"input":{"content":"whole \ud83d\ude00 half \ufffd"}})"),
                     s(R"(prompt {"text":"after"})")}));
    QCOMPARE(m_store->number(u"SELECT malformed FROM transcript_text"_s), 1);
}

void TestTranscriptEntries::aModelChangeIsNotedBetweenAnswersOfTheMainAgentAlone()
{
    const QByteArray text = R"({"type":"text","text":"x"})";
    read({answer(text), answer(text, R"("isSidechain":true,"agentId":"a",)", "claude-haiku-5-5"),
          answer(text, {}, "<synthetic>"), answer(text)});
    QVERIFY(told().filter(u"model"_s).isEmpty());
    // Also when it is read at another time.
    read({answer(text, {}, "claude-haiku-5-5"), answer(text, {}, "claude-haiku-5-5")});
    QCOMPARE(told().filter(u"model"_s),
             QStringList{s(R"(model {"from":"claude-opus-5-5","to":"claude-haiku-5-5"})")});
}

void TestTranscriptEntries::sidechainsOfOldVersionsAreSubagents()
{
    const QByteArray side = R"("isSidechain":true,)";
    read({user(R"("go")")});
    m_lines = 0;
    write(u"t.jsonl"_s,
          {user(R"("task")", side).replace("\"u1\"", "\"v1\""),
           line("progress", side + R"("data":1)").replace("u1", "v1").replace("u2", "v2"),
           answer(R"({"type":"text","text":"found"})", side)
               .replace("u2", "v2")
               .replace("u3", "v3")});
    QCOMPARE(m_store->import({m_folder->path()}).failure, QString());
    QCOMPARE(told(),
             (QStringList{s(R"(prompt {"text":"go"})"), s(R"(prompt side-v1 {"text":"task"})"),
                          s(R"(answer side-v1 {"text":"found"})")}));
    QCOMPARE(m_store->number(u"SELECT agents FROM session"_s), 2);
}

void TestTranscriptEntries::aSessionOfTranscriptsAloneHasItsWork()
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

void TestTranscriptEntries::whatHooksToldIsNotDoubled()
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

void TestTranscriptEntries::filesBesideATranscriptTellOfItsAgent()
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

void TestTranscriptEntries::titlesOfOldVersionsFindTheirSession()
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

void TestTranscriptEntries::theLeafAndTheReportedCostAreKept()
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

void TestTranscriptEntries::theContextIsThatOfTheLastAnswerOrOfTheCompactionBehindIt()
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

void TestTranscriptEntries::aLineCanBeReadAgainUntilItsFileIsGone()
{
    const QByteArray second = user(R"("second")");
    read({user(R"("first")"), second});
    const DataFolder folder(m_folder->filePath(u"data"_s));
    const EntryPlace place = placeOfEntry(m_store->database(), 2).value();
    QCOMPARE(rawLine(place, folder).value(), second.chopped(1));
    // Something else stands there.
    EntryPlace other = place;
    other.uuid = u"other"_s;
    QCOMPARE(rawLine(other, folder).error().code, ErrorCode::NotFound);
    QVERIFY(QFile::remove(m_folder->filePath(u"s.jsonl"_s)));
    QCOMPARE(rawLine(place, folder).error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestTranscriptEntries)
#include "tst_transcriptentries.moc"
