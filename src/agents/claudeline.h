// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/usage.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace dogwatch {

// How much of a line is looked at.
enum class LineDepth {
    Usage,
    Contents, // also what happened
    Texts, // also all that a person may want to read, and the line is checked to be sound JSON
};

// One line of a Claude Code transcript, taken apart. The texts point into the reader that made it
// and live until its next line.
struct ClaudeLine
{
    // One piece of a message.
    struct Block
    {
        std::string_view type;
        std::string_view text; // of a text, a thought; of a tool result: its first words
        std::string_view toolUseId;
        std::string_view toolName;
        bool isError = false;
        // With LineDepth::Texts.
        std::string_view input; // of a call: JSON as it is written
        std::vector<std::string_view> moreText; // of a tool result, behind its first words
        int images = 0;
    };

    // What only LineDepth::Texts looks for.
    struct Texts
    {
        std::string_view parentUuid;
        std::string_view logicalParentUuid; // across a compaction
        std::string_view promptId;
        std::string_view text; // of a system line, an attachment
        std::string_view attachmentType;
        std::string_view toolUseResult; // JSON as it is written; an object or a list
        std::string_view spawnedAgentId; // by the call whose result this is
        std::string_view summary; // title of the session that `leafUuid` belongs to
        std::string_view leafUuid;
        std::string_view trigger; // of a compaction
        std::optional<qint64> preTokens;
        std::optional<qint64> postTokens;
        std::optional<qint64> status; // HTTP
        std::optional<qint64> attempt;
        std::optional<qint64> retryInMs;
        std::optional<qint64> durationMs;
        std::optional<double> reportedCost; // US dollars
    };

    std::string_view type;
    std::string_view subtype;
    std::string_view uuid;
    std::string_view sessionId;
    std::string_view agentId;
    std::string_view requestId;
    std::string_view timestamp;
    std::string_view cwd;
    std::string_view branch;
    std::string_view originKind; // who wrote a user line
    std::string_view customTitle;
    std::string_view aiTitle;
    bool sidechain = false;
    bool meta = false;
    bool compactSummary = false;
    bool apiError = false;
    bool denied = false;
    bool copied = false;

    // message
    std::string_view messageId;
    std::string_view model;
    bool hasUsage = false;
    bool tellsSpeed = false;
    bool implausible = false; // some of its numbers can't be; they are 0 in `tokens`
    TokenCounts tokens;
    BillingTerms terms;
    std::vector<Block> blocks; // from LineDepth::Contents on
    Texts texts;
};

// Takes lines apart. One thread at a time; keeps its buffers from line to line.
class ClaudeLineReader
{
public:
    ClaudeLineReader();
    ~ClaudeLineReader();
    ClaudeLineReader(const ClaudeLineReader &) = delete;
    ClaudeLineReader &operator=(const ClaudeLineReader &) = delete;

    // Behind the end of each line so many bytes must be readable; what they are does not matter.
    static constexpr std::size_t kPadding = 64;

    // Null: not one JSON object. Invalid UTF-8 is replaced, an unknown field passed over.
    [[nodiscard]] const ClaudeLine *read(std::string_view line, LineDepth depth);

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

} // namespace dogwatch
