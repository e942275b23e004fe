// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/transcriptrules.h"

#include "core/reduction.h"
#include "core/texts.h"

#include <algorithm>

namespace dogwatch {

namespace {

constexpr qsizetype kTitleLength = 200;

} // namespace

// A session that no hook has reported is what its transcript says; of any other one it completes
// what hooks do not tell.
void onTranscriptTold(Reduction &r)
{
    Session &s = r.session();
    const Report &report = r.report();
    const auto fill = [](QString &field, const QString &value) {
        if (field.isEmpty())
            field = value;
    };
    fill(s.cwd, report.cwd);
    fill(s.project, report.project);
    fill(s.branch, report.branch);
    fill(s.model, report.model);
    fill(s.transcriptPath, report.transcriptPath);
    const QString title = oneLine(report.title, kTitleLength);
    if (!title.isEmpty() && (report.titleIsName || s.title.isEmpty()))
        s.title = title;
    if (s.events > 0)
        return;
    s.provisional = false;
    const qint64 first = report.firstAtMs.value_or(r.now());
    if (s.firstEventMs == 0 || first < s.firstEventMs)
        s.firstEventMs = first;
    s.startedAtMs = s.firstEventMs;
    if (r.now() >= s.lastEventMs && !report.model.isEmpty())
        s.model = report.model;
    s.lastEventMs = std::max(s.lastEventMs, r.now());
    // A process may have lived on for some time without a word, but not for days.
    constexpr qint64 kLongQuietMs = 24 * 60 * 60 * 1000;
    s.endedAtMs.reset();
    if (r.entry().envelope.receivedAtMs - s.lastEventMs > kLongQuietMs)
        s.endedAtMs = s.lastEventMs;
}

bool answers(const Report &report, const AttentionItem &item)
{
    return isAsk(item.kind) && item.agentId == report.agentId
        && (item.toolUseId.isEmpty() ? report.refused : item.toolUseId == report.toolUseId);
}

void onTranscriptAnswered(Reduction &r)
{
    const Report &report = r.report();
    r.resolve([&report](const AttentionItem &item) { return answers(report, item); });
    const auto call = r.state().calls.constFind(report.toolUseId);
    if (report.refused && call != r.state().calls.cend() && call->status == CallStatus::Running)
        r.finishCall(r.call(report.toolUseId, {}, {}), CallStatus::Denied);
}

void onTranscriptInterrupted(Reduction &r)
{
    r.resolveAsksOf(r.report().agentId);
    r.abandonCalls(r.report().agentId);
    if (!r.isOfMain() || !r.isNews())
        return;
    r.endTurns(false);
    r.setTurn(TurnState::Over);
}

} // namespace dogwatch
