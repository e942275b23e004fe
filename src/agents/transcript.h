// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/usage.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace dogwatch {

// What the lines of a transcript say, in words that belong to no agent in particular. Plain values;
// every text is valid Unicode, times are unix ms and 0 where they are not told.

// How good a title is; a worse one never replaces a better one.
enum class TitleRank {
    None,
    FirstPrompt,
    Generated, // by the agent
    Chosen, // by a person
};

// What some lines say of one session.
struct SessionFacts
{
    QByteArray sessionId;
    qint64 firstAtMs = 0;
    qint64 lastAtMs = 0;
    QByteArray cwd; // the first one
    QByteArray branch; // the last one
    QByteArray model; // of the main agent's last answer
    QString project; // left empty by those who read no folders
    QString title;
    TitleRank titleRank = TitleRank::None;
    bool toldByMain = false; // some of these lines are the main agent's

    friend bool operator==(const SessionFacts &, const SessionFacts &) = default;
};

enum class ActivityKind {
    Prompt,
    Answer,
    ToolCalled,
    ToolReturned, // `failed` where it said so
    ToolRefused, // a person said no
    Interrupted, // by a person
    ApiFailed, // the agent gave up
    ApiRetried,
    Compacted,
    TurnEnded,
};

// Something that happened, as one line tells it.
struct TranscriptActivity
{
    ActivityKind kind = ActivityKind::Prompt;
    QByteArray sessionId;
    QByteArray agentId; // empty: the main agent
    qint64 atMs = 0;
    QString toolUseId;
    QString toolName;
    QString text; // prompt, answer, error
    bool failed = false;

    friend bool operator==(const TranscriptActivity &, const TranscriptActivity &) = default;
};

// What a piece of a transcript says.
struct TranscriptFindings
{
    std::vector<UsageRecord> usage;
    std::vector<SessionFacts> sessions;
    std::vector<TranscriptActivity> activity;
    qint64 malformed = 0; // lines that were looked at and make no sense
    qint64 oversized = 0; // lines too long to be looked at

    [[nodiscard]] bool isEmpty() const
    {
        return usage.empty() && sessions.empty() && activity.empty();
    }
};

} // namespace dogwatch
