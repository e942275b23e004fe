// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/statusrules.h"

#include "core/texts.h"
#include "core/times.h"

#include <algorithm>
#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned operator|(Witness a, Witness b)
{
    return static_cast<unsigned>(a) | static_cast<unsigned>(b);
}
constexpr unsigned operator|(unsigned a, Witness b)
{
    return a | static_cast<unsigned>(b);
}
constexpr unsigned only(Witness witness)
{
    return static_cast<unsigned>(witness);
}

constexpr qsizetype kReasonLength = 200;

// An observation made it, and no event was counted.
bool isTranscriptOnly(const Session &session)
{
    return session.events == 0 && !session.provisional;
}

// Of the open items for which `is` holds, the one that has lasted longest.
const AttentionItem *oldest(const SessionState &state, bool (*is)(AttentionKind))
{
    const AttentionItem *first = nullptr;
    for (const AttentionItem &item : state.attention) {
        if (!is(item.kind) || item.resolvedAtMs)
            continue;
        if (!first || item.sinceMs < first->sinceMs
            || (item.sinceMs == first->sinceMs && item.id < first->id))
            first = &item;
    }
    return first;
}

const AttentionItem *firstAsk(const SessionState &state)
{
    return oldest(state, isAsk);
}

const AttentionItem *stall(const SessionState &state)
{
    return oldest(state, [](AttentionKind kind) { return kind == AttentionKind::Stalled; });
}

const AttentionItem *disagreement(const SessionState &state)
{
    return oldest(state, [](AttentionKind kind) { return kind == AttentionKind::Disagreement; });
}

QString orElse(const QString &text, const QString &otherwise)
{
    return text.isEmpty() ? otherwise : text;
}

QString counted(qint64 count, const QString &one, const QString &many)
{
    return QString::number(count) + u' ' + (count == 1 ? one : many);
}

QString workingReason(const SessionState &state)
{
    const Session &session = state.session;
    if (!session.actionTool.isEmpty())
        return oneLine(session.actionTool + u' ' + session.actionSummary, kReasonLength);
    const bool hasPrompt = std::any_of(state.turns.cbegin(), state.turns.cend(),
                                       [](const Turn &turn) { return !turn.endedAtMs; });
    return hasPrompt ? u"thinking: a prompt is open and no tool runs"_s
                     : u"at work, though no prompt was heard"_s;
}

// A teammate stays listed while it is idle. Whoever turns idle after the stop wakes the lead by
// that, so that work goes on; where all were idle when it stopped, nobody does.
int runningTasks(const SessionState &state)
{
    const Session &session = state.session;
    const bool hasWorked =
        std::any_of(state.agents.cbegin(), state.agents.cend(), [&session](const Agent &agent) {
            return !agent.endedAtMs || *agent.endedAtMs > session.turnChangedMs;
        });
    return session.backgroundTasks - (hasWorked ? 0 : session.teammates);
}

QString parkedReason(const SessionState &state)
{
    const Session &session = state.session;
    if (const int tasks = runningTasks(state))
        return u"turn over; "_s
            + counted(tasks, u"background task runs"_s, u"background tasks run"_s);
    return u"turn over; "_s
        + counted(session.scheduledWakeUps, u"wake-up is scheduled"_s, u"wake-ups are scheduled"_s);
}

constexpr std::array kRules{
    StatusRule{"its process is gone and has cleared up", Witness::Process | Witness::Registry,
               SessionStatus::Ended,
               [](const SessionState &s) {
                   return !isUnderstood(s.session.key.source) && s.session.endedAtMs.has_value();
               },
               [](const SessionState &s) { return oneLine(s.session.endReason, kReasonLength); }},
    StatusRule{"known from its transcript alone, which has long been quiet",
               Witness::Transcript | Witness::Clock, SessionStatus::Ended,
               [](const SessionState &s) {
                   return isTranscriptOnly(s.session) && s.session.endedAtMs.has_value();
               },
               [](const SessionState &s) {
                   return u"known from its transcript alone, last written %1"_s.arg(
                       toRfc3339(s.session.lastEventMs).left(10));
               }},
    StatusRule{"known from its transcript alone", only(Witness::Transcript), SessionStatus::Unknown,
               [](const SessionState &s) { return isTranscriptOnly(s.session); },
               [](const SessionState &) {
                   return u"known from its transcript alone; no hook has reported it"_s;
               }},
    StatusRule{"the agent said that it ended", only(Witness::Hooks), SessionStatus::Ended,
               [](const SessionState &s) { return s.session.endedAtMs.has_value(); },
               [](const SessionState &s) {
                   return s.session.endReason.isEmpty()
                       ? u"SessionEnd"_s
                       : u"SessionEnd: "_s + oneLine(s.session.endReason, kReasonLength);
               }},
    StatusRule{"its process is gone", Witness::Process | Witness::Registry, SessionStatus::Lost,
               [](const SessionState &s) { return s.session.goneAtMs.has_value(); },
               [](const SessionState &s) { return oneLine(s.session.endReason, kReasonLength); }},
    StatusRule{"events whose meaning is not read", only(Witness::Hooks), SessionStatus::Unknown,
               [](const SessionState &s) { return !isUnderstood(s.session.key.source); },
               [](const SessionState &s) {
                   return u"events of %1 are stored; their meaning is not read yet"_s.arg(
                       sourceTitle(s.session.key.source));
               }},
    StatusRule{"its sources say what can't all be true",
               Witness::Hooks | Witness::Registry | Witness::Transcript, SessionStatus::Unknown,
               [](const SessionState &s) { return disagreement(s) != nullptr; },
               [](const SessionState &s) { return disagreement(s)->reason; }},
    StatusRule{"somebody is asked", Witness::Hooks | Witness::Registry, SessionStatus::NeedsInput,
               [](const SessionState &s) { return firstAsk(s) != nullptr; },
               [](const SessionState &s) {
                   return orElse(firstAsk(s)->reason, u"waits for an answer"_s);
               }},
    StatusRule{"the turn ended in an error", only(Witness::Hooks), SessionStatus::Failed,
               [](const SessionState &s) { return s.session.turn == TurnState::Failed; },
               [](const SessionState &s) {
                   return orElse(oneLine(s.session.failure, kReasonLength),
                                 u"the turn ended in an error"_s);
               }},
    StatusRule{"a call outlasts what is usual, or a subagent never begins",
               Witness::Hooks | Witness::Transcript | Witness::Clock, SessionStatus::Stalled,
               [](const SessionState &s) { return stall(s) != nullptr; },
               [](const SessionState &s) { return stall(s)->reason; }},
    StatusRule{"its context is being compacted", only(Witness::Hooks), SessionStatus::Working,
               [](const SessionState &s) { return s.session.compacting; },
               [](const SessionState &) { return u"compacting its context"_s; }},
    StatusRule{"a turn is open", Witness::Hooks | Witness::Registry, SessionStatus::Working,
               [](const SessionState &s) { return s.session.turn == TurnState::Open; },
               workingReason},
    StatusRule{"background work after the turn", only(Witness::Hooks), SessionStatus::Parked,
               [](const SessionState &s) {
                   return s.session.turn == TurnState::Over
                       && (runningTasks(s) > 0 || s.session.scheduledWakeUps > 0);
               },
               parkedReason},
    StatusRule{"the turn is over", Witness::Hooks | Witness::Registry | Witness::Transcript,
               SessionStatus::Waiting,
               [](const SessionState &s) { return s.session.turn == TurnState::Over; },
               [](const SessionState &) { return u"turn over; yours has begun"_s; }},
    StatusRule{"started and not yet asked for anything", only(Witness::Hooks),
               SessionStatus::Starting,
               [](const SessionState &s) { return s.session.startedAtMs.has_value(); },
               [](const SessionState &) { return u"started; no prompt yet"_s; }},
    StatusRule{"nothing that tells", only(Witness::Hooks), SessionStatus::Unknown,
               [](const SessionState &) { return true; },
               [](const SessionState &) { return u"seen, but no event yet says what it does"_s; }},
};

} // namespace

bool isUnderstood(Source source)
{
    return source == Source::ClaudeCode;
}

std::span<const StatusRule> statusRules()
{
    return kRules;
}

StatusVerdict judge(const SessionState &state)
{
    for (const StatusRule &rule : kRules) {
        if (rule.holds(state))
            return {rule.status, rule.says(state)};
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace dogwatch
