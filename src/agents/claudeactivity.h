// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/claudeline.h"
#include "agents/transcript.h"

namespace dogwatch {

// What happened, as one line of a Claude Code transcript tells it; nothing for most lines. The line
// was read with its contents. Pure.
[[nodiscard]] std::vector<TranscriptActivity> activityOf(const ClaudeLine &line, qint64 atMs);

// The prompt of a person in one line; empty for every other line.
[[nodiscard]] QString promptOf(const ClaudeLine &line);

// A person stopped the agent.
[[nodiscard]] bool isInterruption(const ClaudeLine &line);
// A person said no to the call that the block, a tool's result, answers.
[[nodiscard]] bool isRefusal(const ClaudeLine &line, const ClaudeLine::Block &block);

// In the place of a model where the agent itself speaks.
inline constexpr std::string_view kSyntheticModel = "<synthetic>";

// "2026-10-12T09:15:02.000Z" as unix ms; 0 for anything else.
[[nodiscard]] qint64 transcriptTime(std::string_view timestamp);

} // namespace dogwatch
