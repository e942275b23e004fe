// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/filteredrows.h"

#include "core/clock.h"
#include "store/database.h"
#include "store/filtersql.h"
#include "store/records.h"

#include <algorithm>
#include <limits>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// With fewer events than this, sessions are gone through by the index, and what is found is sorted;
// with more, the log is read in order: it does not take long to find enough.
constexpr qint64 kFewEvents = 50'000;

constexpr char kSessions[] = "SELECT " DOGWATCH_SESSION_COLUMNS R"( FROM session
    WHERE (? = 0 OR status NOT IN ('ended', 'lost')) AND (? <> 0 OR provisional = 0) AND )";
constexpr char kRefs[] = "SELECT ref, events FROM session WHERE ";
constexpr char kEvents[] = R"(
    SELECT event.seq, event.event_id, event.source, event.origin, event.type, session.id,
        event.agent_id, event.tool_use_id, event.tool_name, event.occurred_at, event.received_at
    FROM event CROSS JOIN session ON session.ref = event.session_ref
    WHERE event.seq > ? AND event.seq < ? AND )";
constexpr char kCalls[] = R"(
    SELECT tool_call.session_ref, tool_call.id, tool_call.agent_id, tool_call.prompt_id,
        tool_call.name, tool_call.summary, tool_call.status, tool_call.started_at,
        tool_call.ended_at, tool_call.duration_ms, tool_call.error, tool_call.seq
    FROM tool_call CROSS JOIN session ON session.ref = tool_call.session_ref
    WHERE )";

EventRow readEvent(const Statement &row)
{
    EventRow event;
    int c = 0;
    event.seq = row.integer(c++);
    event.eventId = row.text(c++);
    event.source = sourceFromName(row.text(c++)).value_or(Source::Generic);
    event.origin = originFromName(row.text(c++)).value_or(Origin::Hook);
    event.type = row.text(c++);
    event.sessionId = row.text(c++);
    event.agentId = row.text(c++);
    event.toolUseId = row.text(c++);
    event.toolName = row.text(c++);
    event.occurredAtMs = row.integer(c++);
    event.receivedAtMs = row.integer(c++);
    return event;
}

template<class Row, class Read>
Result<std::vector<Row>> readAll(Statement &statement, Read read)
{
    std::vector<Row> rows;
    while (true) {
        Result<bool> row = statement.next();
        if (!row)
            return row.error();
        if (!*row)
            return rows;
        rows.push_back(read(statement));
    }
}

// The numbers as a JSON array, to be one bound value.
QString listOf(const std::vector<SessionRef> &refs)
{
    QString list = u"["_s;
    for (const SessionRef ref : refs) {
        if (list.size() > 1)
            list += u',';
        list += QString::number(static_cast<qint64>(ref));
    }
    return list + u']';
}

// Without those that filteredRefs() has answered.
Filter otherTerms(const Filter &filter, const Filter &ofSession)
{
    Filter others;
    std::copy_if(filter.terms.begin(), filter.terms.end(), std::back_inserter(others.terms),
                 [&](const FilterTerm &term) {
                     return std::find(ofSession.terms.begin(), ofSession.terms.end(), term)
                         == ofSession.terms.end();
                 });
    return others;
}

// Which sessions the rows may be of, as a condition on a column of theirs.
struct SessionChoice
{
    QByteArray sql;
    QString list;
    bool isNone = false;
};

Result<SessionChoice> choiceOf(Database &database, std::optional<SessionRef> session,
                               const Filter &ofSession, const QByteArray &column)
{
    SessionChoice choice;
    std::vector<SessionRef> refs;
    bool isFew = true;
    if (!ofSession.isEmpty()) {
        Result<FilteredRefs> found = filteredRefs(database, ofSession);
        if (!found)
            return found.error();
        refs = std::move(found->refs);
        isFew = found->events < kFewEvents;
        if (session && std::find(refs.begin(), refs.end(), *session) == refs.end())
            refs.clear();
        if (refs.empty()) {
            choice.isNone = true;
            return choice;
        }
    }
    if (session)
        refs = {*session};
    if (refs.empty()) {
        choice.sql = "? <> ''"; // the same number of placeholders
        choice.list = u"all"_s;
    } else if (refs.size() == 1) {
        choice.sql = column + " = CAST(? AS INTEGER)";
        choice.list = QString::number(static_cast<qint64>(refs.front()));
    } else {
        choice.sql = (isFew ? "" : "+") + column + " IN (SELECT value FROM json_each(?))";
        choice.list = listOf(refs);
    }
    return choice;
}

} // namespace

Result<std::vector<Session>> filteredSessions(Database &database, const SessionQuery &query,
                                              const Filter &filter)
{
    const SqlCondition condition = sessionCondition(filter);
    Statement select(database,
                     Statement::Once{kSessions + condition.sql
                                     + " ORDER BY last_event_at DESC, ref DESC LIMIT ?"});
    select.bind(query.activeOnly).bind(query.withProvisional);
    condition.bindTo(select);
    select.bind(query.limit);
    return readAll<Session>(select, readSession);
}

Result<std::vector<EventRow>> filteredEvents(Database &database, const EventQuery &query,
                                             const Filter &filter)
{
    const Filter ofSession = sessionTerms(filter, FilterScope::Events);
    Result<SessionChoice> choice =
        choiceOf(database, query.session, ofSession, "event.session_ref");
    if (!choice)
        return choice.error();
    if (choice->isNone)
        return std::vector<EventRow>();
    const SqlCondition condition = eventCondition(otherTerms(filter, ofSession));
    Statement select(database,
                     Statement::Once{kEvents + choice->sql + " AND " + condition.sql
                                     + " ORDER BY event.seq LIMIT ?"});
    select.bind(query.afterSeq).bind(query.beforeSeq.value_or(std::numeric_limits<qint64>::max()));
    select.bind(choice->list);
    condition.bindTo(select);
    select.bind(query.limit);
    return readAll<EventRow>(select, readEvent);
}

Result<std::vector<ToolCall>> filteredCalls(Database &database, std::optional<SessionRef> session,
                                            int limit, const Filter &filter)
{
    const Filter ofSession = sessionTerms(filter, FilterScope::Calls);
    Result<SessionChoice> choice = choiceOf(database, session, ofSession, "tool_call.session_ref");
    if (!choice)
        return choice.error();
    if (choice->isNone)
        return std::vector<ToolCall>();
    const SqlCondition condition = callCondition(otherTerms(filter, ofSession));
    Statement select(
        database,
        Statement::Once{kCalls + choice->sql + " AND " + condition.sql
                        + " ORDER BY tool_call.session_ref, tool_call.seq, tool_call.id LIMIT ?"});
    select.bind(choice->list);
    condition.bindTo(select);
    select.bind(limit);
    return readAll<ToolCall>(select, readToolCall);
}

Result<Filter> filterFrom(const QString &text, FilterScope scope)
{
    ParsedFilter parsed = parseFilter(text, scope, SystemClock().nowMs());
    if (parsed.error)
        return Error{
            ErrorCode::InvalidInput,
            u"%1 (at character %2)"_s.arg(parsed.error->text).arg(parsed.error->position + 1)};
    return std::move(parsed.filter);
}

Result<FilteredRefs> filteredRefs(Database &database, const Filter &filter)
{
    const SqlCondition condition = sessionCondition(filter);
    Statement select(database, Statement::Once{kRefs + condition.sql + " ORDER BY ref"});
    condition.bindTo(select);
    FilteredRefs found;
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return found;
        found.refs.push_back(SessionRef{select.integer(0)});
        found.events += select.integer(1);
    }
}

} // namespace dogwatch
