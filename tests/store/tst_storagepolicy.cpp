// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/storedform.h"
#include "store/incomingevent.h"
#include "store/redactioncount.h"
#include "store/storedtext.h"
#include "store/storefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

const QString kSecret = u"ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"_s;

QString with(const QString &before)
{
    return before + kSecret;
}

StoragePolicy policy(StoreLevel level, bool redacts = false)
{
    return {level, redacts ? std::make_shared<const Redactor>() : nullptr};
}

IncomingEvent incoming(const QByteArray &payload, const StoragePolicy &policy,
                       const QString &id = u"e"_s)
{
    Envelope envelope;
    envelope.eventId = id;
    envelope.source = Source::ClaudeCode;
    envelope.terminal = "{\"title\":\"" + kSecret.toUtf8() + "\"}";
    Result<IncomingEvent> event = makeIncoming(envelope, payload, policy);
    if (!event)
        qFatal("%s", qPrintable(event.error().text));
    return std::move(event).value();
}

QByteArray kept(const IncomingEvent &event)
{
    return unpackPayload(event.encoding, event.stored).value();
}

} // namespace

// What is kept of what agents say, by what a person has set.
class TestStoragePolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutAWishPayloadsStayByteForByte();
    void whatIsDecodedComesFromTheRedactedPayload();
    void idsAndPathsAreNeverRedacted();
    void aDeadLetterIsRedactedToo();
    void eachStoredSecretCountsOnce();
    void outputsAreLeftOutAndAllElseStays();
    void ofMetadataNoTextStays();
    void statusFollowsTheSameWithoutTexts();
    void leavingOutTwiceIsLeavingOutOnce();
    void piecesOfTranscriptsAreHandledAlike();
    void aLongTextIsRedactedBeforeItIsCut();
};

void TestStoragePolicy::withoutAWishPayloadsStayByteForByte()
{
    const QByteArray odd = R"({ "session_id":"s", "hook_event_name":"X","n":1.50,"n":2 })";
    QCOMPARE(kept(incoming(odd, policy(StoreLevel::Full))), odd);
    // Also with redaction, where there is nothing to hide.
    QCOMPARE(kept(incoming(odd, policy(StoreLevel::Full, true))), odd);
}

void TestStoragePolicy::whatIsDecodedComesFromTheRedactedPayload()
{
    const QByteArray prompt =
        payload(u"s"_s, u"UserPromptSubmit"_s,
                {{u"prompt"_s, with(u"use "_s)}, {u"session_title"_s, with(u"with "_s)}});
    const IncomingEvent event = incoming(prompt, policy(StoreLevel::Full, true));
    QCOMPARE(event.report.text, u"use ghp_…[redacted 40]"_s);
    QCOMPARE(event.report.title, u"with ghp_…[redacted 40]"_s);
    QVERIFY(!event.envelope.terminal.contains(kSecret.toUtf8()));
    QVERIFY(!kept(event).contains(kSecret.toUtf8()));
    const IncomingEvent call =
        incoming(payload(u"s"_s, u"PreToolUse"_s,
                         {{u"tool_name"_s, u"Bash"_s},
                          {u"tool_input"_s, QJsonObject{{u"command"_s, with(u"echo "_s)}}}}),
                 policy(StoreLevel::Full, true));
    QCOMPARE(call.report.summary, u"echo ghp_…[redacted 40]"_s);
}

void TestStoragePolicy::idsAndPathsAreNeverRedacted()
{
    const QByteArray given = payload(kSecret, u"X"_s,
                                     {{u"cwd"_s, with(u"/w/"_s)},
                                      {u"tool_use_id"_s, kSecret},
                                      {u"transcript_path"_s, with(u"/t/"_s)}});
    const IncomingEvent event = incoming(given, policy(StoreLevel::Metadata, true));
    QCOMPARE(event.report.sessionId, kSecret);
    QCOMPARE(event.report.cwd, with(u"/w/"_s));
    QCOMPARE(event.report.transcriptPath, with(u"/t/"_s));
}

void TestStoragePolicy::aDeadLetterIsRedactedToo()
{
    Store store;
    WriteRequest request;
    request.event = incoming("{\"hook_event_name\":\"X\",\"a\":\"" + kSecret.toUtf8() + "\"}",
                             policy(StoreLevel::Full, true));
    QCOMPARE(store.commitAndTell({request}), u"dead"_s);
    const QStringList letters = store.rows(u"SELECT CAST(payload AS TEXT) FROM dead_letter"_s);
    QCOMPARE(letters.size(), 1);
    QVERIFY2(!letters.first().contains(kSecret), qPrintable(letters.first()));
}

void TestStoragePolicy::eachStoredSecretCountsOnce()
{
    Store store;
    const QByteArray prompt =
        payload(u"s"_s, u"UserPromptSubmit"_s, {{u"prompt"_s, QString(kSecret + u' ' + kSecret)}});
    WriteRequest request;
    request.event = incoming(prompt, policy(StoreLevel::Full, true));
    request.event.envelope.terminal.clear();
    const qint64 hidden = request.event.redactions.value(u"github-token"_s);
    QVERIFY(hidden >= 2);
    (void)store.commit({request});
    (void)store.commit({request}); // a duplicate: nothing new was stored
    const Result<RedactionTally> counts = redactionCounts(store.database());
    QVERIFY(counts);
    QCOMPARE(counts->value(u"github-token"_s), hidden);
}

void TestStoragePolicy::outputsAreLeftOutAndAllElseStays()
{
    const QJsonObject input{{u"command"_s, u"cat secrets"_s}};
    const IncomingEvent finished =
        incoming(payload(u"s"_s, u"PostToolUse"_s,
                         {{u"tool_name"_s, u"Bash"_s},
                          {u"tool_use_id"_s, u"t"_s},
                          {u"tool_input"_s, input},
                          {u"tool_response"_s, QJsonObject{{u"stdout"_s, u"OUTPUT"_s}}}}),
                 policy(StoreLevel::NoOutputs));
    QVERIFY(!kept(finished).contains("OUTPUT"));
    QCOMPARE(finished.report.summary, u"cat secrets"_s);
    const IncomingEvent failed = incoming(payload(u"s"_s, u"PostToolUseFailure"_s,
                                                  {{u"tool_name"_s, u"Bash"_s},
                                                   {u"tool_use_id"_s, u"t"_s},
                                                   {u"error"_s, u"Exit code 1 OUTPUT"_s}}),
                                          policy(StoreLevel::NoOutputs));
    QVERIFY(!kept(failed).contains("OUTPUT"));
    const IncomingEvent batch = incoming(
        payload(u"s"_s, u"PostToolBatch"_s,
                {{u"tool_calls"_s,
                  QJsonArray{QJsonObject{{u"tool_use_id"_s, u"t"_s},
                                         {u"tool_name"_s, u"Bash"_s},
                                         {u"tool_response"_s, u"<tool_use_error>OUTPUT"_s}}}}}),
        policy(StoreLevel::NoOutputs));
    QVERIFY(!kept(batch).contains("OUTPUT"));
    QVERIFY(batch.report.batch.front().rejected);
    const IncomingEvent agent = incoming(payload(u"s"_s, u"PostToolUse"_s,
                                                 {{u"tool_name"_s, u"Agent"_s},
                                                  {u"tool_response"_s,
                                                   QJsonObject{{u"agentId"_s, u"a1"_s},
                                                               {u"status"_s, u"completed"_s},
                                                               {u"content"_s, u"OUTPUT"_s}}}}),
                                         policy(StoreLevel::NoOutputs));
    QVERIFY(!kept(agent).contains("OUTPUT"));
    QCOMPARE(agent.report.spawnedAgentId, u"a1"_s);
    QVERIFY(agent.report.spawnedAgentFinished);
}

void TestStoragePolicy::ofMetadataNoTextStays()
{
    const QJsonObject all{
        {u"prompt"_s, u"TEXT"_s},
        {u"session_title"_s, u"TEXT"_s},
        {u"tool_name"_s, u"Bash"_s},
        {u"tool_input"_s, QJsonObject{{u"command"_s, u"TEXT"_s}}},
        {u"tool_response"_s, u"TEXT"_s},
        {u"last_assistant_message"_s, u"TEXT"_s},
        {u"message"_s, u"TEXT"_s},
        {u"error"_s, u"TEXT of it"_s},
        {u"new_field"_s, u"TEXT"_s},
        {u"duration_ms"_s, 17},
        {u"cwd"_s, u"/w"_s},
        {u"background_tasks"_s,
         QJsonArray{QJsonObject{{u"status"_s, u"running"_s}, {u"command"_s, u"TEXT"_s}}}}};
    for (const QString &type :
         {u"UserPromptSubmit"_s, u"PostToolUse"_s, u"Stop"_s, u"StopFailure"_s, u"Notification"_s,
          u"PermissionRequest"_s, u"Unheard"_s}) {
        const IncomingEvent event =
            incoming(payload(u"s"_s, type, all), policy(StoreLevel::Metadata));
        QVERIFY2(!kept(event).contains("TEXT"), kept(event).constData());
        QVERIFY(!event.report.text.contains(u"TEXT"_s) && event.report.title.isEmpty());
        QCOMPARE(event.type, type);
        QCOMPARE(event.report.sessionId, u"s"_s);
        QCOMPARE(event.report.cwd, u"/w"_s);
    }
    QCOMPARE(incoming(payload(u"s"_s, u"Stop"_s, all), policy(StoreLevel::Metadata))
                 .report.backgroundTasks,
             1);
}

// Whatever the level, the same kinds of reports come out of the same events.
void TestStoragePolicy::statusFollowsTheSameWithoutTexts()
{
    std::mt19937 random(7);
    const std::vector<WriteRequest> traffic = randomTraffic(random, 200);
    for (const WriteRequest &request : traffic) {
        const QByteArray whole = kept(request.event);
        for (const StoreLevel level : {StoreLevel::NoOutputs, StoreLevel::Metadata}) {
            const IncomingEvent event = incoming(whole, policy(level, true));
            QCOMPARE(event.report.kind, request.event.report.kind);
            QCOMPARE(event.report.sessionId, request.event.report.sessionId);
            QCOMPARE(event.report.agentId, request.event.report.agentId);
            QCOMPARE(event.report.toolUseId, request.event.report.toolUseId);
        }
    }
}

void TestStoragePolicy::leavingOutTwiceIsLeavingOutOnce()
{
    std::mt19937 random(8);
    RedactionTally tally;
    for (const WriteRequest &request : randomTraffic(random, 100)) {
        for (const StoreLevel level : {StoreLevel::NoOutputs, StoreLevel::Metadata}) {
            const QByteArray once = storedPayload(kept(request.event), policy(level), tally);
            QCOMPARE(storedPayload(once, policy(level), tally), once);
        }
    }
}

void TestStoragePolicy::piecesOfTranscriptsAreHandledAlike()
{
    RedactionTally tally;
    const QByteArray result = R"({"text":"OUTPUT","result":{"stdout":"OUTPUT"}})";
    QVERIFY(!storedBody(EntryKind::ToolResult, result, policy(StoreLevel::NoOutputs), tally)
                 .contains("OUTPUT"));
    QCOMPARE(storedBody(EntryKind::Answer, result, policy(StoreLevel::NoOutputs), tally), result);
    const QByteArray compacted = R"({"trigger":"auto","pre_tokens":7,"text":"TEXT"})";
    const QByteArray bare =
        storedBody(EntryKind::Compacted, compacted, policy(StoreLevel::Metadata), tally);
    QVERIFY(!bare.contains("TEXT"));
    QVERIFY(bare.contains("\"auto\"") && bare.contains(":7"));
    QCOMPARE(storedText(u"TEXT"_s, policy(StoreLevel::Metadata), tally), QString());
    QCOMPARE(storedText(kSecret, policy(StoreLevel::Full, true), tally), u"ghp_…[redacted 40]"_s);
}

void TestStoragePolicy::aLongTextIsRedactedBeforeItIsCut()
{
    // The cut would go through the secret, and leave a beginning that is none to the rules.
    const QString text = QString(1024 * 1024 - 20, u'.') + kSecret;
    RedactionTally tally;
    QVERIFY(!storedText(text, policy(StoreLevel::Full, true), tally).contains(kSecret.left(12)));
    const QByteArray body = QJsonDocument(QJsonObject{{u"text"_s, text}}).toJson();
    QVERIFY(!storedBody(EntryKind::Answer, body, policy(StoreLevel::Full, true), tally)
                 .contains(kSecret.left(12).toUtf8()));
}

QTEST_GUILESS_MAIN(TestStoragePolicy)
#include "tst_storagepolicy.moc"
