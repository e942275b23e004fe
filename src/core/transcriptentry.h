// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace dogwatch {

// What a piece of a transcript is. The numbers lie in the store: never change one, add at the end.
// Beside each: what the entry's body, a JSON object, holds.
enum class EntryKind {
    Prompt = 1, // "text"; by a person
    Answer = 2, // "text"
    Thinking = 3, // "text"
    ToolCall = 4, // "input": as the agent gave it to the tool
    ToolResult = 5, // "text"; "result": what the agent knows besides, as it wrote it
    Compacted = 6, // "trigger", "pre_tokens", "post_tokens", "text": the summary it goes on with
    ApiError = 7, // "text", "status"; the agent gave up
    ApiRetry = 8, // "text", "status", "attempt", "retry_in_ms"
    Interrupted = 9, // by a person
    Refused = 10, // "text"; a person said no to a tool
    ModelChanged = 11, // "from", "to"
    AgentReport = 12, // "text"; of a subagent or background task, to its parent
    Notice = 13, // "text"; the agent's own word to its user
    TurnEnded = 14, // "duration_ms"
};

} // namespace dogwatch
