// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/findings.h"
#include "core/statusrules.h"

#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNow = 1'763'700'000'000;
constexpr qint64 kMinute = 60 * 1000;

SessionState atWork()
{
    SessionState state;
    state.session.key = {Source::ClaudeCode, u"s"_s};
    state.session.events = 3;
    state.session.turn = TurnState::Open;
    state.session.turnChangedMs = kNow - 20 * kMinute;
    state.session.lastEventMs = kNow - 20 * kMinute;
    state.session.process = {4711, kNow - 60 * kMinute};
    return state;
}

SessionEvidence evidenceOf(const SessionState &state)
{
    SessionEvidence evidence;
    evidence.key = state.session.key;
    evidence.process = state.session.process;
    evidence.state = ProcessState::Alive;
    evidence.gatheredAtMs = kNow;
    return evidence;
}

LiveRecord record(LiveWord word, qint64 ageMs = kMinute)
{
    return {u"s"_s, word, u"permission to use Bash"_s, kNow - ageMs};
}

void addCall(SessionState &state, qint64 ageMs)
{
    ToolCall call;
    call.id = u"t"_s;
    call.name = u"Bash"_s;
    call.summary = u"pytest -q"_s;
    call.status = CallStatus::Running;
    call.startedAtMs = kNow - ageMs;
    state.calls.insert(call.id, call);
}

void addAsk(SessionState &state, const QString &callId = {})
{
    AttentionItem item;
    item.id = u"ask"_s;
    item.kind = AttentionKind::Permission;
    item.toolUseId = callId;
    item.sinceMs = kNow - 10 * kMinute;
    state.attention.insert(item.id, item);
}

QList<ReportKind> kinds(const SessionState &state, const SessionEvidence &evidence)
{
    QList<ReportKind> found;
    for (const Finding &finding : findingsOf(state, evidence))
        found.append(finding.report.kind);
    return found;
}

const QList<ReportKind> kNothing;

} // namespace

// What evidence means, beside what is known already.
class TestFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void silenceAloneShowsNothing();
    void aProcessThatIsGoneIsALoss();
    void aLossIsNoneWhereMoreIsKnownThanTheEvidence_data();
    void aLossIsNoneWhereMoreIsKnownThanTheEvidence();
    void theAgentsOwnWordCountsWhereHooksWereSilent();
    void anOldWordIsNoNews();
    void aCallThatOutlastsItsHistoryHangs();
    void aCallThatWaitsForAPersonDoesNotHang();
    void timeAsleepDoesNotCount();
    void aHangIsSaidOnce();
    void aSubagentThatNeverBeginsIsStuck_data();
    void aSubagentThatNeverBeginsIsStuck();
    void sourcesThatContradictEachOther_data();
    void sourcesThatContradictEachOther();
    void noRuleRestsOnTheClockAlone();
    void aLaterContradictionIsAnotherCause();
};

void TestFindings::silenceAloneShowsNothing()
{
    SessionState state = atWork();
    state.session.lastEventMs = kNow - 9 * 60 * kMinute;
    addCall(state, 8 * 60 * kMinute);
    QCOMPARE(kinds(state, evidenceOf(state)), kNothing);
    SessionEvidence unknown = evidenceOf(state);
    unknown.state = ProcessState::NotKnown;
    QCOMPARE(kinds(state, unknown), kNothing);
}

void TestFindings::aProcessThatIsGoneIsALoss()
{
    const SessionState state = atWork();
    SessionEvidence evidence = evidenceOf(state);
    evidence.state = ProcessState::Gone;
    const std::vector<Finding> found = findingsOf(state, evidence);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.front().report.kind, ReportKind::ProcessGone);
    QCOMPARE(found.front().atMs, kNow);
    QVERIFY(found.front().report.text.contains(u"4711"_s));
}

void TestFindings::aLossIsNoneWhereMoreIsKnownThanTheEvidence_data()
{
    QTest::addColumn<SessionState>("state");
    SessionState ended = atWork();
    ended.session.endedAtMs = kNow - kMinute;
    QTest::newRow("it has ended") << ended;
    SessionState gone = atWork();
    gone.session.goneAtMs = kNow - kMinute;
    QTest::newRow("it is known") << gone;
    SessionState heard = atWork();
    heard.session.lastEventMs = kNow + 1;
    QTest::newRow("it was heard since the look") << heard;
    SessionState resumed = atWork();
    resumed.session.process.pid = 4712;
    QTest::newRow("it runs in another process by now") << resumed;
}

void TestFindings::aLossIsNoneWhereMoreIsKnownThanTheEvidence()
{
    QFETCH(SessionState, state);
    SessionEvidence evidence = evidenceOf(atWork());
    evidence.state = ProcessState::Gone;
    QCOMPARE(kinds(state, evidence), kNothing);
}

void TestFindings::theAgentsOwnWordCountsWhereHooksWereSilent()
{
    SessionState state = atWork();
    SessionEvidence evidence = evidenceOf(state);
    evidence.record = record(LiveWord::Busy);
    QCOMPARE(kinds(state, evidence), kNothing);
    evidence.record = record(LiveWord::Idle);
    QCOMPARE(kinds(state, evidence), QList{ReportKind::AgentSaysIdle});
    evidence.record = record(LiveWord::Waiting);
    QCOMPARE(kinds(state, evidence), QList{ReportKind::AgentSaysWaiting});
    QVERIFY(findingsOf(state, evidence).front().report.text.contains(u"permission to use Bash"_s));
    addAsk(state);
    QCOMPARE(kinds(state, evidence), kNothing);
    evidence.record = record(LiveWord::Busy);
    QCOMPARE(kinds(state, evidence), QList{ReportKind::AgentSaysBusy});
    evidence.record = record(LiveWord::Idle);
    QCOMPARE(kinds(state, evidence), QList{ReportKind::AgentSaysIdle});
    evidence.record = record(LiveWord::Other);
    QCOMPARE(kinds(state, evidence), kNothing);
    // A turn that is over is no news.
    SessionState over = atWork();
    over.session.turn = TurnState::Over;
    evidence.record = record(LiveWord::Idle);
    QCOMPARE(kinds(over, evidence), kNothing);
}

void TestFindings::anOldWordIsNoNews()
{
    SessionState state = atWork();
    state.session.lastEventMs = kNow - kMinute;
    SessionEvidence evidence = evidenceOf(state);
    evidence.record = record(LiveWord::Idle, 2 * kMinute);
    QCOMPARE(kinds(state, evidence), kNothing);
    // And what was written this instant may be followed by the hook that says it.
    evidence.record = record(LiveWord::Idle, 100);
    QCOMPARE(kinds(state, evidence), kNothing);
}

void TestFindings::aCallThatOutlastsItsHistoryHangs()
{
    SessionState state = atWork();
    addCall(state, 14 * kMinute);
    SessionEvidence evidence = evidenceOf(state);
    evidence.calls.insert(u"t"_s, {10 * kMinute, 2 * kMinute});
    const std::vector<Finding> found = findingsOf(state, evidence);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.front().report.kind, ReportKind::CallStalled);
    QCOMPARE(found.front().report.toolUseId, u"t"_s);
    QCOMPARE(found.front().report.text,
             u"no tool result for 14 m: Bash pytest -q; usual is at most 2 m"_s);
    evidence.calls[u"t"_s].limitMs = 15 * kMinute;
    QCOMPARE(kinds(state, evidence), kNothing);
}

void TestFindings::aCallThatWaitsForAPersonDoesNotHang()
{
    SessionState state = atWork();
    addCall(state, 14 * kMinute);
    addAsk(state, u"t"_s);
    SessionEvidence evidence = evidenceOf(state);
    evidence.calls.insert(u"t"_s, {10 * kMinute, 2 * kMinute});
    QCOMPARE(kinds(state, evidence), kNothing);
}

void TestFindings::timeAsleepDoesNotCount()
{
    SessionState state = atWork();
    addCall(state, 9 * 60 * kMinute);
    SessionEvidence evidence = evidenceOf(state);
    evidence.calls.insert(u"t"_s, {10 * kMinute, 2 * kMinute});
    evidence.awakeSinceMs = kNow - 3 * kMinute;
    QCOMPARE(kinds(state, evidence), kNothing);
    evidence.awakeSinceMs = kNow - 11 * kMinute;
    QCOMPARE(kinds(state, evidence), QList{ReportKind::CallStalled});
}

void TestFindings::aHangIsSaidOnce()
{
    SessionState state = atWork();
    addCall(state, 14 * kMinute);
    AttentionItem known;
    known.id = u"hang"_s;
    known.kind = AttentionKind::Stalled;
    known.toolUseId = u"t"_s;
    state.attention.insert(known.id, known);
    SessionEvidence evidence = evidenceOf(state);
    evidence.calls.insert(u"t"_s, {10 * kMinute, 2 * kMinute});
    QCOMPARE(kinds(state, evidence), kNothing);
}

void TestFindings::aSubagentThatNeverBeginsIsStuck_data()
{
    QTest::addColumn<AgentSign>("sign");
    QTest::addColumn<qint64>("ageMs");
    QTest::addColumn<qint64>("awakeMs");
    QTest::addColumn<qint64>("calls");
    QTest::addColumn<bool>("isStuck");
    const qint64 all = 60 * kMinute;
    QTest::newRow("nothing of it is there")
        << AgentSign::Absent << 3 * kMinute << all << 0LL << true;
    QTest::newRow("not yet") << AgentSign::Absent << kMinute << all << 0LL << false;
    QTest::newRow("it slept") << AgentSign::Absent << 3 * kMinute << kMinute << 0LL << false;
    QTest::newRow("it may think") << AgentSign::Prompt << 20 * kMinute << all << 0LL << false;
    QTest::newRow("nobody thinks so long")
        << AgentSign::Prompt << 31 * kMinute << all << 0LL << true;
    QTest::newRow("it has answered") << AgentSign::Answer << 40 * kMinute << all << 0LL << false;
    QTest::newRow("its file can't be seen")
        << AgentSign::NotKnown << 40 * kMinute << all << 0LL << false;
    QTest::newRow("it was heard") << AgentSign::Absent << 40 * kMinute << all << 1LL << false;
}

void TestFindings::aSubagentThatNeverBeginsIsStuck()
{
    QFETCH(AgentSign, sign);
    QFETCH(qint64, ageMs);
    QFETCH(qint64, awakeMs);
    QFETCH(qint64, calls);
    QFETCH(bool, isStuck);
    SessionState state = atWork();
    Agent agent;
    agent.id = u"a"_s;
    agent.type = u"general-purpose"_s;
    agent.startedAtMs = kNow - ageMs;
    agent.toolCalls = calls;
    state.agents.insert(agent.id, agent);
    SessionEvidence evidence = evidenceOf(state);
    evidence.awakeSinceMs = kNow - awakeMs;
    evidence.agents.insert(u"a"_s, sign);
    const std::vector<Finding> found = findingsOf(state, evidence);
    QCOMPARE(found.size(), std::size_t(isStuck ? 1 : 0));
    if (!isStuck)
        return;
    QCOMPARE(found.front().report.kind, ReportKind::Found);
    QCOMPARE(found.front().report.finding, std::optional(AttentionKind::Stalled));
    QVERIFY(found.front().report.text.contains(u"general-purpose"_s));
    AttentionItem known;
    known.id =
        attentionItemId(state.session.ref, AttentionKind::Stalled, found.front().report.cause);
    state.attention.insert(known.id, known);
    QCOMPARE(kinds(state, evidence), kNothing); // it is said once
}

void TestFindings::sourcesThatContradictEachOther_data()
{
    QTest::addColumn<TurnState>("turn");
    QTest::addColumn<LiveWord>("word");
    QTest::addColumn<qint64>("recordAgeMs"); // the hook is a minute old
    QTest::addColumn<QString>("session");
    QTest::addColumn<int>("background");
    QTest::addColumn<bool>("isAtOdds");
    QTest::newRow("at work, and idle before that")
        << TurnState::Open << LiveWord::Idle << 2 * kMinute << u"s"_s << 0 << true;
    QTest::newRow("at work, and busy")
        << TurnState::Open << LiveWord::Busy << 2 * kMinute << u"s"_s << 0 << false;
    QTest::newRow("at rest, and busy before that")
        << TurnState::Over << LiveWord::Busy << 2 * kMinute << u"s"_s << 0 << true;
    QTest::newRow("at rest, and busy with what runs aside")
        << TurnState::Over << LiveWord::Busy << 2 * kMinute << u"s"_s << 1 << false;
    QTest::newRow("at rest, and idle")
        << TurnState::Over << LiveWord::Idle << 2 * kMinute << u"s"_s << 0 << false;
    QTest::newRow("the process is another's")
        << TurnState::Over << LiveWord::Idle << kMinute / 2 << u"other"_s << 0 << true;
    QTest::newRow("it has only just changed")
        << TurnState::Over << LiveWord::Idle << 1000LL << u"other"_s << 0 << false;
}

void TestFindings::sourcesThatContradictEachOther()
{
    QFETCH(TurnState, turn);
    QFETCH(LiveWord, word);
    QFETCH(qint64, recordAgeMs);
    QFETCH(QString, session);
    QFETCH(int, background);
    QFETCH(bool, isAtOdds);
    SessionState state = atWork();
    state.session.turn = turn;
    state.session.turnChangedMs = kNow - kMinute;
    state.session.lastEventMs = kNow - kMinute;
    state.session.backgroundTasks = background;
    SessionEvidence evidence = evidenceOf(state);
    evidence.record = record(word, recordAgeMs);
    evidence.record->sessionId = session;
    QCOMPARE(kinds(state, evidence), isAtOdds ? QList{ReportKind::Found} : kNothing);
    if (!isAtOdds)
        return;
    const Report said = findingsOf(state, evidence).front().report;
    AttentionItem known;
    known.kind = AttentionKind::Disagreement;
    known.id = attentionItemId(state.session.ref, known.kind, said.cause);
    known.reason = said.text;
    state.attention.insert(known.id, known);
    QCOMPARE(kinds(state, evidence), kNothing);
    // The status is that it is not known, and says what they say.
    QCOMPARE(judge(state).status, SessionStatus::Unknown);
    QVERIFY(judge(state).reason.startsWith(u"hooks: "_s));
    evidence.record = record(turn == TurnState::Open ? LiveWord::Busy : LiveWord::Idle, kMinute);
    QCOMPARE(kinds(state, evidence), QList{ReportKind::FoundOver});
    QCOMPARE(findingsOf(state, evidence).front().report.cause, said.cause);
}

// What was said once is not said again while the same word stands; the next one is.
void TestFindings::aLaterContradictionIsAnotherCause()
{
    SessionState state = atWork();
    SessionEvidence evidence = evidenceOf(state);
    const auto cause = [&] { return findingsOf(state, evidence).front().report.cause; };
    evidence.record = record(LiveWord::Idle, 30 * kMinute);
    const QString first = cause();
    state.session.turnChangedMs += kMinute; // a hook more
    QCOMPARE(cause(), first);
    evidence.record->updatedAtMs += kMinute / 2;
    QVERIFY(cause() != first);

    evidence.record.reset();
    state.session.turn = TurnState::Over;
    evidence.transcriptAtMs = state.session.lastEventMs + kMinute;
    const QString ofTranscript = cause();
    evidence.transcriptAtMs = *evidence.transcriptAtMs + kMinute;
    QCOMPARE(cause(), ofTranscript);
    state.session.turnChangedMs += kMinute;
    QVERIFY(cause() != ofTranscript);
}

void TestFindings::noRuleRestsOnTheClockAlone()
{
    constexpr auto kClock = static_cast<unsigned>(Witness::Clock);
    for (const StatusRule &rule : statusRules())
        QVERIFY2((rule.witnesses & ~kClock) != 0, rule.name);
    // The last rule holds whatever is known, so that there always is a status.
    QVERIFY(statusRules().back().holds(SessionState()));
}

QTEST_APPLESS_MAIN(TestFindings)

#include "tst_findings.moc"
