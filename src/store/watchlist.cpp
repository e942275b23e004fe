// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/watchlist.h"

#include "core/callhistory.h"
#include "core/findings.h"
#include "store/database.h"
#include "store/observation.h"
#include "store/projector.h"
#include "store/records.h"
#include "store/rowfindings.h"
#include "store/statement.h"

namespace dogwatch {

namespace {

// A session that was silent for longer is looked at no more: its process would have been seen to
// go.
constexpr qint64 kWatchedMs = 14LL * 24 * 60 * 60 * 1000;
// Calls stand in order of time, so the last of them are the recent ones.
constexpr qint64 kRecentCalls = 20'000;

constexpr char kSessions[] = "SELECT " DOGWATCH_SESSION_COLUMNS R"( FROM session
    WHERE status NOT IN ('ended', 'lost') AND events > 0 AND last_event_at > ? ORDER BY ref)";

constexpr char kUnheardAgents[] = R"(
    SELECT id FROM agent WHERE session_ref = ? AND ended_at IS NULL AND tool_calls = 0
        AND started_at < ? ORDER BY id)";

constexpr char kLastAnswer[] = R"(
    SELECT at FROM usage_message WHERE session_ref = ? AND agent_id = ''
    ORDER BY at DESC LIMIT 1)";

constexpr char kRunning[] = R"(
    SELECT call.session_ref, call.id, call.name, call.summary, call.started_at, session.project
    FROM tool_call AS call JOIN session ON session.ref = call.session_ref
    WHERE call.status = 'running' AND call.started_at IS NOT NULL)";

constexpr char kHistory[] = R"(
    SELECT session.project, call.name, call.summary, call.duration_ms
    FROM tool_call AS call JOIN session ON session.ref = call.session_ref
    WHERE call.rowid > (SELECT ifnull(max(rowid), 0) FROM tool_call) - ?
        AND call.status IN ('completed', 'failed') AND call.duration_ms IS NOT NULL
    ORDER BY call.rowid DESC)";

// By the index on `since`: of what was asked since then.
constexpr char kAskedUntil[] = R"(
    SELECT ifnull(max(resolved_at), 0) FROM attention_item
    WHERE since >= ? AND session_ref = ? AND tool_use_id = ?)";

struct RunningCall
{
    SessionRef session{};
    QString id;
    QString tool;
    QString kind;
    qint64 startedAtMs = 0;
};

Result<std::vector<RunningCall>> runningCalls(Database &database)
{
    std::vector<RunningCall> calls;
    Statement select(database, kRunning);
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return calls;
        calls.push_back({SessionRef{select.integer(0)}, select.text(1), select.text(2),
                         callKindOf(select.text(5), select.text(2), select.text(3)),
                         select.integer(4)});
    }
}

Result<CallHistory> recentHistory(Database &database)
{
    CallHistory history;
    Statement select(database, kHistory);
    select.bind(kRecentCalls);
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return history;
        history.add(callKindOf(select.text(0), select.text(1), select.text(2)), select.integer(3));
    }
}

Result<qint64> askedUntil(Database &database, const RunningCall &call)
{
    Statement select(database, kAskedUntil);
    select.bind(call.startedAtMs).bind(static_cast<qint64>(call.session)).bind(call.id);
    const Result<bool> row = select.next();
    return row ? Result<qint64>(select.integer(0)) : Result<qint64>(row.error());
}

// Which calls last too long, by session. The history is read only where one could.
using CallsBySession = QHash<SessionRef, QHash<QString, SessionEvidence::Usual>>;
Result<CallsBySession> overdueCalls(Database &database, qint64 nowMs)
{
    constexpr qint64 kLeastLimitMs = 60 * 1000;
    Result<std::vector<RunningCall>> running = runningCalls(database);
    if (!running)
        return running.error();
    std::erase_if(*running, [nowMs](const RunningCall &call) {
        return nowMs - call.startedAtMs <= kLeastLimitMs;
    });
    CallsBySession overdue;
    if (running->empty())
        return overdue;
    Result<CallHistory> history = recentHistory(database);
    if (!history)
        return history.error();
    for (const RunningCall &call : *running) {
        auto usual = history->usualOf(call.kind, call.tool);
        if (!usual || nowMs - call.startedAtMs <= usual->limitMs)
            continue;
        const Result<qint64> asked = askedUntil(database, call);
        if (!asked)
            return asked.error();
        usual->askedUntilMs = *asked;
        overdue[call.session].insert(call.id, *usual);
    }
    return overdue;
}

Result<void> addAgents(Database &database, WatchedSession &watched, qint64 nowMs)
{
    // Evidence that it is stuck asks for more time than this.
    constexpr qint64 kLeastMs = 60 * 1000;
    if (watched.session.runningSubagents == 0)
        return {};
    Statement select(database, kUnheardAgents);
    select.bind(static_cast<qint64>(watched.session.ref)).bind(nowMs - kLeastMs);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        watched.evidence.agents.insert(select.text(0), AgentSign::NotKnown);
    }
}

Result<void> addLastAnswer(Database &database, WatchedSession &watched)
{
    if (watched.session.turn != TurnState::Over)
        return {};
    Statement select(database, kLastAnswer);
    const Result<bool> row = select.bind(static_cast<qint64>(watched.session.ref)).next();
    if (!row)
        return row.error();
    if (*row)
        watched.evidence.transcriptAtMs = select.integer(0);
    return {};
}

Result<std::vector<Session>> runningSessions(Database &database, qint64 nowMs)
{
    std::vector<Session> sessions;
    Statement select(database, kSessions);
    select.bind(nowMs - kWatchedMs);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return sessions;
        sessions.push_back(readSession(select));
    }
}

Result<void> say(Database &database, EventLog &log, Projector &projector, const SessionKey &key,
                 Finding finding, qint64 nowMs, ChangeSet &changes)
{
    Result<ChangeSet> observed =
        observe(database, log, projector, key,
                reportFound(nowMs, finding.atMs, key, std::move(finding.report)));
    if (!observed)
        return observed.error();
    changes.merge(*observed);
    return {};
}

} // namespace

Result<WatchList> watchList(Database &database, const SpendingLimits &limits, qint64 nowMs)
{
    Result<std::vector<Session>> sessions = runningSessions(database, nowMs);
    if (!sessions)
        return sessions.error();
    Result<CallsBySession> overdue = overdueCalls(database, nowMs);
    if (!overdue)
        return overdue.error();
    WatchList list;
    LiveSessions live;
    for (Session &session : *sessions) {
        live.insert(session.ref, session);
        WatchedSession watched;
        watched.evidence.key = session.key;
        watched.evidence.process = session.process;
        watched.evidence.calls = overdue->value(session.ref);
        watched.session = std::move(session);
        if (Result<void> added = addAgents(database, watched, nowMs); !added)
            return added.error();
        if (Result<void> added = addLastAnswer(database, watched); !added)
            return added.error();
        list.sessions.push_back(std::move(watched));
    }
    Result<std::vector<RowFinding>> findings = rowFindings(database, live, limits, nowMs);
    if (!findings)
        return findings.error();
    list.findings = std::move(findings).value();
    return list;
}

Found Found::take(std::size_t most)
{
    Found taken;
    while (!evidence.empty() && taken.evidence.size() < most) {
        taken.evidence.push_back(std::move(evidence.back()));
        evidence.pop_back();
    }
    while (!rows.empty() && taken.evidence.size() + taken.rows.size() < most) {
        taken.rows.push_back(std::move(rows.back()));
        rows.pop_back();
    }
    return taken;
}

Result<ChangeSet> recordFindings(Database &database, EventLog &log, Projector &projector,
                                 const Found &found, qint64 nowMs)
{
    ChangeSet changes;
    for (const SessionEvidence &one : found.evidence) {
        Result<const SessionState *> state = projector.stateOf(one.key);
        if (!state)
            return state.error();
        for (Finding &finding : findingsOf(**state, one)) {
            if (Result<void> said =
                    say(database, log, projector, one.key, std::move(finding), nowMs, changes);
                !said)
                return said.error();
        }
    }
    for (const RowFinding &row : found.rows) {
        Result<const SessionState *> state = projector.stateOf(row.key);
        if (!state)
            return state.error();
        Result<std::optional<Finding>> finding = confirmed(database, **state, row, nowMs);
        if (!finding)
            return finding.error();
        if (*finding) {
            if (Result<void> said =
                    say(database, log, projector, row.key, std::move(**finding), nowMs, changes);
                !said)
                return said.error();
        }
    }
    return changes;
}

} // namespace dogwatch
