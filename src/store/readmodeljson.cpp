// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/readmodeljson.h"

#include "core/times.h"
#include "store/sessionfigures.h"
#include "store/usagejson.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QJsonValue timeJson(std::optional<qint64> ms)
{
    return ms ? QJsonValue(toRfc3339(*ms)) : QJsonValue();
}

QJsonValue textJson(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue numberJson(std::optional<qint64> number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

QJsonValue terminalJson(const QByteArray &terminal)
{
    return terminal.isEmpty() ? QJsonValue()
                              : QJsonValue(QJsonDocument::fromJson(terminal).object());
}

QJsonArray childrenOf(const QString &parentId, const std::vector<Agent> &agents, int depth)
{
    QJsonArray children;
    // A cycle can't come from an agent that tells the truth; the bound is for one that doesn't.
    if (depth > 32)
        return children;
    for (const Agent &agent : agents) {
        if (agent.id.isEmpty() || agent.parentId != parentId || agent.id == parentId)
            continue;
        QJsonObject node = toJson(agent);
        node.insert(u"children"_s, childrenOf(agent.id, agents, depth + 1));
        children.append(node);
    }
    return children;
}

} // namespace

QJsonObject toJson(const Session &s, const UsageBySession &usage, const Starters &starters)
{
    QJsonObject object{
        {u"id"_s, s.key.id},
        {u"source"_s, sourceName(s.key.source)},
        {u"project"_s, textJson(s.project)},
        {u"cwd"_s, textJson(s.cwd)},
        {u"branch"_s, textJson(s.branch)},
        {u"title"_s, textJson(s.title)},
        {u"status"_s, statusName(s.status)},
        {u"status_since"_s, toRfc3339(s.statusSinceMs)},
        {u"status_reason"_s, s.statusReason},
        {u"model"_s, textJson(s.model)},
        {u"permission_mode"_s, textJson(s.permissionMode)},
        {u"transcript_path"_s, textJson(s.transcriptPath)},
        {u"started_at"_s, timeJson(s.startedAtMs)},
        {u"ended_at"_s, timeJson(s.endedAtMs)},
        {u"first_event_at"_s, toRfc3339(s.firstEventMs)},
        {u"last_event_at"_s, toRfc3339(s.lastEventMs)},
        {u"last_seq"_s, s.lastSeq},
        {u"events"_s, s.events},
        {u"agents"_s, s.agents},
        {u"running_subagents"_s, s.runningSubagents},
        {u"tool_calls"_s, s.toolCalls},
        {u"open_tool_calls"_s, s.openCalls},
        {u"failed_tool_calls"_s, s.failedCalls},
        {u"background_tasks"_s, s.backgroundTasks},
        {u"action"_s, textJson(QString(s.actionTool + u' ' + s.actionSummary).trimmed())},
        {u"agent_pid"_s, numberJson(s.process.pid)},
        {u"agent_started_at"_s, timeJson(s.process.startedAtMs)},
        {u"started_by"_s, textJson(starters.value(s.ref).id)},
        {u"tty"_s, textJson(s.tty)},
        {u"terminal"_s, terminalJson(s.terminal)},
    };
    addUsage(object, usage.of(s.ref));
    return object;
}

Result<QJsonObject> sessionJson(Database &database, const Session &session,
                                const std::vector<Agent> &agents)
{
    const Result<UsageBySession> usage = usageOfSession(database, session.ref);
    if (!usage)
        return usage.error();
    const Result<Starters> starters = startersOf(database, {session});
    if (!starters)
        return starters.error();
    const Result<SessionFigures> figures = sessionFigures(database, session.ref);
    if (!figures)
        return figures.error();
    const Result<std::vector<Session>> runs = runsOf(database, session.ref);
    if (!runs)
        return runs.error();
    QJsonObject object = toJson(session, *usage, *starters);
    QJsonObject root = toJson(mainAgentOf(session));
    root.insert(u"children"_s, childrenOf(QString(), agents, 0));
    object.insert(u"agent_tree"_s, root);
    addFigures(object, *figures, usage->of(session.ref));
    addRuns(object, *runs);
    return object;
}

QJsonObject toJson(const Agent &a)
{
    return {
        {u"id"_s, textJson(a.id)},
        {u"type"_s, textJson(a.type)},
        {u"description"_s, textJson(a.description)},
        {u"parent_id"_s, textJson(a.parentId)},
        {u"spawn_tool_use_id"_s, textJson(a.spawnToolUseId)},
        {u"status"_s, statusName(a.status)},
        {u"status_reason"_s, textJson(a.statusReason)},
        {u"started_at"_s, timeJson(a.startedAtMs)},
        {u"ended_at"_s, timeJson(a.endedAtMs)},
        {u"last_event_at"_s, toRfc3339(a.lastEventMs)},
        {u"tool_calls"_s, a.toolCalls},
        {u"last_action"_s, textJson(a.lastAction)},
    };
}

QJsonObject toJson(const ToolCall &call, const QString &sessionId)
{
    return {
        {u"tool_use_id"_s, call.id},
        {u"session_id"_s, sessionId},
        {u"agent_id"_s, textJson(call.agentId)},
        {u"prompt_id"_s, textJson(call.promptId)},
        {u"tool_name"_s, textJson(call.name)},
        {u"summary"_s, textJson(call.summary)},
        {u"status"_s, callStatusName(call.status)},
        {u"started_at"_s, timeJson(call.startedAtMs)},
        {u"ended_at"_s, timeJson(call.endedAtMs)},
        {u"duration_ms"_s, numberJson(call.durationMs)},
        {u"error"_s, textJson(call.error)},
    };
}

QJsonObject toJson(const AttentionItem &item, const QString &sessionId)
{
    return {
        {u"id"_s, item.id},
        {u"session_id"_s, sessionId},
        {u"agent_id"_s, textJson(item.agentId)},
        {u"kind"_s, attentionKindName(item.kind)},
        {u"severity"_s, severityName(item.kind)},
        {u"tool_use_id"_s, textJson(item.toolUseId)},
        {u"tool_name"_s, textJson(item.toolName)},
        {u"since"_s, toRfc3339(item.sinceMs)},
        {u"resolved_at"_s, timeJson(item.resolvedAtMs)},
        {u"resolution"_s, textJson(item.resolution)},
        {u"reason"_s, item.reason},
    };
}

QJsonObject toJson(const EventRow &event)
{
    return {
        {u"seq"_s, event.seq},
        {u"event_id"_s, event.eventId},
        {u"source"_s, sourceName(event.source)},
        {u"type"_s, event.type},
        {u"session_id"_s, event.sessionId},
        {u"agent_id"_s, textJson(event.agentId)},
        {u"tool_use_id"_s, textJson(event.toolUseId)},
        {u"tool_name"_s, textJson(event.toolName)},
        {u"occurred_at"_s, toRfc3339(event.occurredAtMs)},
        {u"received_at"_s, toRfc3339(event.receivedAtMs)},
        {u"origin"_s, originName(event.origin)},
    };
}

QJsonObject toJson(const DeadLetter &letter)
{
    return {
        {u"id"_s, letter.id},
        {u"event_id"_s, letter.eventId},
        {u"source"_s, letter.source},
        {u"origin"_s, originName(letter.origin)},
        {u"received_at"_s, toRfc3339(letter.receivedAtMs)},
        {u"error"_s, letter.error},
        {u"bytes"_s, letter.payload.size()},
    };
}

namespace {

QJsonObject tallyJson(const RedactionTally &tally)
{
    QJsonObject object;
    for (auto rule = tally.begin(); rule != tally.end(); ++rule)
        object.insert(rule.key(), rule.value());
    return object;
}

} // namespace

QJsonObject toJson(const StoreCounts &counts)
{
    return {
        {u"events"_s, counts.events},
        {u"last_seq"_s, counts.lastSeq},
        {u"sessions"_s, counts.sessions},
        {u"agents"_s, counts.agents},
        {u"tool_calls"_s, counts.toolCalls},
        {u"dead_letters"_s, counts.deadLetters},
        {u"attention"_s, counts.openAttention},
        {u"schema_version"_s, counts.schemaVersion},
        {u"store_bytes"_s, counts.sizeBytes},
        {u"lost_events"_s, counts.lostEvents},
        {u"last_lost_at"_s, timeJson(counts.lastLostAtMs)},
        {u"redactions"_s, tallyJson(counts.redactions)},
    };
}

QJsonArray toJsonArray(const std::vector<Session> &sessions, const UsageBySession &usage,
                       const Starters &starters)
{
    QJsonArray array;
    for (const Session &session : sessions)
        array.append(toJson(session, usage, starters));
    return array;
}

} // namespace dogwatch
