// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/fault.h"
#include "store/pricetable.h"
#include "store/readmodel.h"
#include "store/rebuild.h"
#include "store/usagejson.h"
#include "store/verify.h"
#include "watch/transcriptfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

const QString kProject = u"project"_s;

ExpectedUsage setNamed(const QString &name)
{
    for (const ExpectedUsage &set : ownSets()) {
        if (set.name == name)
            return set;
    }
    return {};
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

TranscriptSlice sliceOf(qint64 from, qint64 to, const QByteArray &message)
{
    TranscriptSlice slice;
    slice.path = u"/t.jsonl"_s;
    slice.from = from;
    slice.after.readTo = to;
    SessionFacts facts;
    facts.sessionId = "s";
    facts.firstAtMs = facts.lastAtMs = 1'790'000'000'000;
    slice.findings.sessions.push_back(facts);
    UsageRecord record;
    record.messageId = message;
    record.sessionId = "s";
    record.model = "claude-opus-5-5";
    record.tokens.output = 100;
    record.atMs = facts.lastAtMs;
    slice.findings.usage.push_back(record);
    return slice;
}

QList<bool> offer(TranscriptStore &store, std::vector<TranscriptSlice> slices)
{
    const auto taken = store.commitSlices()(
        std::make_shared<const std::vector<TranscriptSlice>>(std::move(slices)));
    return taken ? QList<bool>(taken->begin(), taken->end()) : QList<bool>();
}

} // namespace

// What was read of transcripts, in the store.
class TestTranscriptLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSliceThatDoesNotFollowOnWhatIsStoredIsRefused();
    void nothingIsKeptOfACommitThatFails();
    void theTablesFollowFromTheLogWithSessionsThatOnlyTranscriptsTell();
    void linesWithoutATimeAreMadeAnewAsTheyWere();
    void aSessionIsOfTheDayOfItsLinesNotOfItsReading();
    void aSessionOfTranscriptsAloneIsNotTakenForALivingOne();
    void anEndThatMovesIsSinceThen();
    void aChosenTitleOutlivesGeneratedOnes();
    void usageIsSummedUpByEachKey();
    void aSessionWithoutTranscriptsHasNoFigures();
    void ownPricesGoBeforeShippedOnesAndChangeAllCosts();
};

void TestTranscriptLog::aSliceThatDoesNotFollowOnWhatIsStoredIsRefused()
{
    TranscriptStore store;
    QCOMPARE(offer(store, {sliceOf(0, 100, "a")}), QList<bool>{true});
    QCOMPARE(offer(store, {sliceOf(200, 300, "c")}), QList<bool>{false});
    QCOMPARE(offer(store, {sliceOf(100, 200, "b"), sliceOf(200, 300, "c")}),
             (QList<bool>{true, true}));
    QCOMPARE(store.number(u"SELECT read_to FROM transcript_file"_s), 300);
    QCOMPARE(store.rows(u"SELECT message_id FROM usage_message ORDER BY id"_s).join(u' '),
             u"a b c");
    // To begin anew is always allowed.
    QCOMPARE(offer(store, {sliceOf(0, 100, "a")}), QList<bool>{true});
    QCOMPARE(store.number(u"SELECT sum(messages) FROM usage_total"_s), 3);
}

void TestTranscriptLog::nothingIsKeptOfACommitThatFails()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    for (const char *point :
         {"transcripts.between_slices:2:error", "transcripts.before_commit:1:error"}) {
        TranscriptStore store;
        setFaults(point);
        QCOMPARE(offer(store, {sliceOf(0, 100, "a"), sliceOf(100, 200, "b")}), QList<bool>{});
        setFaults("");
        QCOMPARE(store.transcriptRows(), QStringList{});
        QCOMPARE(store.number(u"SELECT count(*) FROM observation"_s), 0);
        QCOMPARE(offer(store, {sliceOf(0, 100, "a"), sliceOf(100, 200, "b")}),
                 (QList<bool>{true, true}));
        QCOMPARE(store.number(u"SELECT sum(messages) FROM usage_total"_s), 2);
        QCOMPARE(store.commitAndTell({request(u"e"_s, u"s"_s)}), u"stored 1");
        QCOMPARE(store.damage(), QString());
    }
#endif
}

void TestTranscriptLog::theTablesFollowFromTheLogWithSessionsThatOnlyTranscriptsTell()
{
    TranscriptStore store;
    store.commit({request(u"1"_s, u"first"_s)});
    store.import(setNamed(kProject).files);
    store.import(setNamed(u"fork"_s).files);
    // One of them is heard of by hooks later, and one that is new comes between.
    store.commit(
        {request(u"2"_s, u"second"_s), request(u"3"_s, u"7a7a7a7a-0000-4000-8000-000000000001"_s)});
    const QStringList before = store.projections();
    const QStringList usage = store.transcriptRows();
    QVERIFY(store.committer().transact(rebuildProjections).ok());
    QCOMPARE(store.projections(), before);
    QCOMPARE(store.transcriptRows(), usage);
    QCOMPARE(store.damage(), QString());
    const Verdict verdict = verifyStore(store.database()).value();
    QVERIFY2(verdict.sound && verdict.follows, qPrintable(verdict.problems.join(u'\n')));
}

void TestTranscriptLog::linesWithoutATimeAreMadeAnewAsTheyWere()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(u"a.jsonl"_s),
              R"({"type":"user","sessionId":"s","cwd":"/p","uuid":"u1","isSidechain":false,)"
              R"("message":{"role":"user","content":"hi"}})"
              "\n"
              R"({"type":"assistant","sessionId":"s","uuid":"u2","parentUuid":"u1",)"
              R"("message":{"id":"m","role":"assistant","model":"claude-opus-5-5","content":)"
              R"([{"type":"tool_use","id":"t","name":"Bash","input":{"command":"ls"}}]}})"
              "\n");
    TranscriptStore store;
    store.import({folder.path()});
    QCOMPARE(store.rows(u"SELECT prompt FROM turn"_s), QStringList{u"hi"_s});
    const Verdict verdict = verifyStore(store.database()).value();
    QVERIFY2(verdict.sound && verdict.follows, qPrintable(verdict.problems.join(u'\n')));
}

void TestTranscriptLog::aSessionIsOfTheDayOfItsLinesNotOfItsReading()
{
    const QTemporaryDir folder;
    const QByteArray user = R"({"type":"user","sessionId":"%","cwd":"/p","uuid":"u%","timestamp":)"
                            R"("2026-05-01T1%:00:00Z","message":{"role":"user","content":"hi"}})"
                            "\n";
    writeFile(folder.filePath(u"a.jsonl"_s),
              QByteArray(user).replace('%', '1')
                  + R"({"type":"permission-mode","permissionMode":"auto","sessionId":"2"})"
                    "\n"
                  + QByteArray(user).replace('%', '2')
                  + R"({"type":"ai-title","aiTitle":"T","sessionId":"2"})"
                    "\n");
    TranscriptStore store;
    store.import({folder.path()});
    QCOMPARE(store.rows(u"SELECT id, title, last_event_at FROM session ORDER BY id"_s),
             QStringList({u"1|hi|1777633200000"_s, u"2|T|1777636800000"_s}));
}

void TestTranscriptLog::aSessionOfTranscriptsAloneIsNotTakenForALivingOne()
{
    TranscriptStore store;
    store.import(setNamed(kProject).files);
    const std::vector<Session> found = sessions(store.database(), {}).value();
    QCOMPARE(found.size(), 1U);
    const Session &session = found.front();
    QCOMPARE(session.project, u"shop");
    QCOMPARE(session.cwd, u"/home/dev/work/shop");
    QCOMPARE(session.branch, u"main");
    QCOMPARE(session.events, 0);
    QCOMPARE(session.status, SessionStatus::Ended);
    QCOMPARE(session.statusReason, u"known from its transcript alone, last written 2026-10-08");
    QVERIFY(session.transcriptPath.endsWith(u"7a7a7a7a-0000-4000-8000-000000000001.jsonl"));
}

// Lines stand in the order in which they were written, and files are read in any.
void TestTranscriptLog::anEndThatMovesIsSinceThen()
{
    QTemporaryDir folder;
    const QByteArray line =
        R"({"type":"user","sessionId":"s","uuid":"%","timestamp":"2026-0%-01T12:00:00Z",)"
        R"("cwd":"/w","message":{"role":"user","content":"hi"}})"
        "\n";
    TranscriptStore store;
    QByteArray text;
    for (const char month : {'2', '4', '3'}) {
        text += QByteArray(line).replace('%', month);
        QFile file(folder.filePath(u"s.jsonl"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
        file.close();
        store.import({folder.path()});
        QCOMPARE(store.rows(u"SELECT status_since - ended_at, ended_at - last_event_at "
                            "FROM session"_s),
                 QStringList(u"0|0"_s));
    }
}

void TestTranscriptLog::aChosenTitleOutlivesGeneratedOnes()
{
    TranscriptStore store;
    store.import(setNamed(kProject).files);
    QCOMPARE(store.rows(u"SELECT title FROM session"_s), QStringList{u"Der Warenkorb"_s});
    // Told again in a file that has only the generated one.
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"t.jsonl"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"type":"ai-title","aiTitle":"Generated",)"
               R"("sessionId":"7a7a7a7a-0000-4000-8000-000000000001"})"
               "\n");
    file.close();
    store.import({file.fileName()});
    QCOMPARE(store.rows(u"SELECT title FROM session"_s), QStringList{u"Der Warenkorb"_s});
}

void TestTranscriptLog::usageIsSummedUpByEachKey()
{
    TranscriptStore store;
    store.import(setNamed(kProject).files);
    const auto told = [&store](const QString &key) {
        QStringList rows;
        const QJsonArray all = usageJson(store.database(), key, 1000).value();
        for (const QJsonValue &row : all) {
            const QJsonObject object = row.toObject();
            const QJsonValue cost = object.value(u"cost_usd");
            rows.append(u"%1 %2 %3"_s.arg(
                object.value(key).toString(),
                QString::number(object.value(u"output_tokens").toInteger()),
                cost.isNull() ? u"unknown"_s : QString::number(cost.toDouble(), 'f', 6)));
        }
        return rows.join(u", "_s);
    };
    QCOMPARE(told(u"day"_s),
             u"2026-10-06 512 0.020027, 2026-10-07 60 0.006308, 2026-10-08 37 0.086280");
    QCOMPARE(
        told(u"model"_s),
        u"claude-haiku-4-5-20251001 90 0.001780, claude-haiku-5-5 20 0.055080, "
        "claude-nova-9 7 unknown, claude-opus-5-5 10 0.031200, claude-sonnet-5-5 480 0.024532, "
        "us.anthropic.claude-haiku-4-5-20251001-v1:0 2 0.000023");
    QCOMPARE(told(u"project"_s), u"shop 609 0.112615");
    QCOMPARE(told(u"agent"_s), u" 517 0.110812, aa11 90 0.001780, bb22 2 0.000023");
    QVERIFY(!usageJson(store.database(), u"colour"_s, 1000));
}

void TestTranscriptLog::aSessionWithoutTranscriptsHasNoFigures()
{
    TranscriptStore store;
    store.commit({request(u"1"_s, u"hooks only"_s)});
    const QJsonObject row =
        usageJson(store.database(), u"session"_s, 1000).value().first().toObject();
    QVERIFY(row.value(u"input_tokens").isNull());
    QVERIFY(row.value(u"cost_usd").isNull());
}

void TestTranscriptLog::ownPricesGoBeforeShippedOnesAndChangeAllCosts()
{
    TranscriptStore store;
    const ExpectedUsage set = setNamed(kProject);
    store.import(set.files);
    const QStringList before = store.transcriptRows();
    const auto setPrices = [&store](const QByteArray &json) {
        const PriceFile file = parsePrices(json).value();
        return store.committer()
            .transact([&file](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                if (Result<void> done = setOwnPrices(database, file.prices); !done)
                    return done.error();
                return ChangeSet();
            })
            .ok();
    };
    QVERIFY(setPrices(R"({"rows":[{"model":"claude-nova-9","input":1,"output":2,"cache_read":1},
        {"model":"claude-sonnet-5-5","input":0,"output":0,"cache_write_5m":0,"cache_write_1h":0,
         "cache_read":0,"effective_from":"2026-10-07"}]})"));
    QCOMPARE(store.rows(u"SELECT cost FROM usage_message WHERE message_id = 'msg_f'"_s).join(u' '),
             QString::number((7 + 14 + 7) * 1'000'000));
    QCOMPARE(store.rows(u"SELECT cost FROM usage_message WHERE message_id = 'msg_b'"_s).join(u' '),
             u"0");
    QCOMPARE(store.number(u"SELECT sum(unpriced) FROM usage_total"_s), 0);
    QVERIFY(setPrices(R"({"rows":[]})"));
    QCOMPARE(store.transcriptRows(), before);
    QVERIFY(!parsePrices(R"({"rows":[{"model":"x","input":-1}]})"));
    QVERIFY(!parsePrices("[]"));
}

QTEST_GUILESS_MAIN(TestTranscriptLog)
#include "tst_transcriptlog.moc"
