// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/session.h"

#include <QString>

#include <optional>

namespace dogwatch {

// A thread of work in a session: the main one (empty id) or a subagent. Times are unix ms. Only
// subagents have rows of their own; the main agent follows from its session, see mainAgentOf().
struct Agent
{
    SessionRef session{};
    QString id; // the agent's own; empty for the main one
    QString type;
    QString description;
    QString parentId; // empty: spawned by the main agent, or not known to be otherwise
    QString spawnToolUseId; // the call that launched it
    SessionStatus status = SessionStatus::Working;
    QString statusReason;
    std::optional<qint64> startedAtMs;
    std::optional<qint64> endedAtMs;
    qint64 firstEventMs = 0;
    qint64 lastEventMs = 0;
    qint64 toolCalls = 0;
    QString lastAction; // tool and what it is applied to, in one line

    friend bool operator==(const Agent &, const Agent &) = default;
};

// The main agent, as its session tells.
[[nodiscard]] Agent mainAgentOf(const Session &session);

// As a person calls it: what it is for, else its type, else its id; "main".
[[nodiscard]] QString agentNameOf(const Agent &agent);

} // namespace dogwatch
