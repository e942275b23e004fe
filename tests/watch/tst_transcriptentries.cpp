// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/entriesmodel.h"
#include "watch/rawline.h"
#include "watch/transcriptlines.h"

#include <QFile>
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

} // namespace

// What each kind of line comes to.
class TestTranscriptEntries : public TranscriptLines
{
    Q_OBJECT

private Q_SLOTS:
    void aConversationIsReadableAsItWas();
    void whatAPersonDidIsTold();
    void whatTheAgentWrapsIsUnwrapped();
    void halfCharactersAndOddBytesHarmNothing();
    void aModelChangeIsNotedBetweenAnswersOfTheMainAgentAlone();
    void sidechainsOfOldVersionsAreSubagents();
    void aLineCanBeReadAgainUntilItsFileIsGone();

private:
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
};

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
