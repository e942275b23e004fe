// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/transcriptentry.h"
#include "core/usage.h"

#include <QByteArray>
#include <QString>

#include <optional>
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

// A piece of text that a person may want to read; see EntryKind.
struct TranscriptPiece
{
    EntryKind kind = EntryKind::Prompt;
    QByteArray sessionId;
    QByteArray agentId; // empty: the main agent, or an unnamed one where `sidechain` is set
    QByteArray uuid; // of the line
    QByteArray parentUuid;
    int block = 0;
    qint64 atMs = 0;
    QByteArray promptId;
    QByteArray turnId; // of the main agent's: the turn it stands in, named by its prompt
    QByteArray messageId;
    QByteArray toolUseId;
    QByteArray toolName;
    QByteArray model;
    bool failed = false;
    bool sidechain = false; // of a subagent
    bool injected = false; // a prompt that no person wrote
    QByteArray spawnedAgentId; // by the call whose result this is
    qint64 lineAt = 0; // in the file
    qint64 lineLength = 0; // without its end
    QByteArray body; // a JSON object
    // What is shown of it in a line: a prompt, what a call is applied to, why it failed. Made of
    // what is stored.
    QString gist;

    friend bool operator==(const TranscriptPiece &, const TranscriptPiece &) = default;
};

// A line that is no piece, but stands between two that are.
struct LineLink
{
    QByteArray sessionId;
    QByteArray agentId;
    QByteArray uuid;
    QByteArray parentUuid;
    bool sidechain = false;
    qint64 lineAt = 0;
};

// Where the conversation of a session stands behind some lines.
struct SessionStand
{
    QByteArray sessionId;
    QByteArray leafUuid; // empty: not told
    std::optional<qint64> reportedCost; // by the agent, for all of it; trillionths of a dollar
};

// A title as old versions wrote it, for the session that holds the line.
struct SummaryTitle
{
    QByteArray leafUuid;
    QString title;
};

// What is told of a subagent beside its own lines. Empty: not told.
struct AgentFacts
{
    QByteArray sessionId;
    QByteArray agentId;
    QString type;
    QString description;
    QByteArray parentId;
    QByteArray spawnToolUseId;
};

// What only those ask for who want the texts.
struct TranscriptTexts
{
    std::vector<TranscriptPiece> pieces;
    std::vector<LineLink> links;
    std::vector<SessionStand> stands;
    std::vector<SummaryTitle> summaries;
    std::vector<AgentFacts> agents;
};

// What a piece of a transcript says.
struct TranscriptFindings
{
    std::vector<UsageRecord> usage;
    std::vector<SessionFacts> sessions;
    std::vector<TranscriptActivity> activity;
    TranscriptTexts texts;
    qint64 malformed = 0; // lines that were looked at and make no sense, or numbers of theirs
    qint64 oversized = 0; // lines too long to be looked at
};

} // namespace dogwatch
