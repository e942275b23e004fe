// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudehook.h"

#include "agents/jsonfields.h"
#include "agents/toolsummary.h"
#include "core/texts.h"

#include <QHash>
#include <QJsonArray>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kSentenceLength = 300;

using Reader = void (*)(const QJsonObject &, Report &);

void readTool(const QJsonObject &payload, Report &report)
{
    report.summary = toolSummary(report.toolName, payload.value(u"tool_input"));
    report.durationMs = integerField(payload, u"duration_ms");
}

void readSessionStart(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::SessionStarted;
    const QString source = stringField(payload, u"source");
    if (source == "resume"_L1)
        report.start = StartKind::Resumed;
    else if (source == "clear"_L1)
        report.start = StartKind::Cleared;
    else if (source == "compact"_L1)
        report.start = StartKind::Compacted;
    else if (source == "fork"_L1)
        report.start = StartKind::Forked;
    report.title = stringField(payload, u"session_title");
}

void readSessionEnd(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::SessionEnded;
    report.text = stringField(payload, u"reason");
}

QString between(const QString &text, QLatin1StringView from, QLatin1StringView to)
{
    const auto begin = text.indexOf(from);
    const auto end = text.indexOf(to, begin);
    return begin < 0 || end < 0 ? QString()
                                : text.mid(begin + from.size(), end - begin - from.size());
}

// Which subagent or background task has come to its end.
void readTaskEnd(const QString &text, Report &report)
{
    const QString status = between(text, "<status>"_L1, "</status>"_L1);
    if (status == "completed"_L1 || status == "failed"_L1 || status == "killed"_L1)
        report.spawnedAgentId = between(text, "<task-id>"_L1, "</task-id>"_L1);
}

void readPrompt(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::PromptSubmitted;
    report.text = stringField(payload, u"prompt");
    report.title = stringField(payload, u"session_title");
    const QString source = stringField(payload, u"source");
    const bool isNotification = report.text.startsWith("<task-notification>"_L1);
    report.injectedPrompt =
        isNotification || (!source.isEmpty() && source != "user"_L1 && source != "sdk"_L1);
    if (isNotification)
        readTaskEnd(report.text, report);
}

void readPreToolUse(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::ToolStarted;
    readTool(payload, report);
}

void readPostToolUse(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::ToolFinished;
    readTool(payload, report);
    const QJsonObject response = objectField(payload, u"tool_response");
    if (report.toolName == "Agent"_L1 || report.toolName == "Task"_L1) {
        report.spawnedAgentId = stringField(response, u"agentId");
        report.spawnedAgentFinished = stringField(response, u"status") == "completed"_L1;
    }
}

void readPostToolUseFailure(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::ToolFailed;
    readTool(payload, report);
    report.text = stringField(payload, u"error");
}

void readPostToolBatch(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::ToolBatchFinished;
    const QJsonArray calls = arrayField(payload, u"tool_calls");
    for (const QJsonValue &value : calls) {
        const QJsonObject call = value.toObject();
        BatchCall named;
        named.toolUseId = stringField(call, u"tool_use_id");
        named.toolName = stringField(call, u"tool_name");
        named.summary = toolSummary(named.toolName, call.value(u"tool_input"));
        named.rejected = stringField(call, u"tool_response").startsWith("<tool_use_error>"_L1);
        report.batch.push_back(std::move(named));
    }
}

void readPermissionRequest(const QJsonObject &payload, Report &report)
{
    report.summary = toolSummary(report.toolName, payload.value(u"tool_input"));
    const QString what = cut(report.summary, kSentenceLength);
    if (report.toolName == "AskUserQuestion"_L1) {
        report.kind = ReportKind::QuestionAsked;
        report.text = what.isEmpty() ? u"asks a question"_s : u"asks “%1”"_s.arg(what);
    } else if (report.toolName == "ExitPlanMode"_L1) {
        report.kind = ReportKind::QuestionAsked;
        report.text = u"has a plan to approve"_s;
    } else {
        report.kind = ReportKind::PermissionAsked;
        report.text = what.isEmpty() ? u"wants to use %1"_s.arg(report.toolName)
                                     : u"wants to run %1 “%2”"_s.arg(report.toolName, what);
    }
}

void readPermissionDenied(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::PermissionDenied;
    readTool(payload, report);
    report.text = stringField(payload, u"reason");
}

void readNotification(const QJsonObject &payload, Report &report)
{
    const QString type = stringField(payload, u"notification_type");
    report.text = stringField(payload, u"message");
    if (type == "permission_prompt"_L1 || type == "worker_permission_prompt"_L1
        || type == "agent_needs_input"_L1 || type == "elicitation_dialog"_L1
        || type == "elicitation_url_dialog"_L1)
        report.kind = ReportKind::PermissionWaiting;
    else if (type == "idle_prompt"_L1)
        report.kind = ReportKind::WentIdle;
    else if (type == "elicitation_complete"_L1 || type == "elicitation_response"_L1)
        report.kind = ReportKind::QuestionAnswered;
}

void readElicitation(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::QuestionAsked;
    report.summary = stringField(payload, u"message");
    report.text = u"%1 asks “%2”"_s.arg(stringField(payload, u"mcp_server_name"),
                                        cut(report.summary, kSentenceLength));
}

void readElicitationResult(const QJsonObject &, Report &report)
{
    report.kind = ReportKind::QuestionAnswered;
}

void readStop(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::TurnStopped;
    const QJsonArray tasks = arrayField(payload, u"background_tasks");
    QStringList agents;
    bool areNamed = payload.value(u"background_tasks").isArray();
    for (const QJsonValue &value : tasks) {
        const QJsonObject task = value.toObject();
        const QString status = stringField(task, u"status");
        if (!status.isEmpty() && status != "running"_L1 && status != "pending"_L1)
            continue;
        ++report.backgroundTasks;
        const QString type = stringField(task, u"type");
        report.teammates += type == "teammate"_L1 ? 1 : 0;
        if (type == "subagent"_L1)
            agents.append(stringField(task, u"id"));
        else if (type != "shell"_L1) // listed by another id than its events have
            areNamed = false;
    }
    if (areNamed)
        report.backgroundAgents = agents;
    report.scheduledWakeUps = static_cast<int>(arrayField(payload, u"session_crons").size());
}

void readStopFailure(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::TurnFailed;
    const QString error = stringField(payload, u"error");
    const QString said = firstString(payload, {u"error_details", u"last_assistant_message"});
    if (said.isEmpty())
        report.text = error.isEmpty() ? u"the turn ended in an error"_s : error;
    else
        report.text = error.isEmpty() || error == "unknown"_L1 ? said : error + u": " + said;
}

void readSubagentStart(const QJsonObject &, Report &report)
{
    report.kind = ReportKind::AgentStarted;
}

void readSubagentStop(const QJsonObject &, Report &report)
{
    report.kind = ReportKind::AgentStopped;
    // Compaction, prompt suggestions and memory stop like subagents, but were none.
    report.internalHelper = report.agentType.isEmpty();
}

// Follows a teammate's stop, so that the stop is known even where it was not heard.
void readTeammateIdle(const QJsonObject &, Report &report)
{
    report.kind = ReportKind::AgentStopped;
}

void readPreCompact(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::CompactionStarted;
    report.text = stringField(payload, u"trigger");
}

void readPostModelSwitch(const QJsonObject &payload, Report &report)
{
    report.kind = ReportKind::ModelSwitched;
    report.model = stringField(payload, u"to_model");
}

template<ReportKind kind>
void readKind(const QJsonObject &, Report &report)
{
    report.kind = kind;
}

// Events that are not listed here are kept and counted as Other.
const QHash<QString, Reader> &readers()
{
    static const QHash<QString, Reader> table{
        {u"Setup"_s, readKind<ReportKind::SessionStarted>},
        {u"SessionStart"_s, readSessionStart},
        {u"SessionEnd"_s, readSessionEnd},
        {u"InstructionsLoaded"_s, readKind<ReportKind::InstructionsLoaded>},
        {u"UserPromptSubmit"_s, readPrompt},
        {u"PreToolUse"_s, readPreToolUse},
        {u"PostToolUse"_s, readPostToolUse},
        {u"PostToolUseFailure"_s, readPostToolUseFailure},
        {u"PostToolBatch"_s, readPostToolBatch},
        {u"PermissionRequest"_s, readPermissionRequest},
        {u"PermissionDenied"_s, readPermissionDenied},
        {u"Notification"_s, readNotification},
        {u"Elicitation"_s, readElicitation},
        {u"ElicitationResult"_s, readElicitationResult},
        {u"Stop"_s, readStop},
        {u"StopFailure"_s, readStopFailure},
        {u"SubagentStart"_s, readSubagentStart},
        {u"SubagentStop"_s, readSubagentStop},
        {u"TeammateIdle"_s, readTeammateIdle},
        {u"PreCompact"_s, readPreCompact},
        {u"PostCompact"_s, readKind<ReportKind::CompactionFinished>},
        {u"PostModelSwitch"_s, readPostModelSwitch},
        {u"CwdChanged"_s, readKind<ReportKind::FolderChanged>},
    };
    return table;
}

} // namespace

Decoded decodeClaudeHook(const QJsonObject &payload)
{
    Decoded decoded;
    decoded.type = stringField(payload, u"hook_event_name");
    Report &report = decoded.report;
    report.sessionId = stringField(payload, u"session_id");
    report.agentId = stringField(payload, u"agent_id");
    report.agentType = stringField(payload, u"agent_type");
    report.toolUseId = stringField(payload, u"tool_use_id");
    report.toolName = stringField(payload, u"tool_name");
    report.promptId = stringField(payload, u"prompt_id");
    report.cwd = stringField(payload, u"cwd");
    report.transcriptPath = stringField(payload, u"transcript_path");
    report.permissionMode = stringField(payload, u"permission_mode");
    report.model = stringField(payload, u"model");
    if (const Reader reader = readers().value(decoded.type))
        reader(payload, report);
    return decoded;
}

} // namespace dogwatch
