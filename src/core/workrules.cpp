// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/workrules.h"

#include "core/reduction.h"
#include "core/texts.h"
#include "core/transcriptwork.h"

#include <algorithm>

namespace dogwatch {

namespace {

constexpr qsizetype kTitleLength = 200;
constexpr qsizetype kPromptLength = 4000;
constexpr qsizetype kErrorLength = 500;

// Rows stand in the order of the events that first told of them. What no event told stands before
// all that one did, in the order of time.
qint64 orderOf(qint64 atMs)
{
    constexpr qint64 kBeforeAllEvents = 100'000'000'000'000; // ms: longer than any clock shows
    return atMs - kBeforeAllEvents;
}

bool isToldByEvent(qint64 seq)
{
    return seq > 0;
}

void tellAgent(Reduction &r, const ToldAgent &told)
{
    if (told.id.isEmpty())
        return;
    const bool isNew = !r.state().agents.contains(told.id);
    Agent &agent = r.agent(told.id);
    const auto fill = [](QString &field, const QString &value) {
        if (field.isEmpty())
            field = value;
    };
    fill(agent.type, oneLine(told.type, kTitleLength));
    fill(agent.description, oneLine(told.description, kTitleLength));
    fill(agent.parentId, told.parentId);
    fill(agent.spawnToolUseId, told.spawnToolUseId);
    if (told.firstAtMs != 0) {
        // Until its own lines are read nothing is known of when it was at work.
        const bool isFirst = !agent.startedAtMs;
        agent.startedAtMs = std::min(agent.startedAtMs.value_or(told.firstAtMs), told.firstAtMs);
        agent.firstEventMs =
            isFirst ? told.firstAtMs : std::min(agent.firstEventMs, told.firstAtMs);
        agent.lastEventMs = isFirst ? told.lastAtMs : std::max(agent.lastEventMs, told.lastAtMs);
    }
    // That it is at work can only be heard from hooks.
    if (isNew || agent.endedAtMs)
        r.endAgent(agent, agent.endedAtMs ? agent.status : SessionStatus::Ended,
                   std::max(agent.endedAtMs.value_or(0), agent.lastEventMs));
}

void tellTurn(Reduction &r, const ToldTurn &told)
{
    const auto known = r.state().turns.constFind(told.promptId);
    const bool isKnown = known != r.state().turns.cend();
    if (told.promptId.isEmpty() || (isKnown && isToldByEvent(known->seq))
        || (!isKnown && !told.startedAtMs))
        return;
    Turn &turn = r.turn(told.promptId, orderOf(told.startedAtMs.value_or(0)));
    if (!isKnown) {
        turn.prompt = cut(told.prompt, kPromptLength);
        turn.injected = told.injected;
        turn.startedAtMs = told.startedAtMs;
    }
    turn.endedAtMs = std::max(turn.endedAtMs.value_or(0), told.untilMs);
}

void tellCall(Reduction &r, const ToldCall &told)
{
    const bool isKnown = r.state().calls.contains(told.id);
    // The end of a call that nobody has seen begin.
    if (told.id.isEmpty() || (!isKnown && told.name.isEmpty()))
        return;
    ToolCall &call =
        r.call(told.id, told.agentId, told.promptId, orderOf(told.startedAtMs.value_or(r.now())));
    if (call.name.isEmpty())
        call.name = told.name;
    if (call.summary.isEmpty())
        call.summary = told.summary;
    if (!call.startedAtMs)
        call.startedAtMs = told.startedAtMs;
    if (!isKnown && !told.agentId.isEmpty())
        r.agent(told.agentId).lastAction = oneLine(told.name + u' ' + told.summary, kTitleLength);
    // A killed agent leaves calls open for ever. Until its end is read one counts as given up.
    if (!told.endedAtMs) {
        if (!isKnown)
            r.finishCall(call, CallStatus::Abandoned, call.startedAtMs.value_or(r.now()));
        return;
    }
    if (!isToldByEvent(call.seq) && call.status == CallStatus::Abandoned) {
        call.status = CallStatus::Running;
        ++r.session().openCalls;
    }
    if (call.error.isEmpty() && told.status != CallStatus::Completed)
        call.error = cut(told.error, kErrorLength);
    r.finishCall(call, told.status, *told.endedAtMs);
}

} // namespace

void onTranscriptWorked(Reduction &r)
{
    if (!r.report().work)
        return;
    const TranscriptWork &work = *r.report().work;
    for (const ToldAgent &agent : work.agents)
        tellAgent(r, agent);
    for (const ToldTurn &turn : work.turns)
        tellTurn(r, turn);
    for (const ToldCall &call : work.calls)
        tellCall(r, call);
}

} // namespace dogwatch
