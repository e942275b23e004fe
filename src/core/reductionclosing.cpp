// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/reduction.h"

#include <algorithm>

namespace dogwatch {

// How calls, agents, turns and questions come to their end.

void Reduction::endAgent(Agent &agent, SessionStatus status, qint64 endedAtMs)
{
    m_touchedAgents.insert(agent.id);
    resolve([&agent](const AttentionItem &item) {
        return item.agentId == agent.id && !isAsk(item.kind) && item.toolUseId.isEmpty();
    });
    agent.status = status;
    agent.endedAtMs = endedAtMs;
}

void Reduction::endUnlessNewer(const QString &agentId)
{
    Agent &worker = agent(agentId);
    if (worker.endedAtMs || worker.lastEventMs > now())
        return;
    resolveAsksOf(agentId);
    abandonCalls(agentId);
    endAgent(worker, SessionStatus::Ended, now());
}

void Reduction::finishCall(ToolCall &call, CallStatus status)
{
    closeCall(call, status, now());
}

void Reduction::finishCall(ToolCall &call, CallStatus status, qint64 endedAtMs)
{
    closeCall(call, status, endedAtMs);
}

void Reduction::closeCall(ToolCall &call, CallStatus status, qint64 endedAtMs)
{
    const bool wasRunning = call.status == CallStatus::Running;
    // What was only inferred gives way to the call's own report, should that come late.
    const bool isReport = status == CallStatus::Completed || status == CallStatus::Failed;
    const bool wasInferred =
        call.status == CallStatus::Abandoned || call.status == CallStatus::Denied;
    // A batch shows a call that it alone names as completed, until the call itself says otherwise.
    const bool isWorse = call.status == CallStatus::Completed && status == CallStatus::Failed;
    if (!wasRunning && !(wasInferred && isReport) && !isWorse)
        return;
    if (wasRunning)
        --session().openCalls;
    if (status == CallStatus::Failed)
        ++session().failedCalls;
    call.status = status;
    call.endedAtMs = endedAtMs;
    if (report().durationMs && isReport)
        call.durationMs = report().durationMs;
    else if (call.startedAtMs)
        call.durationMs = std::max<qint64>(0, endedAtMs - *call.startedAtMs);
    resolve([&call](const AttentionItem &item) { return item.toolUseId == call.id; });
}

std::optional<qint64> Reduction::endOfWork(const ToolCall &call) const
{
    if (!call.agentId.isEmpty())
        return m_state.agents.value(call.agentId).endedAtMs;
    const Session &s = m_state.session;
    if (s.turn == TurnState::Over || s.turn == TurnState::Failed)
        return s.turnChangedMs;
    // A later prompt shows that the turn before was given up.
    std::optional<qint64> end;
    for (const Turn &turn : m_state.turns) {
        if (turn.startedAtMs && turn.promptId != call.promptId)
            end = std::max(end.value_or(0), *turn.startedAtMs);
    }
    return end;
}

void Reduction::closeOverdue()
{
    for (const QString &id : std::as_const(m_touchedCalls)) {
        ToolCall &late = m_state.calls[id];
        const std::optional<qint64> end = endOfWork(late);
        if (late.status == CallStatus::Running && end && late.startedAtMs.value_or(now()) < *end)
            closeCall(late, CallStatus::Abandoned, *end);
    }
}

void Reduction::closeAllOfEnded()
{
    const std::optional<qint64> end =
        session().endedAtMs ? session().endedAtMs : session().goneAtMs;
    if (!end)
        return;
    for (ToolCall &open : m_state.calls) {
        if (open.status != CallStatus::Running)
            continue;
        m_touchedCalls.insert(open.id);
        closeCall(open, CallStatus::Abandoned, std::max(*end, open.startedAtMs.value_or(0)));
    }
    for (Agent &worker : m_state.agents) {
        if (!worker.endedAtMs)
            endAgent(worker, SessionStatus::Ended, std::max(*end, worker.lastEventMs));
    }
    for (AttentionItem &item : m_state.attention) {
        if (!item.resolvedAtMs)
            settle(item, std::max(*end, item.sinceMs));
    }
}

void Reduction::abandonCalls(const QString &agentId)
{
    QStringList ids;
    for (const ToolCall &c : std::as_const(m_state.calls)) {
        if (c.agentId == agentId && c.status == CallStatus::Running
            && c.startedAtMs.value_or(0) <= now())
            ids.append(c.id);
    }
    for (const QString &id : ids)
        finishCall(call(id, {}, {}), CallStatus::Abandoned);
}

} // namespace dogwatch
