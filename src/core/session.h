// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/entry.h"
#include "core/sessionkey.h"
#include "core/sessionstatus.h"

#include <QString>

#include <optional>

namespace dogwatch {

// Where the main agent stands in its turn. Changed by the newest report that says so.
enum class TurnState {
    None, // no prompt yet
    Open,
    Over,
    Failed,
};

// A session as projected from the log. Times are unix ms; an absent time or number is not known.
struct Session
{
    SessionRef ref{};
    SessionKey key;

    QString project;
    QString cwd; // the first one
    QString branch;
    QString title;
    QString model;
    QString permissionMode;
    QString transcriptPath;

    SessionStatus status = SessionStatus::Unknown;
    QString statusReason; // one sentence of evidence
    qint64 statusSinceMs = 0;

    std::optional<qint64> startedAtMs;
    std::optional<qint64> endedAtMs;
    std::optional<qint64> goneAtMs; // its process was found gone, and nothing was heard since
    qint64 firstEventMs = 0;
    qint64 lastEventMs = 0;
    qint64 lastSeq = 0;

    qint64 events = 0;
    qint64 agents = 1; // the main one too
    qint64 runningSubagents = 0;
    qint64 toolCalls = 0;
    qint64 mainCalls = 0; // those of the main agent
    qint64 openCalls = 0;
    qint64 failedCalls = 0;

    // Facts from which the status follows; see statusrules.h.
    TurnState turn = TurnState::None;
    qint64 turnChangedMs = 0;
    int backgroundTasks = 0;
    int scheduledWakeUps = 0;
    int teammates = 0; // among the background tasks; they stay listed while they are idle
    QString failure;
    QString endReason;
    bool compacting = false;
    bool provisional = true; // only reports that may carry a provisional id were seen

    // What the main agent, or else a subagent, is doing now.
    QString actionTool;
    QString actionSummary;
    std::optional<qint64> actionSinceMs;

    ProcessIdentity process;
    // The session whose process started this one's: it is shown there and not by itself.
    std::optional<SessionRef> parent;
    QString tty;
    QByteArray terminal;

    // A tile of its own, and counted.
    [[nodiscard]] bool standsAlone() const { return !provisional && !parent; }

    friend bool operator==(const Session &, const Session &) = default;
};

} // namespace dogwatch
