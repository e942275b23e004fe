// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/findings.h"

#include "core/texts.h"
#include "core/times.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// An agent's record is written a little before or after its hook: only what stands is believed.
constexpr qint64 kRecordSettlesMs = 2000;
constexpr qsizetype kCauseLength = 160;

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
bool showsLoss(const SessionState &state, const SessionEvidence &evidence)
{
    const Session &session = state.session;
    return evidence.state == ProcessState::Gone && !session.endedAtMs && !session.goneAtMs
        && session.process == evidence.process && session.lastEventMs <= evidence.gatheredAtMs;
}

bool hasOpenAskOfMain(const SessionState &state)
{
    return std::any_of(state.attention.cbegin(), state.attention.cend(),
                       [](const AttentionItem &item) {
                           return isOpen(item) && isAsk(item.kind) && item.agentId.isEmpty();
                       });
}

// The agent's own word where hooks said nothing: Esc, a refusal, an approval.
std::optional<Finding> ofRecord(const SessionState &state, const SessionEvidence &evidence)
{
    const Session &session = state.session;
    const LiveRecord &record = *evidence.record;
    const bool isNewer = record.updatedAtMs > session.lastEventMs
        && evidence.gatheredAtMs - record.updatedAtMs >= kRecordSettlesMs;
    if (!isNewer || session.endedAtMs || session.goneAtMs)
        return std::nullopt;
    const bool asked = hasOpenAskOfMain(state);
    switch (record.word) {
    case LiveWord::Idle:
        if (session.turn == TurnState::Open || asked)
            return finding(ReportKind::AgentSaysIdle, record.updatedAtMs);
        return std::nullopt;
    case LiveWord::Busy:
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
    const qint64 awake = evidence.gatheredAtMs - std::max(*call.startedAtMs, evidence.awakeSinceMs);
    if (awake <= usual->limitMs)
        return std::nullopt;
    const qint64 lasts = evidence.gatheredAtMs - *call.startedAtMs;
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
    if (showsLoss(state, evidence)) {
        found.push_back(finding(ReportKind::ProcessGone, evidence.gatheredAtMs));
        found.back().report.text =
            u"its process %1 is gone, and no end was told"_s.arg(evidence.process.pid.value_or(0));
        return found;
    }
    if (evidence.record) {
        if (std::optional<Finding> word = ofRecord(state, evidence))
            found.push_back(std::move(*word));
    }
    if (state.session.endedAtMs || state.session.goneAtMs)
        return found;
    for (const ToolCall &call : state.calls) {
        if (std::optional<Finding> stalled = ofCall(state, evidence, call))
            found.push_back(std::move(*stalled));
    }
    return found;
}

} // namespace dogwatch
