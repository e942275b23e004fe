// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/records.h"

#include "store/database.h"

namespace dogwatch {

namespace {

constexpr char kInsertSession[] = "INSERT INTO session (" DOGWATCH_SESSION_COLUMNS R"()
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";

// An UPDATE and no replacement: it leaves the unique index alone, and every event does it.
constexpr char kUpdateSession[] = R"(
    UPDATE session SET project = ?, cwd = ?, branch = ?, title = ?, model = ?, permission_mode = ?,
        transcript_path = ?, status = ?, status_reason = ?, status_since = ?, started_at = ?,
        ended_at = ?, first_event_at = ?, last_event_at = ?, last_seq = ?, events = ?, agents = ?,
        running_subagents = ?, tool_calls = ?, main_calls = ?, open_calls = ?, failed_calls = ?,
        turn_state = ?, turn_changed_at = ?, background_tasks = ?, scheduled_wake_ups = ?,
        failure = ?, end_reason = ?, compacting = ?, provisional = ?, action_tool = ?,
        action_summary = ?, action_since = ?, agent_pid = ?, agent_started_at = ?, tty = ?,
        terminal = ?, gone_at = ?, parent_ref = ?, teammates = ?
    WHERE ref = ?)";

constexpr char kWriteAgent[] = "INSERT OR REPLACE INTO agent (" DOGWATCH_AGENT_COLUMNS R"()
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";
// An update in place where there is one: to replace a row would write its index again.
constexpr char kWriteToolCall[] = "INSERT INTO tool_call (" DOGWATCH_TOOL_CALL_COLUMNS R"()
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (session_ref, id) DO UPDATE SET agent_id = excluded.agent_id,
        prompt_id = excluded.prompt_id, name = excluded.name, summary = excluded.summary,
        status = excluded.status, started_at = excluded.started_at, ended_at = excluded.ended_at,
        duration_ms = excluded.duration_ms, error = excluded.error, seq = excluded.seq)";
constexpr char kWriteTurn[] = "INSERT INTO turn (" DOGWATCH_TURN_COLUMNS R"()
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (session_ref, prompt_id) DO UPDATE SET prompt = excluded.prompt,
        injected = excluded.injected, started_at = excluded.started_at,
        ended_at = excluded.ended_at, failed = excluded.failed, seq = excluded.seq)";
constexpr char kWriteAttention[] =
    "INSERT OR REPLACE INTO attention_item (" DOGWATCH_ATTENTION_COLUMNS R"()
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";

// The columns that both statements of a session bind, in the order of the column list.
void bindSessionContent(Statement &statement, const Session &s)
{
    statement.bind(s.project).bind(s.cwd).bind(s.branch).bind(s.title).bind(s.model);
    statement.bind(s.permissionMode).bind(s.transcriptPath);
    statement.bind(statusName(s.status)).bind(s.statusReason).bind(s.statusSinceMs);
    statement.bind(s.startedAtMs).bind(s.endedAtMs).bind(s.firstEventMs).bind(s.lastEventMs);
    statement.bind(s.lastSeq).bind(s.events).bind(s.agents).bind(s.runningSubagents);
    statement.bind(s.toolCalls).bind(s.mainCalls).bind(s.openCalls).bind(s.failedCalls);
    statement.bind(static_cast<qint64>(s.turn)).bind(s.turnChangedMs);
    statement.bind(s.backgroundTasks).bind(s.scheduledWakeUps).bind(s.failure).bind(s.endReason);
    statement.bind(s.compacting).bind(s.provisional);
    statement.bind(s.actionTool).bind(s.actionSummary).bind(s.actionSinceMs);
    statement.bind(s.process.pid).bind(s.process.startedAtMs).bind(s.tty).bind(s.terminal);
    statement.bind(s.goneAtMs);
    statement.bind(s.parent ? std::optional(static_cast<qint64>(*s.parent)) : std::nullopt);
    statement.bind(s.teammates);
}

} // namespace

Session readSession(const Statement &row)
{
    Session s;
    int c = 0;
    s.ref = SessionRef{row.integer(c++)};
    s.key.source = sourceFromName(row.text(c++)).value_or(Source::Generic);
    s.key.id = row.text(c++);
    s.project = row.text(c++);
    s.cwd = row.text(c++);
    s.branch = row.text(c++);
    s.title = row.text(c++);
    s.model = row.text(c++);
    s.permissionMode = row.text(c++);
    s.transcriptPath = row.text(c++);
    s.status = statusFromName(row.text(c++)).value_or(SessionStatus::Unknown);
    s.statusReason = row.text(c++);
    s.statusSinceMs = row.integer(c++);
    s.startedAtMs = row.optionalInteger(c++);
    s.endedAtMs = row.optionalInteger(c++);
    s.firstEventMs = row.integer(c++);
    s.lastEventMs = row.integer(c++);
    s.lastSeq = row.integer(c++);
    s.events = row.integer(c++);
    s.agents = row.integer(c++);
    s.runningSubagents = row.integer(c++);
    s.toolCalls = row.integer(c++);
    s.mainCalls = row.integer(c++);
    s.openCalls = row.integer(c++);
    s.failedCalls = row.integer(c++);
    s.turn = static_cast<TurnState>(row.integer(c++));
    s.turnChangedMs = row.integer(c++);
    s.backgroundTasks = static_cast<int>(row.integer(c++));
    s.scheduledWakeUps = static_cast<int>(row.integer(c++));
    s.failure = row.text(c++);
    s.endReason = row.text(c++);
    s.compacting = row.integer(c++) != 0;
    s.provisional = row.integer(c++) != 0;
    s.actionTool = row.text(c++);
    s.actionSummary = row.text(c++);
    s.actionSinceMs = row.optionalInteger(c++);
    s.process.pid = row.optionalInteger(c++);
    s.process.startedAtMs = row.optionalInteger(c++);
    s.tty = row.text(c++);
    s.terminal = row.blob(c++);
    s.goneAtMs = row.optionalInteger(c++);
    if (const std::optional<qint64> parent = row.optionalInteger(c++))
        s.parent = SessionRef{*parent};
    s.teammates = static_cast<int>(row.integer(c++));
    return s;
}

Agent readAgent(const Statement &row)
{
    Agent a;
    int c = 0;
    a.session = SessionRef{row.integer(c++)};
    a.id = row.text(c++);
    a.type = row.text(c++);
    a.description = row.text(c++);
    a.parentId = row.text(c++);
    a.spawnToolUseId = row.text(c++);
    a.status = statusFromName(row.text(c++)).value_or(SessionStatus::Unknown);
    a.statusReason = row.text(c++);
    a.startedAtMs = row.optionalInteger(c++);
    a.endedAtMs = row.optionalInteger(c++);
    a.firstEventMs = row.integer(c++);
    a.lastEventMs = row.integer(c++);
    a.toolCalls = row.integer(c++);
    a.lastAction = row.text(c++);
    return a;
}

ToolCall readToolCall(const Statement &row)
{
    ToolCall call;
    int c = 0;
    call.session = SessionRef{row.integer(c++)};
    call.id = row.text(c++);
    call.agentId = row.text(c++);
    call.promptId = row.text(c++);
    call.name = row.text(c++);
    call.summary = row.text(c++);
    call.status = callStatusFromName(row.text(c++)).value_or(CallStatus::Running);
    call.startedAtMs = row.optionalInteger(c++);
    call.endedAtMs = row.optionalInteger(c++);
    call.durationMs = row.optionalInteger(c++);
    call.error = row.text(c++);
    call.seq = row.integer(c++);
    return call;
}

Turn readTurn(const Statement &row)
{
    Turn turn;
    int c = 0;
    turn.session = SessionRef{row.integer(c++)};
    turn.promptId = row.text(c++);
    turn.prompt = row.text(c++);
    turn.injected = row.integer(c++) != 0;
    turn.startedAtMs = row.optionalInteger(c++);
    turn.endedAtMs = row.optionalInteger(c++);
    turn.failed = row.integer(c++) != 0;
    turn.seq = row.integer(c++);
    return turn;
}

AttentionItem readAttentionItem(const Statement &row)
{
    AttentionItem item;
    int c = 0;
    item.id = row.text(c++);
    item.session = SessionRef{row.integer(c++)};
    item.agentId = row.text(c++);
    item.kind = attentionKindFromName(row.text(c++)).value_or(AttentionKind::Failed);
    item.toolUseId = row.text(c++);
    item.toolName = row.text(c++);
    item.summary = row.text(c++);
    item.reason = row.text(c++);
    item.sinceMs = row.integer(c++);
    item.resolvedAtMs = row.optionalInteger(c++);
    item.resolution = row.text(c++);
    return item;
}

Result<void> insertSession(Database &database, const Session &session)
{
    Statement insert(database, kInsertSession);
    insert.bind(static_cast<qint64>(session.ref))
        .bind(sourceName(session.key.source))
        .bind(session.key.id);
    bindSessionContent(insert, session);
    return insert.run();
}

Result<void> updateSession(Database &database, const Session &session)
{
    Statement update(database, kUpdateSession);
    bindSessionContent(update, session);
    return update.bind(static_cast<qint64>(session.ref)).run();
}

Result<void> writeAgent(Database &database, const Agent &a)
{
    Statement write(database, kWriteAgent);
    write.bind(static_cast<qint64>(a.session)).bind(a.id).bind(a.type).bind(a.description);
    write.bind(a.parentId).bind(a.spawnToolUseId).bind(statusName(a.status)).bind(a.statusReason);
    write.bind(a.startedAtMs).bind(a.endedAtMs).bind(a.firstEventMs).bind(a.lastEventMs);
    return write.bind(a.toolCalls).bind(a.lastAction).run();
}

Result<void> writeToolCall(Database &database, const ToolCall &call)
{
    Statement write(database, kWriteToolCall);
    write.bind(static_cast<qint64>(call.session)).bind(call.id).bind(call.agentId);
    write.bind(call.promptId).bind(call.name).bind(call.summary);
    write.bind(callStatusName(call.status)).bind(call.startedAtMs).bind(call.endedAtMs);
    return write.bind(call.durationMs).bind(call.error).bind(call.seq).run();
}

Result<void> writeTurn(Database &database, const Turn &turn)
{
    Statement write(database, kWriteTurn);
    write.bind(static_cast<qint64>(turn.session)).bind(turn.promptId).bind(turn.prompt);
    write.bind(turn.injected).bind(turn.startedAtMs).bind(turn.endedAtMs);
    return write.bind(turn.failed).bind(turn.seq).run();
}

Result<void> writeAttentionItem(Database &database, const AttentionItem &item)
{
    Statement write(database, kWriteAttention);
    write.bind(item.id).bind(static_cast<qint64>(item.session)).bind(item.agentId);
    write.bind(attentionKindName(item.kind)).bind(item.toolUseId).bind(item.toolName);
    write.bind(item.summary).bind(item.reason).bind(item.sinceMs).bind(item.resolvedAtMs);
    return write.bind(item.resolution).run();
}

} // namespace dogwatch
