// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changes.h"
#include "core/result.h"
#include "store/statement.h"

namespace dogwatch {

class Database;

// The projected rows and how each lies in its table. The column lists are macros so that a query is
// one literal; each read function expects its list, first in the row.

#define DOGWATCH_SESSION_COLUMNS                                                                   \
    "ref, source, id, project, cwd, branch, title, model, permission_mode, transcript_path, "      \
    "status, status_reason, status_since, started_at, ended_at, first_event_at, last_event_at, "   \
    "last_seq, events, agents, running_subagents, tool_calls, main_calls, open_calls, "            \
    "failed_calls, turn_state, turn_changed_at, background_tasks, scheduled_wake_ups, failure, "   \
    "end_reason, compacting, provisional, action_tool, action_summary, action_since, agent_pid, "  \
    "agent_started_at, tty, terminal, gone_at, parent_ref, teammates"
#define DOGWATCH_AGENT_COLUMNS                                                                     \
    "session_ref, id, type, description, parent_id, spawn_tool_use_id, status, status_reason, "    \
    "started_at, ended_at, first_event_at, last_event_at, tool_calls, last_action"
#define DOGWATCH_TOOL_CALL_COLUMNS                                                                 \
    "session_ref, id, agent_id, prompt_id, name, summary, status, started_at, ended_at, "          \
    "duration_ms, error, seq"
#define DOGWATCH_TURN_COLUMNS                                                                      \
    "session_ref, prompt_id, prompt, injected, started_at, ended_at, failed, seq"
#define DOGWATCH_ATTENTION_COLUMNS                                                                 \
    "id, session_ref, agent_id, kind, tool_use_id, tool_name, summary, reason, since, "            \
    "resolved_at, resolution"

[[nodiscard]] Session readSession(const Statement &row);
[[nodiscard]] Agent readAgent(const Statement &row);
[[nodiscard]] ToolCall readToolCall(const Statement &row);
[[nodiscard]] Turn readTurn(const Statement &row);
[[nodiscard]] AttentionItem readAttentionItem(const Statement &row);

// Writer connection, inside a transaction. A row of the same key is replaced.
[[nodiscard]] Result<void> insertSession(Database &database, const Session &session);
[[nodiscard]] Result<void> updateSession(Database &database, const Session &session);
[[nodiscard]] Result<void> writeAgent(Database &database, const Agent &agent);
[[nodiscard]] Result<void> writeToolCall(Database &database, const ToolCall &call);
[[nodiscard]] Result<void> writeTurn(Database &database, const Turn &turn);
[[nodiscard]] Result<void> writeAttentionItem(Database &database, const AttentionItem &item);

} // namespace dogwatch
