// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/transcriptworkfinder.h"

#include "agents/toolsummary.h"
#include "core/texts.h"
#include "store/database.h"
#include "store/entriesmodel.h"
#include "store/statement.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kKnownCall[] = "SELECT 1 FROM tool_call WHERE session_ref = ? AND id = ?";

// The times of a line and of the hook for the same thing differ a little.
constexpr qint64 kBeforeHooksMs = 10 * 1000;

void noteTime(ToldAgent &told, qint64 atMs)
{
    told.firstAtMs = told.firstAtMs == 0 ? atMs : std::min(told.firstAtMs, atMs);
    told.lastAtMs = std::max(told.lastAtMs, atMs);
}

bool beginsTurn(const TranscriptPiece &piece)
{
    return piece.kind == EntryKind::Prompt || piece.kind == EntryKind::AgentReport;
}

} // namespace

TranscriptWorkFinder::TranscriptWorkFinder(Database &database, const SessionState &state)
    : m_database(database)
    , m_session(state.session)
    , m_known(state.agents)
{ }

Result<void> TranscriptWorkFinder::take(const TranscriptPiece &piece, const QByteArray &agent)
{
    const QString agentId = QString::fromUtf8(agent);
    m_lastAtMs = std::max(m_lastAtMs, piece.atMs);
    if (agentId.isEmpty()) {
        takeTurn(piece);
    } else if (piece.atMs != 0) {
        noteTime(agentOf(agentId), piece.atMs);
    }
    if (piece.toolUseId.isEmpty())
        return {};
    if (piece.kind == EntryKind::ToolCall)
        takeCall(piece, agentId);
    else if (piece.kind == EntryKind::ToolResult || piece.kind == EntryKind::Refused)
        return takeResult(piece, agentId);
    return {};
}

// What hooks tell of turns is told by them alone, but for the time before they were there.
void TranscriptWorkFinder::takeTurn(const TranscriptPiece &piece)
{
    const bool isBeforeHooks = piece.atMs + kBeforeHooksMs < m_session.firstEventMs;
    if (piece.turnId.isEmpty() || (isToldByHooks() && !isBeforeHooks))
        return;
    const QString id = QString::fromUtf8(piece.turnId);
    if (m_work.turns.empty() || m_work.turns.back().promptId != id)
        m_work.turns.push_back({id, {}, false, std::nullopt, 0});
    ToldTurn &turn = m_work.turns.back();
    if (beginsTurn(piece) && !turn.startedAtMs) {
        turn.prompt = piece.gist;
        turn.injected = piece.injected;
        turn.startedAtMs = piece.atMs;
    }
    turn.untilMs = std::max(turn.untilMs, piece.atMs);
}

// Where hooks tell of a session, a call that runs is theirs to tell.
void TranscriptWorkFinder::takeCall(const TranscriptPiece &piece, const QString &agent)
{
    if (isToldByHooks())
        return;
    ToldCall &call = callOf(QString::fromUtf8(piece.toolUseId));
    call.agentId = agent;
    call.promptId = QString::fromUtf8(agent.isEmpty() ? piece.turnId : piece.promptId);
    call.name = QString::fromUtf8(piece.toolName);
    call.summary = piece.gist;
    call.startedAtMs = piece.atMs;
}

Result<void> TranscriptWorkFinder::takeResult(const TranscriptPiece &piece, const QString &agent)
{
    const QString id = QString::fromUtf8(piece.toolUseId);
    if (!piece.spawnedAgentId.isEmpty()) {
        if (Result<void> spawned = takeSpawned(piece, agent); !spawned)
            return spawned;
    }
    if (isToldByHooks()) {
        Statement known(m_database, kKnownCall);
        Result<bool> row = known.bind(static_cast<qint64>(m_session.ref)).bind(id).next();
        if (!row)
            return row.error();
        if (*row)
            return {};
        Result<std::optional<TranscriptEntry>> entry =
            transcriptCall(m_database, m_session.ref, id);
        if (!entry || !*entry)
            return entry ? Result<void>() : Result<void>(entry.error());
        ToldCall &call = callOf(id);
        call.agentId = agent;
        call.promptId = (*entry)->promptId;
        call.name = (*entry)->toolName;
        call.startedAtMs = (*entry)->key.atMs;
        call.summary = toolSummary(
            call.name, QJsonDocument::fromJson((*entry)->body).object().value(u"input"));
    }
    ToldCall &call = callOf(id);
    call.endedAtMs = piece.atMs;
    call.status = piece.failed ? CallStatus::Failed : CallStatus::Completed;
    if (piece.kind == EntryKind::Refused)
        call.status = CallStatus::Denied;
    call.error = piece.gist;
    return {};
}

Result<void> TranscriptWorkFinder::takeSpawned(const TranscriptPiece &piece, const QString &agent)
{
    const QString callId = QString::fromUtf8(piece.toolUseId);
    Result<std::optional<TranscriptEntry>> call = transcriptCall(m_database, m_session.ref, callId);
    if (!call)
        return call.error();
    // Other tools speak of agents that they have not launched.
    if (!*call || ((*call)->toolName != "Agent"_L1 && (*call)->toolName != "Task"_L1))
        return {};
    ToldAgent &told = agentOf(QString::fromUtf8(piece.spawnedAgentId));
    // What the call gave back is the last of it, or, of work in the background, the first.
    noteTime(told, piece.atMs);
    told.parentId = agent;
    told.spawnToolUseId = callId;
    const QJsonObject input =
        QJsonDocument::fromJson((*call)->body).object().value(u"input").toObject();
    if (told.type.isEmpty())
        told.type = input.value(u"subagent_type").toString();
    if (told.description.isEmpty())
        told.description = toolSummary((*call)->toolName, input);
    return {};
}

// It is read again with each piece of the agent's transcript, and is news once.
void TranscriptWorkFinder::take(const AgentFacts &facts)
{
    const QString id = QString::fromUtf8(facts.agentId);
    const Agent known = m_known.value(id);
    const auto fill = [this, &id](QString ToldAgent::*field, const QString &have,
                                  const QString &value) {
        if (have.isEmpty() && !value.isEmpty())
            agentOf(id).*field = value;
    };
    fill(&ToldAgent::type, known.type, facts.type);
    fill(&ToldAgent::description, known.description, facts.description);
    fill(&ToldAgent::parentId, known.parentId, QString::fromUtf8(facts.parentId));
    fill(&ToldAgent::spawnToolUseId, known.spawnToolUseId, QString::fromUtf8(facts.spawnToolUseId));
}

ToldAgent &TranscriptWorkFinder::agentOf(const QString &id)
{
    const auto known = m_agents.constFind(id);
    if (known != m_agents.cend())
        return m_work.agents[*known];
    m_agents.insert(id, m_work.agents.size());
    ToldAgent &told = m_work.agents.emplace_back();
    told.id = id;
    return told;
}

ToldCall &TranscriptWorkFinder::callOf(const QString &id)
{
    const auto known = m_calls.constFind(id);
    if (known != m_calls.cend())
        return m_work.calls[*known];
    m_calls.insert(id, m_work.calls.size());
    ToldCall &told = m_work.calls.emplace_back();
    told.id = id;
    return told;
}

TranscriptWork TranscriptWorkFinder::work() &&
{
    return std::move(m_work);
}

} // namespace dogwatch
