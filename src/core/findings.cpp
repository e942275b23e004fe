// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/findings.h"

#include "core/statusrules.h"
#include "core/texts.h"
#include "core/times.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// An agent's record is written a little before or after its hook: only what stands is believed.
constexpr qint64 kRecordSettlesMs = 2000;
constexpr qsizetype kCauseLength = 160;
constexpr qint64 kMinute = 60 * 1000;
// Sources may differ for a moment.
constexpr qint64 kDisagreesMs = 10 * 1000;
// A subagent writes its prompt down at once. Its first answer may take a long think.
constexpr qint64 kUnbornAgentMs = 2 * kMinute;
constexpr qint64 kSilentAgentMs = 30 * kMinute;

bool isOpen(const AttentionItem &item)
{
    return !item.resolvedAtMs;
}

Finding finding(ReportKind kind, qint64 atMs)
{
    Finding found;
    found.atMs = atMs;
    found.report.kind = kind;
    return found;
}

// The process is gone, and no end was told. What was heard after the look says otherwise.
bool isGone(const SessionState &state, const SessionEvidence &evidence)
{
    const Session &session = state.session;
    return evidence.state == ProcessState::Gone && !session.endedAtMs && !session.goneAtMs
        && session.process == evidence.process && session.lastEventMs <= evidence.gatheredAtMs;
}

// An agent whose hooks are not understood may have told its end: only its lock tells how it ended.
std::optional<Finding> ofGoneProcess(const SessionEvidence &evidence)
{
    const QString process = u"its process %1 is gone"_s.arg(evidence.process.pid.value_or(0));
    if (evidence.lock == LockSign::Free) {
        Finding found = finding(ReportKind::SessionLetGo, evidence.gatheredAtMs);
        found.report.text = process + u", and has left no lock behind"_s;
        return found;
    }
    if (!isUnderstood(evidence.key.source) && evidence.lock != LockSign::Left)
        return std::nullopt;
    Finding found = finding(ReportKind::ProcessGone, evidence.gatheredAtMs);
    found.report.text = process
        + (evidence.lock == LockSign::Left ? u", and has left its lock behind"_s
                                           : u", and no end was told"_s);
    return found;
}

bool hasOpenAskOfMain(const SessionState &state)
{
    return std::any_of(state.attention.cbegin(), state.attention.cend(),
                       [](const AttentionItem &item) {
                           return isOpen(item) && isAsk(item.kind) && item.agentId.isEmpty();
                       });
}

// A lead that none of its idle teammates has woken waits for a person.
bool restsBesideIdleMates(const SessionState &state, const SessionEvidence &evidence)
{
    const Session &session = state.session;
    return session.turn == TurnState::Over && session.status == SessionStatus::Parked
        && session.teammates > 0 && session.runningSubagents == 0
        && evidence.record->word == LiveWord::Idle && evidence.record->sessionId == session.key.id
        && evidence.gatheredAtMs - std::max(session.lastEventMs, evidence.awakeSinceMs)
        >= kDisagreesMs;
}

// The agent's own word where hooks said nothing: Esc, a refusal, an approval, a teammate's message.
std::optional<Finding> ofRecord(const SessionState &state, const SessionEvidence &evidence)
{
    const Session &session = state.session;
    const LiveRecord &record = *evidence.record;
    if (restsBesideIdleMates(state, evidence))
        return finding(ReportKind::AgentSaysIdle, evidence.gatheredAtMs);
    const bool isNewer = record.updatedAtMs > session.lastEventMs
        && evidence.gatheredAtMs - record.updatedAtMs >= kRecordSettlesMs;
    if (!isNewer || session.endedAtMs || session.goneAtMs || record.sessionId != session.key.id)
        return std::nullopt;
    const bool asked = hasOpenAskOfMain(state);
    switch (record.word) {
    case LiveWord::Idle:
        if (session.turn == TurnState::Open || asked)
            return finding(ReportKind::AgentSaysIdle, record.updatedAtMs);
        return std::nullopt;
    case LiveWord::Busy:
        // While it compacts it is busy, and no turn begins by that.
        if (asked || (session.turn == TurnState::Over && !session.compacting))
            return finding(ReportKind::AgentSaysBusy, record.updatedAtMs);
        return std::nullopt;
    case LiveWord::Shell:
        if (asked)
            return finding(ReportKind::AgentSaysBusy, record.updatedAtMs);
        return std::nullopt;
    case LiveWord::Waiting:
        if (!asked) {
            Finding found = finding(ReportKind::AgentSaysWaiting, record.updatedAtMs);
            found.report.text = u"the agent waits for you: "_s
                + oneLine(record.waitingFor.isEmpty() ? u"it does not say for what"_s
                                                      : record.waitingFor,
                          kCauseLength);
            return found;
        }
        return std::nullopt;
    case LiveWord::Other:
        return std::nullopt;
    }
    Q_UNREACHABLE();
    return std::nullopt;
}

QString timeOfDay(qint64 atMs)
{
    return toRfc3339(atMs).mid(11, 8) + u'Z';
}

QString hooksSay(const Session &session)
{
    const QString what = session.turn == TurnState::Open ? u"at work"_s : u"turn over"_s;
    return u"hooks: %1 since %2"_s.arg(what, timeOfDay(session.turnChangedMs));
}

// Words that can't both be true. The cause tells this contradiction from a later one: told once,
// however often it is seen while the older word stands.
struct Contradiction
{
    QString text;
    QString cause;
};

// What the agent's record says and hooks deny, or the other way round. The newer of two words is
// believed, and the agent writes its record a moment before or after its hook; so only an older one
// that has stood beside the newer for some time is at odds with it.
std::optional<Contradiction> recordContradicts(const SessionState &state,
                                               const SessionEvidence &evidence)
{
    const Session &session = state.session;
    const LiveRecord &record = *evidence.record;
    if (record.sessionId != session.key.id) {
        if (evidence.gatheredAtMs - record.updatedAtMs < kDisagreesMs)
            return std::nullopt;
        return Contradiction{u"%1; its process %2 works in another session since %3"_s.arg(
                                 hooksSay(session),
                                 QString::number(evidence.process.pid.value_or(0)),
                                 timeOfDay(record.updatedAtMs)),
                             u"session:"_s + record.sessionId};
    }
    const qint64 sinceMs = std::max(session.turnChangedMs, evidence.awakeSinceMs);
    const bool stands = record.updatedAtMs < session.turnChangedMs
        && evidence.gatheredAtMs - sinceMs >= kDisagreesMs;
    const bool idleAtWork = session.turn == TurnState::Open && record.word == LiveWord::Idle;
    const bool busyAtRest = session.turn == TurnState::Over && record.word == LiveWord::Busy
        && session.backgroundTasks == 0 && session.scheduledWakeUps == 0;
    if (!stands || (!idleAtWork && !busyAtRest))
        return std::nullopt;
    return Contradiction{
        u"%1; its own record: %2 since %3"_s.arg(
            hooksSay(session), idleAtWork ? u"idle"_s : u"busy"_s, timeOfDay(record.updatedAtMs)),
        u"record:%1"_s.arg(record.updatedAtMs)};
}

std::optional<Contradiction> transcriptContradicts(const SessionState &state,
                                                   const SessionEvidence &evidence)
{
    const Session &session = state.session;
    const bool isAtOdds = evidence.transcriptAtMs && session.turn == TurnState::Over
        && *evidence.transcriptAtMs - session.lastEventMs >= kDisagreesMs;
    if (!isAtOdds)
        return std::nullopt;
    return Contradiction{u"%1; its transcript: an answer at %2"_s.arg(
                             hooksSay(session), timeOfDay(*evidence.transcriptAtMs)),
                         u"transcript:%1"_s.arg(session.turnChangedMs)};
}

std::optional<Finding> ofSources(const SessionState &state, const SessionEvidence &evidence)
{
    std::optional<Contradiction> seen =
        evidence.record ? recordContradicts(state, evidence) : std::nullopt;
    if (!seen)
        seen = transcriptContradicts(state, evidence);
    const auto known = std::find_if(
        state.attention.cbegin(), state.attention.cend(), [](const AttentionItem &item) {
            return isOpen(item) && item.kind == AttentionKind::Disagreement;
        });
    const bool isKnown = known != state.attention.cend();
    if (isKnown == seen.has_value() || (!isKnown && hasOpenAskOfMain(state)))
        return std::nullopt;
    Finding found =
        finding(isKnown ? ReportKind::FoundOver : ReportKind::Found, evidence.gatheredAtMs);
    found.report.finding = AttentionKind::Disagreement;
    found.report.cause =
        isKnown ? attentionCause(known->id, state.session.ref, known->kind) : seen->cause;
    if (seen)
        found.report.text = seen->text;
    return found;
}

// A subagent of which nothing was ever heard but that it was started.
std::optional<Finding> ofAgent(const SessionState &state, const SessionEvidence &evidence,
                               const Agent &agent)
{
    const AgentSign sign = evidence.agents.value(agent.id, AgentSign::NotKnown);
    const QString cause = u"agent:"_s + agent.id;
    const bool isKnown =
        state.attention.contains(attentionItemId(state.session.ref, AttentionKind::Stalled, cause));
    if (isKnown && sign == AgentSign::Answer) {
        Finding over = finding(ReportKind::FoundOver, evidence.gatheredAtMs);
        over.report.finding = AttentionKind::Stalled;
        over.report.cause = cause;
        over.report.agentId = agent.id;
        return over;
    }
    if (isKnown || sign == AgentSign::NotKnown || sign == AgentSign::Answer || agent.endedAtMs
        || agent.toolCalls > 0 || !agent.startedAtMs)
        return std::nullopt;
    const qint64 limitMs = sign == AgentSign::Absent ? kUnbornAgentMs : kSilentAgentMs;
    const qint64 awake =
        evidence.gatheredAtMs - std::max(*agent.startedAtMs, evidence.awakeSinceMs);
    if (awake <= limitMs)
        return std::nullopt;
    Finding found = finding(ReportKind::Found, evidence.gatheredAtMs);
    found.report.finding = AttentionKind::Stalled;
    found.report.cause = cause;
    found.report.agentId = agent.id;
    found.report.text = u"subagent %1 was started %2 ago and has %3"_s.arg(
        oneLine(agent.type.isEmpty() ? agent.id : agent.type, kCauseLength),
        shortDuration(evidence.gatheredAtMs - *agent.startedAtMs),
        sign == AgentSign::Absent ? u"written nothing"_s : u"no answer to its prompt"_s);
    return found;
}

bool isStallKnown(const SessionState &state, const QString &callId)
{
    return std::any_of(
        state.attention.cbegin(), state.attention.cend(),
        [&callId](const AttentionItem &item) { return isOpen(item) && item.toolUseId == callId; });
}

// A call that outlasts its own history. One that a person is asked about waits, and is not stuck.
std::optional<Finding> ofCall(const SessionState &state, const SessionEvidence &evidence,
                              const ToolCall &call)
{
    const auto usual = evidence.calls.constFind(call.id);
    if (usual == evidence.calls.cend() || !call.startedAtMs || call.status != CallStatus::Running
        || isStallKnown(state, call.id))
        return std::nullopt;
    // While a person was asked it did not run.
    const qint64 ranFrom = std::max(*call.startedAtMs, usual->askedUntilMs);
    if (evidence.gatheredAtMs - std::max(ranFrom, evidence.awakeSinceMs) <= usual->limitMs)
        return std::nullopt;
    const qint64 lasts = evidence.gatheredAtMs - ranFrom;
    Finding found = finding(ReportKind::CallStalled, evidence.gatheredAtMs);
    found.report.agentId = call.agentId;
    found.report.toolUseId = call.id;
    found.report.toolName = call.name;
    found.report.summary = call.summary;
    found.report.text = u"no tool result for %1: %2"_s.arg(
        shortDuration(lasts), oneLine(call.name + u' ' + call.summary, kCauseLength));
    found.report.text += usual->usualMs
        ? u"; usual is at most %1"_s.arg(shortDuration(*usual->usualMs))
        : u"; few like it were seen"_s;
    return found;
}

} // namespace

std::vector<Finding> findingsOf(const SessionState &state, const SessionEvidence &evidence)
{
    std::vector<Finding> found;
    if (isGone(state, evidence)) {
        if (std::optional<Finding> end = ofGoneProcess(evidence))
            found.push_back(std::move(*end));
        return found;
    }
    if (state.session.endedAtMs || state.session.goneAtMs)
        return found;
    if (evidence.startedBy && !state.session.parent && *evidence.startedBy != state.session.ref) {
        found.push_back(finding(ReportKind::RunOfAnother, evidence.gatheredAtMs));
        found.back().report.parent = evidence.startedBy;
    }
    std::optional<Finding> word = evidence.record ? ofRecord(state, evidence) : std::nullopt;
    if (!word)
        word = ofSources(state, evidence);
    if (word)
        found.push_back(std::move(*word));
    for (const Agent &agent : state.agents) {
        if (std::optional<Finding> wedged = ofAgent(state, evidence, agent))
            found.push_back(std::move(*wedged));
    }
    for (const ToolCall &call : state.calls) {
        if (std::optional<Finding> stalled = ofCall(state, evidence, call))
            found.push_back(std::move(*stalled));
    }
    return found;
}

} // namespace dogwatch
