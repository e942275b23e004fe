// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sessionkey.h"

#include <QString>

#include <optional>

namespace dogwatch {

// Why a person is needed, most urgent first.
enum class AttentionKind {
    Permission,
    Question,
    Failed,
    Stalled,
    Overload, // the API turns the agent away again and again
    Errors, // call after call fails
    Loop, // the same call again and again
    Disagreement, // what its sources say can't all be true
    Collision, // another agent writes the same file
    Limit, // of what a subscription allows
    Budget, // of a person's own
};

// It asks a person for something, and waits for the answer.
[[nodiscard]] inline constexpr bool isAsk(AttentionKind kind)
{
    return kind == AttentionKind::Permission || kind == AttentionKind::Question;
}

// Which comes first: 0 is the most urgent. What blocks an agent is equally urgent, whatever it
// asks: who has waited longest comes first.
[[nodiscard]] inline constexpr int urgencyOf(AttentionKind kind)
{
    if (isAsk(kind))
        return 0;
    if (kind == AttentionKind::Failed)
        return 1;
    return kind == AttentionKind::Stalled || kind == AttentionKind::Overload ? 2 : 3;
}

// What is said of the work of a turn, and is over with it.
[[nodiscard]] inline constexpr bool isOfTurn(AttentionKind kind)
{
    return kind == AttentionKind::Overload || kind == AttentionKind::Errors
        || kind == AttentionKind::Loop;
}

// "blocking": an agent can't go on; "serious": it goes nowhere; else "notable".
[[nodiscard]] QString severityName(AttentionKind kind);

[[nodiscard]] QString attentionKindName(AttentionKind kind);
[[nodiscard]] std::optional<AttentionKind> attentionKindFromName(QStringView name);

// Something that needs a person. Raised once, retired by itself when it is over. Times are unix ms.
struct AttentionItem
{
    QString id; // unique over all sessions and made from the cause, so that a cause raises one item
    SessionRef session{};
    QString agentId;
    AttentionKind kind = AttentionKind::Permission;
    QString toolUseId; // the call that waits, where it could be told
    QString toolName;
    QString summary;
    QString reason; // one sentence of evidence
    qint64 sinceMs = 0;
    std::optional<qint64> resolvedAtMs;
    QString resolution; // what ended it: an event's name

    friend bool operator==(const AttentionItem &, const AttentionItem &) = default;
};

// A cause raises one item, however often it is found.
[[nodiscard]] QString attentionItemId(SessionRef session, AttentionKind kind, const QString &cause);
// The cause that such an id was made from.
[[nodiscard]] QString attentionCause(const QString &itemId, SessionRef session, AttentionKind kind);

} // namespace dogwatch
