// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/reducer.h"

#include "core/askrules.h"
#include "core/findingrules.h"
#include "core/reduction.h"
#include "core/texts.h"
#include "core/transcriptrules.h"
#include "core/workrules.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kTitleLength = 200;
constexpr qsizetype kPromptLength = 4000;
constexpr qsizetype kErrorLength = 500;

void onSessionStarted(Reduction &r)
{
    Session &s = r.session();
    r.reopen();
    if (!s.startedAtMs || r.now() < *s.startedAtMs)
        s.startedAtMs = r.now();
    if (s.title.isEmpty())
        s.title = oneLine(r.report().title, kTitleLength);
    // A compaction restarts the same session in the middle of its work, and is not over yet.
    if (r.report().start == StartKind::Compacted)
        s.compacting = r.isCompacting();
    // There is a conversation, and the next word is a person's.
    else if (r.report().start != StartKind::Fresh)
        r.setTurn(TurnState::Over);
}

void onSessionEnded(Reduction &r)
{
    // A session resumed since then is not dragged back by the end that came late.
    if (!r.isNews())
        return;
    Session &s = r.session();
    s.endedAtMs = r.now();
    s.endReason = r.report().text;
    s.turnChangedMs = r.now();
    s.backgroundTasks = 0;
    s.scheduledWakeUps = 0;
    r.endTurns(false); // calls, agents and questions end as in every session that has ended
}

void onPrompt(Reduction &r)
{
    if (!r.isOfMain())
        return r.reopen(r.agent(r.report().agentId));
    Session &s = r.session();
    Turn &turn = r.turn();
    turn.prompt = cut(r.report().text, kPromptLength);
    turn.injected = r.report().injectedPrompt;
    turn.startedAtMs = r.now();
    if (!r.report().title.isEmpty())
        s.title = oneLine(r.report().title, kTitleLength);
    else if (s.title.isEmpty() && !r.report().injectedPrompt)
        s.title = oneLine(r.report().text, kTitleLength);
    r.resolveFindingsOfTurn();
    // What ran aside comes back as a prompt, and that may be all that is heard of its end.
    if (!r.report().spawnedAgentId.isEmpty()
        && r.state().agents.contains(r.report().spawnedAgentId))
        r.endUnlessNewer(r.report().spawnedAgentId);
    // A refusal and an interruption report nothing: the next prompt is what shows them.
    r.resolveAsksOf(u""_s);
    r.abandonCalls(u""_s);
    if (!r.isNews())
        return;
    r.reopen();
    r.setTurn(TurnState::Open);
}

void onToolStarted(Reduction &r)
{
    const Report &report = r.report();
    if (report.toolUseId.isEmpty())
        return;
    ToolCall &call = r.call(report.toolUseId, report.toolName, report.summary);
    const bool isFirstNews = !call.startedAtMs || r.now() < *call.startedAtMs;
    if (isFirstNews) {
        // Where its end came first, how long it took was not known or only guessed.
        if (call.endedAtMs && (call.startedAtMs || !call.durationMs))
            call.durationMs = std::max<qint64>(0, *call.endedAtMs - r.now());
        call.startedAtMs = r.now();
    }
    if (r.isOfMain())
        return r.noteMainWork(true);
    Agent &agent = r.agent(report.agentId);
    agent.lastAction = oneLine(report.toolName + u' ' + report.summary, kTitleLength);
    r.reopen(agent);
}

void onToolEnded(Reduction &r, CallStatus status)
{
    const Report &report = r.report();
    if (!report.spawnedAgentId.isEmpty()) {
        Agent &spawned = r.agent(report.spawnedAgentId);
        spawned.parentId = report.agentId;
        spawned.spawnToolUseId = report.toolUseId;
        if (spawned.description.isEmpty())
            spawned.description = oneLine(report.summary, kTitleLength);
        // A subagent may end without a stop of its own.
        if (report.spawnedAgentFinished)
            r.endUnlessNewer(report.spawnedAgentId);
    }
    if (!report.toolUseId.isEmpty()) {
        ToolCall &call = r.call(report.toolUseId, report.toolName, report.summary);
        if (status != CallStatus::Completed)
            call.error = cut(report.text, kErrorLength);
        r.finishCall(call, status);
    }
    // A request that could not be tied to a call is answered when its tool has run.
    r.resolve([&report](const AttentionItem &item) {
        return isAsk(item.kind) && item.agentId == report.agentId && item.toolUseId.isEmpty()
            && (item.toolName.isEmpty() || item.toolName == report.toolName);
    });
    if (r.isOfMain())
        r.noteMainWork(false);
}

// The only report that names calls which were refused or never ran.
void onBatchFinished(Reduction &r)
{
    for (const BatchCall &named : r.report().batch) {
        if (named.toolUseId.isEmpty())
            continue;
        const bool announced = r.state().calls.contains(named.toolUseId);
        ToolCall &call = r.call(named.toolUseId, named.toolName, named.summary);
        if (!announced)
            call.startedAtMs = r.now();
        if (call.status != CallStatus::Running)
            continue;
        const CallStatus unreported = announced ? CallStatus::Denied : CallStatus::Completed;
        r.finishCall(call, named.rejected ? CallStatus::Failed : unreported);
    }
    r.resolveAsksOf(r.report().agentId);
    if (r.isOfMain())
        r.noteMainWork(false);
}

// The agent waits for a prompt although no stop was heard: its turn was interrupted.
void onWentIdle(Reduction &r)
{
    if (!r.isOfMain())
        return;
    r.resolveAsksOf(u""_s);
    r.abandonCalls(u""_s);
    r.endTurns(false);
    // After an error it waits as well, but the error is what a person has to see.
    if (r.session().turn == TurnState::Open || r.session().turn == TurnState::None)
        r.setTurn(TurnState::Over);
}

// A subagent is done, in one way or the other.
void stopAgent(Reduction &r, SessionStatus status)
{
    Agent &agent = r.agent(r.report().agentId);
    if (r.now() < agent.lastEventMs) // it has been given work since
        return;
    r.resolveAsksOf(agent.id);
    r.abandonCalls(agent.id);
    r.endAgent(agent, status, r.now());
}

// A stop lists what runs on. A subagent that is not among it has ended, though nobody said so.
void endUnlisted(Reduction &r)
{
    if (!r.report().backgroundAgents)
        return;
    const QStringList known = r.state().agents.keys();
    for (const QString &id : known) {
        if (!r.report().backgroundAgents->contains(id))
            r.endUnlessNewer(id);
    }
}

void onTurnStopped(Reduction &r, bool failed)
{
    if (!r.isOfMain())
        return stopAgent(r, failed ? SessionStatus::Failed : SessionStatus::Ended);
    const QString promptId = r.report().promptId;
    if (!promptId.isEmpty()) {
        Turn &turn = r.turn();
        turn.endedAtMs = std::max(turn.endedAtMs.value_or(0), r.now());
        turn.failed = failed;
    }
    // Several prompts can share one stop, and one that was interrupted never gets its own.
    r.endTurns(failed && promptId.isEmpty());
    r.resolveAsksOf(u""_s);
    r.abandonCalls(u""_s);
    if (!r.isNews())
        return;
    Session &s = r.session();
    r.setTurn(failed ? TurnState::Failed : TurnState::Over);
    endUnlisted(r);
    s.backgroundTasks = r.report().backgroundTasks;
    s.teammates = r.report().teammates;
    s.scheduledWakeUps = r.report().scheduledWakeUps;
    if (failed && !s.endedAtMs) {
        s.failure = cut(r.report().text, kErrorLength);
        r.raise(AttentionKind::Failed,
                promptId.isEmpty() ? u"seq:%1"_s.arg(r.entry().seq) : promptId, {});
    }
}

void onAgentStarted(Reduction &r)
{
    if (r.report().agentId.isEmpty())
        return;
    Agent &agent = r.agent(r.report().agentId);
    agent.startedAtMs = std::min(agent.startedAtMs.value_or(r.now()), r.now());
    r.reopen(agent); // a teammate is given work again under the same id
}

void onAgentStopped(Reduction &r)
{
    if (r.speaksOfAgent())
        stopAgent(r, SessionStatus::Ended);
}

void onCompaction(Reduction &r)
{
    if (r.isOfMain() && r.now() >= r.session().lastEventMs)
        r.session().compacting = true;
}

void onWorkspaceFound(Reduction &r)
{
    if (!r.report().project.isEmpty())
        r.session().project = r.report().project;
    r.session().branch = r.report().branch;
}

void dispatch(Reduction &r)
{
    switch (r.report().kind) {
    case ReportKind::SessionStarted:
        return onSessionStarted(r);
    case ReportKind::SessionEnded:
        return onSessionEnded(r);
    case ReportKind::PromptSubmitted:
        return onPrompt(r);
    case ReportKind::ToolStarted:
        return onToolStarted(r);
    case ReportKind::ToolFinished:
        return onToolEnded(r, CallStatus::Completed);
    case ReportKind::ToolFailed:
        return onToolEnded(r, CallStatus::Failed);
    case ReportKind::PermissionDenied:
        return onToolEnded(r, CallStatus::Denied);
    case ReportKind::ToolBatchFinished:
        return onBatchFinished(r);
    case ReportKind::PermissionAsked:
        return onAsked(r, AttentionKind::Permission);
    case ReportKind::QuestionAsked:
        return onAsked(r, AttentionKind::Question);
    case ReportKind::PermissionWaiting:
        return onPermissionWaiting(r);
    case ReportKind::QuestionAnswered:
        return onAnswered(r);
    case ReportKind::WentIdle:
        return onWentIdle(r);
    case ReportKind::TurnStopped:
        return onTurnStopped(r, false);
    case ReportKind::TurnFailed:
        return onTurnStopped(r, true);
    case ReportKind::AgentStarted:
        return onAgentStarted(r);
    case ReportKind::AgentStopped:
        return onAgentStopped(r);
    case ReportKind::CompactionStarted:
        return onCompaction(r);
    case ReportKind::WorkspaceFound:
        return onWorkspaceFound(r);
    case ReportKind::TranscriptTold:
        return onTranscriptTold(r);
    case ReportKind::TranscriptAnswered:
        return onTranscriptAnswered(r);
    case ReportKind::TranscriptInterrupted:
        return onTranscriptInterrupted(r);
    case ReportKind::ProcessGone:
        return onProcessGone(r);
    case ReportKind::AgentSaysIdle:
        return onAgentSaysIdle(r);
    case ReportKind::AgentSaysBusy:
        return onAgentSaysBusy(r);
    case ReportKind::AgentSaysWaiting:
        return onAgentSaysWaiting(r);
    case ReportKind::CallStalled:
        return onCallStalled(r);
    case ReportKind::TranscriptWorked:
        return onTranscriptWorked(r);
    case ReportKind::Found:
        return onFound(r);
    case ReportKind::FoundOver:
        return onFoundOver(r);
    case ReportKind::RunOfAnother:
        return onRunOfAnother(r);
    case ReportKind::SessionLetGo:
        return onSessionLetGo(r);
    case ReportKind::Other:
    case ReportKind::InstructionsLoaded:
    case ReportKind::CompactionFinished:
    case ReportKind::ModelSwitched:
    case ReportKind::FolderChanged:
        return; // counted, and their fields taken, like every entry
    }
}

} // namespace

Changes reduce(const SessionState &state, const Entry &entry)
{
    Reduction reduction(state, entry);
    if (!isObservation(entry.report.kind))
        reduction.countEntry();
    dispatch(reduction);
    return reduction.finish();
}

void apply(SessionState &state, const Changes &changes)
{
    state.session = changes.session;
    for (const Agent &agent : changes.agents)
        state.agents.insert(agent.id, agent);
    for (const ToolCall &call : changes.calls)
        state.calls.insert(call.id, call);
    for (const Turn &turn : changes.turns)
        state.turns.insert(turn.promptId, turn);
    for (const AttentionItem &item : changes.attention)
        state.attention.insert(item.id, item);
    state.calls.removeIf([](const auto &it) { return it->status != CallStatus::Running; });
    state.turns.removeIf([](const auto &it) { return it->endedAtMs.has_value(); });
    state.attention.removeIf([](const auto &it) { return it->resolvedAtMs.has_value(); });
}

} // namespace dogwatch
