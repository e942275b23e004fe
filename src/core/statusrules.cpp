// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/statusrules.h"

#include "core/texts.h"
#include "core/times.h"

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// A rule has a name for those who read it, a condition, and the sentence that it says.
struct Rule
{
    const char *name;
    SessionStatus status;
    bool (*holds)(const SessionState &);
    QString (*says)(const SessionState &);
};

constexpr qsizetype kReasonLength = 200;

// An observation made it, and no event was counted.
bool isTranscriptOnly(const Session &session)
{
    return session.events == 0 && !session.provisional;
}

bool isUnderstood(Source source)
{
    return source == Source::ClaudeCode;
}

const AttentionItem *firstAsk(const SessionState &state)
{
    const AttentionItem *first = nullptr;
    for (const AttentionItem &item : state.attention) {
        if (!isAsk(item.kind) || item.resolvedAtMs)
            continue;
        if (!first || item.sinceMs < first->sinceMs
            || (item.sinceMs == first->sinceMs && item.id < first->id))
            first = &item;
    }
    return first;
}

// The stall that has lasted longest.
const AttentionItem *stall(const SessionState &state)
{
    const AttentionItem *first = nullptr;
    for (const AttentionItem &item : state.attention) {
        if (item.kind != AttentionKind::Stalled || item.resolvedAtMs)
            continue;
        if (!first || item.sinceMs < first->sinceMs
            || (item.sinceMs == first->sinceMs && item.id < first->id))
            first = &item;
    }
    return first;
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
    return u"thinking: a prompt is open and no tool runs"_s;
}

QString parkedReason(const SessionState &state)
{
    const Session &session = state.session;
    if (session.backgroundTasks > 0)
        return u"turn over; "_s
            + counted(session.backgroundTasks, u"background task runs"_s,
                      u"background tasks run"_s);
    return u"turn over; "_s
        + counted(session.scheduledWakeUps, u"wake-up is scheduled"_s, u"wake-ups are scheduled"_s);
}

constexpr std::array kRules{
    Rule{"events whose meaning is not read", SessionStatus::Unknown,
         [](const SessionState &s) { return !isUnderstood(s.session.key.source); },
         [](const SessionState &s) {
             return u"events of %1 are stored; their meaning is not read yet"_s.arg(
                 sourceTitle(s.session.key.source));
         }},
    Rule{"known from its transcript alone, which has long been quiet", SessionStatus::Ended,
         [](const SessionState &s) {
             return isTranscriptOnly(s.session) && s.session.endedAtMs.has_value();
         },
         [](const SessionState &s) {
             return u"known from its transcript alone, whose last line is of %1"_s.arg(
                 toRfc3339(s.session.lastEventMs).left(10));
         }},
    Rule{"known from its transcript alone", SessionStatus::Unknown,
         [](const SessionState &s) { return isTranscriptOnly(s.session); },
         [](const SessionState &) {
             return u"known from its transcript alone; no hook has reported it"_s;
         }},
    Rule{"the agent said that it ended", SessionStatus::Ended,
         [](const SessionState &s) { return s.session.endedAtMs.has_value(); },
         [](const SessionState &s) {
             return s.session.endReason.isEmpty()
                 ? u"SessionEnd"_s
                 : u"SessionEnd: "_s + oneLine(s.session.endReason, kReasonLength);
         }},
    Rule{"its process is gone", SessionStatus::Lost,
         [](const SessionState &s) { return s.session.goneAtMs.has_value(); },
         [](const SessionState &s) { return oneLine(s.session.endReason, kReasonLength); }},
    Rule{"somebody is asked", SessionStatus::NeedsInput,
         [](const SessionState &s) { return firstAsk(s) != nullptr; },
         [](const SessionState &s) {
             return orElse(firstAsk(s)->reason, u"waits for an answer"_s);
         }},
    Rule{"the turn ended in an error", SessionStatus::Failed,
         [](const SessionState &s) { return s.session.turn == TurnState::Failed; },
         [](const SessionState &s) {
             return orElse(oneLine(s.session.failure, kReasonLength),
                           u"the turn ended in an error"_s);
         }},
    Rule{"a call outlasts what is usual", SessionStatus::Stalled,
         [](const SessionState &s) { return stall(s) != nullptr; },
         [](const SessionState &s) { return stall(s)->reason; }},
    Rule{"its context is being compacted", SessionStatus::Working,
         [](const SessionState &s) { return s.session.compacting; },
         [](const SessionState &) { return u"compacting its context"_s; }},
    Rule{"a turn is open", SessionStatus::Working,
         [](const SessionState &s) { return s.session.turn == TurnState::Open; }, workingReason},
    Rule{"background work after the turn", SessionStatus::Parked,
         [](const SessionState &s) {
             return s.session.turn == TurnState::Over
                 && (s.session.backgroundTasks > 0 || s.session.scheduledWakeUps > 0);
         },
         parkedReason},
    Rule{"the turn is over", SessionStatus::Waiting,
         [](const SessionState &s) { return s.session.turn == TurnState::Over; },
         [](const SessionState &) { return u"turn over; yours has begun"_s; }},
    Rule{"started and not yet asked for anything", SessionStatus::Starting,
         [](const SessionState &s) { return s.session.startedAtMs.has_value(); },
         [](const SessionState &) { return u"started; no prompt yet"_s; }},
    Rule{"nothing that tells", SessionStatus::Unknown, [](const SessionState &) { return true; },
         [](const SessionState &) { return u"seen, but no event yet says what it does"_s; }},
};

} // namespace

StatusVerdict judge(const SessionState &state)
{
    for (const Rule &rule : kRules) {
        if (rule.holds(state))
            return {rule.status, rule.says(state)};
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace dogwatch
