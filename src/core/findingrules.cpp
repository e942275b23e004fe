// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/findingrules.h"

#include "core/reduction.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

void end(Reduction &r, std::optional<qint64> Session::*at)
{
    Session &s = r.session();
    if (s.endedAtMs || s.lastEventMs > r.now())
        return;
    s.*at = r.now();
    s.endReason = r.report().text;
    s.backgroundTasks = 0;
    s.scheduledWakeUps = 0;
    r.endTurns(false); // calls, agents and questions end as in every session that has ended
}

} // namespace

void onProcessGone(Reduction &r)
{
    end(r, &Session::goneAtMs);
}

void onSessionLetGo(Reduction &r)
{
    end(r, &Session::endedAtMs);
}

// A turn that was interrupted: the agent waits for a prompt, and no hook has said so.
void onAgentSaysIdle(Reduction &r)
{
    if (!r.isNews())
        return;
    r.resolveAsksOf(u""_s);
    r.abandonCalls(u""_s);
    r.endTurns(false);
    if (r.session().turn != TurnState::Failed)
        r.setTurn(TurnState::Over);
}

// It works on, so what it asked was answered. Where its turn is over it was given another one,
// which not every hook tells: a teammate's word, a command of a person's own.
void onAgentSaysBusy(Reduction &r)
{
    r.resolveAsksOf(u""_s);
    if (r.isNews() && r.session().turn != TurnState::Open)
        r.setTurn(TurnState::Open);
}

void onAgentSaysWaiting(Reduction &r)
{
    const auto &items = r.state().attention;
    const bool stands = std::any_of(items.cbegin(), items.cend(), [](const AttentionItem &item) {
        return !item.resolvedAtMs && item.agentId.isEmpty() && isAsk(item.kind);
    });
    if (!stands)
        r.raise(AttentionKind::Permission, u"record:%1"_s.arg(r.now()), {});
}

// Over by itself when the call ends.
void onCallStalled(Reduction &r)
{
    const QString &callId = r.report().toolUseId;
    const auto call = r.state().calls.constFind(callId);
    if (call != r.state().calls.cend() && call->status == CallStatus::Running)
        r.raise(AttentionKind::Stalled, callId, callId);
}

void onFound(Reduction &r)
{
    const Report &report = r.report();
    if (!report.finding || r.session().endedAtMs || r.session().goneAtMs)
        return;
    const auto worker = r.state().agents.constFind(report.agentId);
    if (worker != r.state().agents.cend() && worker->endedAtMs)
        return;
    r.raise(*report.finding, report.cause, {});
}

void onFoundOver(Reduction &r)
{
    const Report &report = r.report();
    if (!report.finding)
        return;
    const QString id = attentionItemId(r.session().ref, *report.finding, report.cause);
    r.resolve([&id](const AttentionItem &item) { return item.id == id; });
}

void onRunOfAnother(Reduction &r)
{
    if (r.report().parent != r.session().ref)
        r.session().parent = r.report().parent;
}

} // namespace dogwatch
