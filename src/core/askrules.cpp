// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/askrules.h"

#include "core/reduction.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

bool isAskedFor(const SessionState &state, const QString &callId)
{
    return std::any_of(state.attention.cbegin(), state.attention.cend(),
                       [&callId](const AttentionItem &item) {
                           return item.toolUseId == callId && !item.resolvedAtMs;
                       });
}

// A permission request names no call: it belongs to the newest open one that wants the same, and to
// one that nobody has asked for yet where several do.
QString matchOpenCall(const Reduction &r)
{
    const Report &report = r.report();
    const ToolCall *best = nullptr;
    bool bestIsAsked = false;
    for (const ToolCall &call : r.state().calls) {
        const bool matches = call.status == CallStatus::Running && call.agentId == report.agentId
            && call.name == report.toolName && call.summary == report.summary;
        if (!matches)
            continue;
        const bool isAsked = isAskedFor(r.state(), call.id);
        const bool isBetter =
            !best || (bestIsAsked && !isAsked) || (bestIsAsked == isAsked && call.seq > best->seq);
        if (isBetter) {
            best = &call;
            bestIsAsked = isAsked;
        }
    }
    return best ? best->id : QString();
}

// News of a question comes late: something after it shows that it was answered.
bool isAnswered(const Reduction &r, const QString &callId)
{
    const SessionState &state = r.state();
    if (state.session.endedAtMs)
        return true;
    const auto call = state.calls.constFind(callId);
    if (call != state.calls.cend())
        return call->status != CallStatus::Running;
    if (r.isOfMain())
        return !r.isNews();
    return state.agents.value(r.report().agentId).lastEventMs > r.now();
}

// The same question, asked once more without a call that tells it apart.
bool stands(const Reduction &r, AttentionKind kind)
{
    const auto &items = r.state().attention;
    return std::any_of(items.cbegin(), items.cend(), [&](const AttentionItem &item) {
        return !item.resolvedAtMs && item.kind == kind && item.toolUseId.isEmpty()
            && item.agentId == r.report().agentId && item.toolName == r.report().toolName
            && item.summary == r.shownSummary();
    });
}

} // namespace

void onAsked(Reduction &r, AttentionKind kind)
{
    const QString callId = r.report().toolUseId.isEmpty() ? matchOpenCall(r) : r.report().toolUseId;
    if (isAnswered(r, callId) || (callId.isEmpty() && stands(r, kind)))
        return;
    r.raise(kind, callId.isEmpty() ? u"seq:%1"_s.arg(r.entry().seq) : callId, callId);
}

// Comes some seconds after the request itself, which then stands already.
void onPermissionWaiting(Reduction &r)
{
    for (const AttentionItem &item : r.state().attention) {
        if (isAsk(item.kind) && !item.resolvedAtMs)
            return;
    }
    onAsked(r, AttentionKind::Permission);
}

void onAnswered(Reduction &r)
{
    r.resolve([&r](const AttentionItem &item) {
        return isAsk(item.kind) && item.toolUseId.isEmpty() && item.toolName.isEmpty()
            && item.agentId == r.report().agentId;
    });
    if (r.isOfMain())
        r.noteMainWork(false);
}

} // namespace dogwatch
