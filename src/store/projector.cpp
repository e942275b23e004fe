// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/projector.h"

#include "core/fault.h"
#include "core/reducer.h"
#include "core/transcriptwork.h"
#include "store/database.h"
#include "store/records.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostStates = 512;

constexpr char kSelectSession[] =
    "SELECT " DOGWATCH_SESSION_COLUMNS " FROM session WHERE source = ? AND id = ?";
constexpr char kSelectAgents[] =
    "SELECT " DOGWATCH_AGENT_COLUMNS " FROM agent WHERE session_ref = ? ORDER BY id";
constexpr char kSelectOpenCalls[] = "SELECT " DOGWATCH_TOOL_CALL_COLUMNS
                                    " FROM tool_call WHERE session_ref = ? AND status = 'running'"
                                    " ORDER BY id";
constexpr char kSelectCall[] =
    "SELECT " DOGWATCH_TOOL_CALL_COLUMNS " FROM tool_call WHERE session_ref = ? AND id = ?";
constexpr char kSelectOpenTurns[] =
    "SELECT " DOGWATCH_TURN_COLUMNS
    " FROM turn WHERE session_ref = ? AND ended_at IS NULL ORDER BY prompt_id";
constexpr char kSelectTurn[] =
    "SELECT " DOGWATCH_TURN_COLUMNS " FROM turn WHERE session_ref = ? AND prompt_id = ?";
constexpr char kSelectAttention[] =
    "SELECT " DOGWATCH_ATTENTION_COLUMNS
    " FROM attention_item WHERE session_ref = ? AND resolved_at IS NULL ORDER BY id";
constexpr char kLastRef[] = "SELECT ref FROM session ORDER BY ref DESC LIMIT 1";

// Every row of a query into a hash, by the key that `keyOf` names.
template<class Row>
Result<void> readInto(QHash<QString, Row> &rows, Statement &statement,
                      Row (*read)(const Statement &), QString Row::*keyOf)
{
    while (true) {
        Result<bool> row = statement.next();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        Row value = read(statement);
        rows.insert(value.*keyOf, std::move(value));
    }
}

} // namespace

Projector::Projector(Database &database)
    : m_database(database)
{ }

Result<SessionRef> Projector::refOf(const SessionKey &key)
{
    Result<Cached *> entry = cached(key);
    if (!entry)
        return entry.error();
    return (*entry)->state.session.ref;
}

Result<const SessionState *> Projector::stateOf(const SessionKey &key)
{
    Result<Cached *> entry = cached(key);
    if (!entry)
        return entry.error();
    return &(*entry)->state;
}

Result<Changes> Projector::project(const SessionKey &key, const Entry &entry)
{
    Result<Cached *> found = cached(key);
    if (!found)
        return found.error();
    Cached &session = **found;
    if (Result<void> named = loadNamedRows(session.state, entry.report); !named)
        return named.error();
    Changes changes = reduce(session.state, entry);
    if (Result<void> written = write(changes, session.isNew); !written)
        return written.error();
    apply(session.state, changes);
    session.isNew = false;
    trim();
    return changes;
}

void Projector::forget(const SessionKey &key)
{
    const auto it = m_states.find(key);
    if (it == m_states.end())
        return;
    m_byAge.erase(it->age);
    m_states.erase(it);
    m_lastRef = 0;
}

void Projector::forgetAll()
{
    m_states.clear();
    m_byAge.clear();
    m_lastRef = 0;
}

Result<void> Projector::clear(qint64 keptUpTo)
{
    forgetAll();
    for (const char *sql :
         {"DELETE FROM session WHERE ref > ?", "DELETE FROM agent WHERE session_ref > ?",
          "DELETE FROM turn WHERE session_ref > ?", "DELETE FROM tool_call WHERE session_ref > ?",
          "DELETE FROM attention_item WHERE session_ref > ?"}) {
        Statement remove(m_database, sql);
        if (Result<void> done = remove.bind(keptUpTo).run(); !done)
            return done;
    }
    return {};
}

Result<Projector::Cached *> Projector::cached(const SessionKey &key)
{
    if (const auto it = m_states.find(key); it != m_states.end()) {
        m_byAge.splice(m_byAge.begin(), m_byAge, it->age);
        return &*it;
    }
    Result<Cached> loaded = load(key);
    if (!loaded)
        return loaded.error();
    m_byAge.push_front(key);
    loaded->age = m_byAge.begin();
    return &*m_states.insert(key, std::move(loaded).value());
}

Result<Projector::Cached> Projector::load(const SessionKey &key)
{
    Cached fresh;
    Statement select(m_database, kSelectSession);
    Result<bool> row = select.bind(sourceName(key.source)).bind(key.id).next();
    if (!row)
        return row.error();
    if (*row) {
        fresh.state.session = readSession(select);
        if (Result<void> open = loadOpenRows(fresh.state); !open)
            return open.error();
        return fresh;
    }
    Result<SessionRef> ref = nextRef();
    if (!ref)
        return ref.error();
    fresh.isNew = true;
    fresh.state.session.ref = *ref;
    fresh.state.session.key = key;
    return fresh;
}

Result<void> Projector::loadOpenRows(SessionState &state)
{
    const auto ref = static_cast<qint64>(state.session.ref);
    Statement agents(m_database, kSelectAgents);
    if (Result<void> done = readInto(state.agents, agents.bind(ref), readAgent, &Agent::id); !done)
        return done;
    Statement calls(m_database, kSelectOpenCalls);
    if (Result<void> done = readInto(state.calls, calls.bind(ref), readToolCall, &ToolCall::id);
        !done)
        return done;
    Statement turns(m_database, kSelectOpenTurns);
    if (Result<void> done = readInto(state.turns, turns.bind(ref), readTurn, &Turn::promptId);
        !done)
        return done;
    Statement attention(m_database, kSelectAttention);
    return readInto(state.attention, attention.bind(ref), readAttentionItem, &AttentionItem::id);
}

Result<void> Projector::loadNamedRows(SessionState &state, const Report &report)
{
    const auto ref = static_cast<qint64>(state.session.ref);
    QStringList callIds;
    if (!report.toolUseId.isEmpty())
        callIds.append(report.toolUseId);
    for (const BatchCall &call : report.batch)
        callIds.append(call.toolUseId);
    QStringList promptIds;
    if (!report.promptId.isEmpty())
        promptIds.append(report.promptId);
    if (report.work) {
        for (const ToldCall &call : report.work->calls)
            callIds.append(call.id);
        for (const ToldTurn &turn : report.work->turns)
            promptIds.append(turn.promptId);
    }
    for (const QString &id : std::as_const(callIds)) {
        if (state.calls.contains(id))
            continue;
        Statement select(m_database, kSelectCall);
        select.bind(ref).bind(id);
        if (Result<void> done = readInto(state.calls, select, readToolCall, &ToolCall::id); !done)
            return done;
    }
    for (const QString &id : std::as_const(promptIds)) {
        if (state.turns.contains(id))
            continue;
        Statement select(m_database, kSelectTurn);
        select.bind(ref).bind(id);
        if (Result<void> done = readInto(state.turns, select, readTurn, &Turn::promptId); !done)
            return done;
    }
    return {};
}

Result<void> Projector::write(const Changes &changes, bool isNew)
{
    if (Result<void> done = isNew ? insertSession(m_database, changes.session)
                                  : updateSession(m_database, changes.session);
        !done)
        return done;
    if (faultAt("projector.write"))
        return Error{ErrorCode::Internal, u"failpoint projector.write"_s};
    for (const Agent &agent : changes.agents) {
        if (Result<void> done = writeAgent(m_database, agent); !done)
            return done;
    }
    for (const ToolCall &call : changes.calls) {
        if (Result<void> done = writeToolCall(m_database, call); !done)
            return done;
    }
    for (const Turn &turn : changes.turns) {
        if (Result<void> done = writeTurn(m_database, turn); !done)
            return done;
    }
    for (const AttentionItem &item : changes.attention) {
        if (Result<void> done = writeAttentionItem(m_database, item); !done)
            return done;
    }
    return {};
}

Result<SessionRef> Projector::nextRef()
{
    if (m_lastRef == 0) {
        Statement last(m_database, kLastRef);
        Result<bool> row = last.next();
        if (!row)
            return row.error();
        m_lastRef = *row ? last.integer(0) : 0;
        // Sessions that were only made in memory have taken numbers too.
        for (const Cached &session : std::as_const(m_states))
            m_lastRef = std::max(m_lastRef, static_cast<qint64>(session.state.session.ref));
    }
    return SessionRef{++m_lastRef};
}

void Projector::trim()
{
    while (m_states.size() > kMostStates) {
        m_states.remove(m_byAge.back());
        m_byAge.pop_back();
    }
}

} // namespace dogwatch
