// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sessionkey.h"

#include <QString>

#include <optional>

namespace dogwatch {

enum class CallStatus {
    Running,
    Completed,
    Failed,
    Denied,
    Abandoned, // its session or agent ended before it did
};

[[nodiscard]] QString callStatusName(CallStatus status);
[[nodiscard]] std::optional<CallStatus> callStatusFromName(QStringView name);

// One use of a tool, named by its tool_use_id within a session. Times are unix ms.
struct ToolCall
{
    SessionRef session{};
    QString id;
    QString agentId; // empty: the main agent
    QString promptId;
    QString name;
    QString summary;
    CallStatus status = CallStatus::Running;
    std::optional<qint64> startedAtMs;
    std::optional<qint64> endedAtMs;
    std::optional<qint64> durationMs;
    QString error;
    qint64 seq = 0; // the event by which it was first heard of

    friend bool operator==(const ToolCall &, const ToolCall &) = default;
};

} // namespace dogwatch
