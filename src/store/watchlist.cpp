// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/watchlist.h"

#include "core/callhistory.h"
#include "core/findings.h"
#include "store/database.h"
#include "store/observation.h"
#include "store/projector.h"
#include "store/statement.h"

namespace dogwatch {

namespace {

// A session that was silent for longer is looked at no more: its process would have been seen to
// go.
constexpr qint64 kWatchedMs = 14LL * 24 * 60 * 60 * 1000;
// Calls stand in order of time, so the last of them are the recent ones.
constexpr qint64 kRecentCalls = 20'000;

constexpr char kSessions[] = R"(
    SELECT ref, source, id, agent_pid, agent_started_at, last_event_at FROM session
    WHERE status NOT IN ('ended', 'lost') AND events > 0 AND last_event_at > ?)";

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
        const auto usual = history->usualOf(call.kind, call.tool);
        if (usual && nowMs - call.startedAtMs > usual->limitMs)
            overdue[call.session].insert(call.id, *usual);
    }
    return overdue;
}

} // namespace

Result<std::vector<WatchedSession>> watchList(Database &database, qint64 nowMs)
{
    Result<CallsBySession> overdue = overdueCalls(database, nowMs);
    if (!overdue)
        return overdue.error();
    std::vector<WatchedSession> watched;
    Statement select(database, kSessions);
    select.bind(nowMs - kWatchedMs);
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return watched;
        WatchedSession session;
        session.evidence.key = {sourceFromName(select.text(1)).value_or(Source::Generic),
                                select.text(2)};
        session.evidence.process = {select.optionalInteger(3), select.optionalInteger(4)};
        session.evidence.calls = overdue->value(SessionRef{select.integer(0)});
        session.lastEventMs = select.integer(5);
        watched.push_back(std::move(session));
    }
}

Result<ChangeSet> recordFindings(Database &database, EventLog &log, Projector &projector,
                                 std::span<const SessionEvidence> evidence, qint64 nowMs)
{
    ChangeSet changes;
    for (const SessionEvidence &one : evidence) {
        Result<const SessionState *> state = projector.stateOf(one.key);
        if (!state)
            return state.error();
        for (Finding &finding : findingsOf(**state, one)) {
            Result<ChangeSet> observed =
                observe(database, log, projector, one.key,
                        reportFound(nowMs, finding.atMs, one.key, std::move(finding.report)));
            if (!observed)
                return observed.error();
            changes.merge(*observed);
        }
    }
    return changes;
}

} // namespace dogwatch
