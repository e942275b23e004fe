// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudeactivity.h"
#include "agents/claudetranscript.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

using Depth = ClaudeTranscript::Depth;

TranscriptFindings readAll(QByteArray lines, Depth depth = Depth::Everything)
{
    const auto length = static_cast<std::size_t>(lines.size());
    lines.append(QByteArray(ClaudeTranscript::kPadding, '\0'));
    TranscriptFindings findings;
    ClaudeTranscript("fallback").read({lines.constData(), length}, depth, 0, findings);
    return findings;
}

QByteArray lineOf(const QByteArray &type, const QByteArray &fields)
{
    return R"({"type":")" + type + R"(","sessionId":"s","timestamp":"2026-10-12T09:15:02.000Z",)"
        + fields + "}\n";
}

QByteArray userText(const QByteArray &text, const QByteArray &fields = {})
{
    return lineOf("user", fields + R"("message":{"role":"user","content":")" + text + R"("})");
}

QStringList told(const TranscriptFindings &findings)
{
    static const QStringList names{
        u"prompt"_s,      u"answer"_s,     u"call"_s,        u"returned"_s,  u"refused"_s,
        u"interrupted"_s, u"api failed"_s, u"api retried"_s, u"compacted"_s, u"turn ended"_s};
    QStringList all;
    for (const TranscriptActivity &activity : findings.activity)
        all.append(QString(names.at(static_cast<int>(activity.kind)) + u' ' + activity.toolUseId
                           + activity.text)
                       .trimmed());
    return all;
}

QByteArray projectLines()
{
    QFile file(QStringLiteral(DOGWATCH_TEST_DATA
                              "/transcripts/project/7a7a7a7a-0000-4000-8000-000000000001.jsonl"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

// What the lines of Claude Code's transcripts say.
class TestClaudeTranscript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatHappenedIsToldInItsOrder();
    void onlyAPersonsPromptIsAPrompt();
    void aRefusalIsToldFromAFailure();
    void theQuickWayFindsTheSameUsageAsTheThoroughOne();
    void aSessionIsWhatItsLinesSay();
    void timesAreReadInEveryForm();
    void noLineHoweverBrokenDoesHarm();
};

void TestClaudeTranscript::whatHappenedIsToldInItsOrder()
{
    const QByteArray lines = userText("go")
        + lineOf("assistant",
                 R"("message":{"id":"m","model":"x","content":[{"type":"text","text":"I look"},
                    {"type":"tool_use","id":"t1","name":"Bash","input":{"a":[1,{"b":2}]}}]})")
              .replace('\n', "")
        + "\n"
        + lineOf("user",
                 R"("message":{"content":[{"type":"tool_result","tool_use_id":"t1",)"
                 R"("content":[{"type":"text","text":"ok"}]}]})")
        + lineOf("system", R"("subtype":"api_error","error":{"status":529})")
        + lineOf("system", R"("subtype":"compact_boundary")")
        + userText("summary", R"("isCompactSummary":true,)")
        + lineOf("system", R"("subtype":"turn_duration","durationMs":5)")
        + lineOf("assistant",
                 R"("isApiErrorMessage":true,"message":{"model":"<synthetic>",)"
                 R"("content":[{"type":"text","text":"limit"}]})")
        + userText("[Request interrupted by user]")
              .replace(R"("content":"[Request interrupted by user]")",
                       R"("content":[{"type":"text","text":"[Request interrupted by user]"}])");
    QCOMPARE(told(readAll(lines)),
             (QStringList{u"prompt go"_s, u"answer I look"_s, u"call t1"_s, u"returned t1"_s,
                          u"api retried"_s, u"compacted"_s, u"turn ended"_s, u"api failed limit"_s,
                          u"interrupted"_s}));
}

void TestClaudeTranscript::onlyAPersonsPromptIsAPrompt()
{
    QCOMPARE(told(readAll(userText("mine", R"("origin":{"kind":"human"},)"))),
             QStringList{u"prompt mine"_s});
    for (const QByteArray &line :
         {userText("x", R"("isMeta":true,)"), userText("x", R"("isSidechain":true,)"),
          userText("x", R"("origin":{"kind":"task-notification"},)"),
          userText("<command-name>/clear</command-name>")})
        QCOMPARE(told(readAll(line)), QStringList{});
}

void TestClaudeTranscript::aRefusalIsToldFromAFailure()
{
    const auto result = [](const QByteArray &more, const QByteArray &text,
                           const QByteArray &top = {}) {
        return told(readAll(lineOf("user",
                                   top
                                       + R"("message":{"content":[{"type":"tool_result",)"
                                         R"("tool_use_id":"t")"
                                       + more + R"(,"content":")" + text + R"("}]})")));
    };
    const QByteArray refusal =
        "The user doesn't want to proceed with this tool use. It was rejected";
    QCOMPARE(result(R"(,"is_error":true)", refusal), QStringList{u"refused t"_s});
    QCOMPARE(result(R"(,"is_error":true)", "no", R"("toolDenialKind":"user",)"),
             QStringList{u"refused t"_s});
    QCOMPARE(result(R"(,"is_error":true)", "exit code 1"), QStringList{u"returned t"_s});
    // A file that holds the sentence is no refusal.
    QCOMPARE(result({}, refusal), QStringList{u"returned t"_s});
}

void TestClaudeTranscript::theQuickWayFindsTheSameUsageAsTheThoroughOne()
{
    const QByteArray lines = projectLines();
    const TranscriptFindings quick = readAll(lines, Depth::Usage);
    const TranscriptFindings thorough = readAll(lines, Depth::Everything);
    QCOMPARE(quick.usage.size(), 6U);
    QVERIFY(quick.usage == thorough.usage);
    QVERIFY(quick.activity.empty());
    QCOMPARE(quick.sessions.front().title, u"Der Warenkorb");
}

void TestClaudeTranscript::aSessionIsWhatItsLinesSay()
{
    const TranscriptFindings findings = readAll(projectLines(), Depth::Usage);
    QCOMPARE(findings.sessions.size(), 1U);
    const SessionFacts &facts = findings.sessions.front();
    QCOMPARE(facts.sessionId, "7a7a7a7a-0000-4000-8000-000000000001");
    QCOMPARE(facts.cwd, "/home/dev/work/shop");
    QCOMPARE(facts.branch, "main");
    QCOMPARE(facts.model, "claude-nova-9");
    QCOMPARE(facts.firstAtMs, transcriptTime("2026-10-06T10:00:00.000Z"));
    QCOMPARE(facts.lastAtMs, transcriptTime("2026-10-08T12:00:03.000Z"));
    QVERIFY(facts.toldByMain);
    // Without one of its own, a line belongs to the session that the file is named after.
    QByteArray nameless = userText("go");
    nameless.replace(R"("sessionId":"s",)", "");
    QCOMPARE(readAll(nameless).sessions.front().sessionId, "fallback");
}

void TestClaudeTranscript::timesAreReadInEveryForm()
{
    QCOMPARE(transcriptTime("1970-01-02T00:00:00.001Z"), 86'400'001);
    QCOMPARE(transcriptTime("2026-10-12T11:15:02.000+02:00"),
             transcriptTime("2026-10-12T09:15:02.000Z"));
    for (const char *broken :
         {"", "yesterday", "2026-13-40T09:15:02.000Z", "2026-10-12T09:1x:02.000Z"})
        QCOMPARE(transcriptTime(broken), 0);
}

void TestClaudeTranscript::noLineHoweverBrokenDoesHarm()
{
    const QByteArray lines = projectLines();
    std::mt19937 random(11);
    const auto below = [&random](qsizetype bound) {
        return static_cast<qsizetype>(random() % static_cast<unsigned>(bound));
    };
    for (int round = 0; round < 3000; ++round) {
        QByteArray broken = lines;
        for (int i = 0; i < 5; ++i) {
            switch (random() % 3) {
            case 0:
                broken[below(broken.size())] = static_cast<char>(random());
                break;
            case 1:
                broken.remove(below(broken.size()), 1 + below(40));
                break;
            default:
                broken.insert(below(broken.size()), lines.mid(below(lines.size()), below(60)));
            }
        }
        const TranscriptFindings findings =
            readAll(broken, random() % 2 == 0 ? Depth::Usage : Depth::Everything);
        for (const UsageRecord &record : findings.usage) {
            QVERIFY(!record.messageId.isEmpty());
            QVERIFY(record.tokens.total() >= 0);
        }
    }
    QCOMPARE(readAll(QByteArray(100'000, '[') + "\n").malformed, 1);
    QCOMPARE(readAll(R"({"type":"user","message":)" + QByteArray(100'000, '[') + "\n").malformed,
             1);
}

QTEST_GUILESS_MAIN(TestClaudeTranscript)
#include "tst_claudetranscript.moc"
