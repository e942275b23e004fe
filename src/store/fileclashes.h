// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/toolcall.h"
#include "store/rowfinding.h"

#include <vector>

namespace dogwatch {

// A row of tool_call, as far as the watchdog reads it.
struct RecentCall
{
    qint64 row = 0;
    SessionRef session{};
    QString agentId; // empty: the main agent
    QString promptId;
    QString id;
    QString name;
    QString summary;
    CallStatus status = CallStatus::Running;
    qint64 seq = 0;
    qint64 atMs = 0; // unix ms
    QString error;
};

// Files that two agents write while both are at work. Given the calls, the newest first. Where a
// subagent takes up what its own session wrote before, that is a hand-over. Pure.
[[nodiscard]] std::vector<RowFinding> fileClashes(const std::vector<RecentCall> &calls,
                                                  const LiveSessions &live, qint64 nowMs);

} // namespace dogwatch
