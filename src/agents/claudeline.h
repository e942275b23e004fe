// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/usage.h"

#include <memory>
#include <string_view>
#include <vector>

namespace dogwatch {

// One line of a Claude Code transcript, taken apart. The texts point into the reader that made it
// and live until its next line.
struct ClaudeLine
{
    // One piece of a message.
    struct Block
    {
        std::string_view type;
        std::string_view text; // of a text; of a tool result: its first words
        std::string_view toolUseId;
        std::string_view toolName;
        bool isError = false;
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
    TokenCounts tokens;
    BillingTerms terms;
    std::vector<Block> blocks; // only where contents were asked for
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
    [[nodiscard]] const ClaudeLine *read(std::string_view line, bool withContents);

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

} // namespace dogwatch
