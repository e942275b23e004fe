// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionitem.h"

#include <QString>

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace dogwatch {

// When and how a person is told of what needs one. Pure functions of what is given. Times are unix
// ms.

// In the order of their values.
inline constexpr std::array kAttentionKinds{
    AttentionKind::Permission, AttentionKind::Question,     AttentionKind::Failed,
    AttentionKind::Stalled,    AttentionKind::Overload,     AttentionKind::Errors,
    AttentionKind::Loop,       AttentionKind::Disagreement, AttentionKind::Collision,
    AttentionKind::Limit,      AttentionKind::Budget,
};

enum class NoticeLoudness {
    Off,
    Silent, // shown, without a sound
    Sound,
};

// Until a person chooses: a sound for what needs one now, none for what can wait until they look,
// and no word of sources that contradict each other, which they see on the session.
[[nodiscard]] constexpr NoticeLoudness defaultLoudness(AttentionKind kind)
{
    if (kind == AttentionKind::Disagreement)
        return NoticeLoudness::Off;
    const bool isNow =
        urgencyOf(kind) < 2 || kind == AttentionKind::Stalled || kind == AttentionKind::Budget;
    return isNow ? NoticeLoudness::Sound : NoticeLoudness::Silent;
}

// What a person has chosen.
struct NoticeRules
{
    NoticeRules()
    {
        for (const AttentionKind kind : kAttentionKinds)
            loudness[static_cast<std::size_t>(kind)] = defaultLoudness(kind);
    }

    bool enabled = true;
    std::array<NoticeLoudness, kAttentionKinds.size()> loudness; // by kind
    // In minutes after local midnight; equal: no quiet hours. May run over midnight.
    int quietFromMinute = 0;
    int quietToMinute = 0;
    int mostAnHour = 12;
    bool inFrontToo = false; // also of the session whose page a person looks at
    qint64 pausedUntilMs = 0; // 0: not paused

    [[nodiscard]] NoticeLoudness loudnessOf(AttentionKind kind) const
    {
        return loudness[static_cast<std::size_t>(kind)];
    }
    friend bool operator==(const NoticeRules &, const NoticeRules &) = default;
};

// A cause that waits to be shown.
struct NoticeCandidate
{
    std::optional<AttentionKind> kind; // nothing: a message that no session is behind
    SessionRef session{};
    qint64 sinceMs = 0; // of the item
    qint64 createdAtMs = 0; // of its row in the outbox
    bool wasAskedFor = false; // snoozed or sent again by a person: always shown by itself
    bool isOver = false;
    bool isAcknowledged = false;
    bool isMuted = false;
};

struct NoticeMoment
{
    qint64 nowMs = 0;
    qint64 startedMs = 0; // of the program: what is older has piled up
    int shownInTheHour = 0;
    std::optional<SessionRef> inFront; // whose page a person looks at
    bool moreWait = false; // than the candidates that are given
    bool summaryGoesOn = false; // the rest of one that was begun
};

struct NoticeDecision
{
    enum class Kind {
        Withdraw,
        Hold,
        Alone,
        Summary,
    };
    Kind kind = Kind::Alone;
    qint64 untilMs = 0; // of Hold
    QString why; // of Withdraw; for the log

    friend bool operator==(const NoticeDecision &, const NoticeDecision &) = default;
};

// At once, the summary counted.
inline constexpr int kMostNoticesAtOnce = 3;
// What has waited so long was not told on purpose, and is told as a sum.
inline constexpr qint64 kPiledUpMs = 10 * 60 * 1000;

// One decision for each candidate, in order; oldest first.
[[nodiscard]] std::vector<NoticeDecision> planNotices(std::span<const NoticeCandidate> candidates,
                                                      const NoticeRules &rules,
                                                      const NoticeMoment &moment);

// When the quiet hours that run now end; nothing outside of them. Local time of this process.
[[nodiscard]] std::optional<qint64> quietUntil(const NoticeRules &rules, qint64 nowMs);

} // namespace dogwatch
