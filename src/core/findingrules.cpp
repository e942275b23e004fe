// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/findingrules.h"

#include "core/reduction.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

void onProcessGone(Reduction &r)
{
    Session &s = r.session();
    if (s.endedAtMs || s.lastEventMs > r.now())
        return;
    s.goneAtMs = r.now();
    s.endReason = r.report().text;
    s.backgroundTasks = 0;
    s.scheduledWakeUps = 0;
    r.endTurns(false); // calls, agents and questions end as in every session that has ended
}

// A turn that was interrupted: the agent waits for a prompt, and no hook has said so.
void onAgentSaysIdle(Reduction &r)
{
    if (!r.isNews())
        return;
    r.resolveAsksOf(u""_s);
    r.abandonCalls(u""_s);
    r.endTurns(false);
    if (r.session().turn == TurnState::Open || r.session().turn == TurnState::None)
        r.setTurn(TurnState::Over);
}

// It works on, so what it asked was answered.
void onAgentSaysBusy(Reduction &r)
{
    r.resolveAsksOf(u""_s);
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

} // namespace dogwatch
