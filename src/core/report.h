// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionitem.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace dogwatch {

struct TranscriptWork;

// What an event means, in words that belong to no agent in particular. Each adapter translates its
// agent's events into these; the reducer knows only them. Other is an event that is kept and
// counted and changes no status: everything a newer agent version may invent ends there.
enum class ReportKind {
    Other,
    SessionStarted,
    SessionEnded,
    InstructionsLoaded, // may carry a provisional session id: makes no session visible by itself
    PromptSubmitted,
    ToolStarted,
    ToolFinished,
    ToolFailed,
    ToolBatchFinished,
    PermissionAsked,
    PermissionDenied,
    PermissionWaiting, // a notification only: somebody is being asked, for what is not said
    QuestionAsked,
    QuestionAnswered,
    WentIdle, // the agent itself says that it waits for a prompt
    TurnStopped,
    TurnFailed,
    AgentStarted,
    AgentStopped,
    CompactionStarted,
    CompactionFinished,
    ModelSwitched,
    FolderChanged,
    // Observations of ours.
    WorkspaceFound, // which repository and branch a folder belongs to
    TranscriptTold, // what a transcript says of its session as a whole
    TranscriptAnswered, // a person answered what was asked; no hook says so
    TranscriptInterrupted, // a person stopped the agent; no hook says so
    ProcessGone, // the agent's process is there no more
    AgentSaysIdle, // the agent's own record of what it does, where hooks were silent
    AgentSaysBusy,
    AgentSaysWaiting,
    CallStalled, // a call outlasts what is usual
    TranscriptWorked, // agents, turns and calls that no hook has told
    Found, // something that needs a person: `finding` and `cause`
    FoundOver, // and is no more
    RunOfAnother, // its process was started by that of another session: `parent`
    SessionLetGo, // its process has ended and had cleared up before: an end that no hook told
};

[[nodiscard]] inline constexpr bool isObservation(ReportKind kind)
{
    return kind >= ReportKind::WorkspaceFound;
}

// How a session began; the adapter maps the agent's own words.
enum class StartKind {
    Fresh,
    Resumed,
    Cleared,
    Compacted,
    Forked,
};

// One call named by a batch report.
struct BatchCall
{
    QString toolUseId;
    QString toolName;
    QString summary;
    bool rejected = false; // the tool never ran: unknown, or its input was not valid
};

// The decoded content of one event. Every text is valid Unicode and may be of any length that the
// limits on a payload allow; what is shown is cut where it is shown.
struct Report
{
    ReportKind kind = ReportKind::Other;
    QString sessionId;
    QString agentId; // empty: the main agent
    QString agentType;
    QString toolUseId;
    QString toolName;
    QString promptId;
    QString cwd;
    QString transcriptPath;
    QString permissionMode;
    QString model;
    QString title;

    // The prompt, question, notification, error or end reason, as the kind has it.
    QString text;
    // What the tool is applied to, in one line: a command, a path, a pattern.
    QString summary;

    StartKind start = StartKind::Fresh;
    bool internalHelper = false; // a stop of something that never was an agent of its own
    bool injectedPrompt = false; // written by the agent itself, not by a person
    std::optional<qint64> durationMs;

    // Background work that the agent itself lists when a turn stops.
    int backgroundTasks = 0;
    int scheduledWakeUps = 0;
    int teammates = 0; // among the tasks; they stay listed while they have nothing to do
    // The subagents among them. Absent: not told, or told in names of their own.
    std::optional<QStringList> backgroundAgents;

    // A tool that launched a subagent says which, and whether it waited for the subagent's end.
    QString spawnedAgentId;
    bool spawnedAgentFinished = false;
    std::vector<BatchCall> batch;

    // Observations.
    QString project;
    QString branch;
    std::optional<qint64> firstAtMs; // the first thing that a transcript tells
    bool titleIsName = false; // and not merely the first prompt
    bool refused = false; // the answer was no
    std::shared_ptr<const TranscriptWork> work; // set for TranscriptWorked
    std::optional<AttentionKind> finding;
    QString cause; // tells one occurrence of a finding from the next
    std::optional<SessionRef> parent;
};

} // namespace dogwatch
