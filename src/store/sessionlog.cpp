// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/sessionlog.h"

#include "store/database.h"
#include "store/records.h"
#include "store/statement.h"

#include <algorithm>
#include <limits>
#include <set>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

#define DOGWATCH_EVENT_PAGE                                                                        \
    "SELECT seq, event_id, source, origin, type, agent_id, tool_use_id, tool_name, occurred_at,"   \
    " received_at FROM event"                                                                      \
    " WHERE session_ref = ? AND seq > ? AND seq < ?"                                               \
    " AND (? = 0 OR COALESCE(agent_id, '') = ?)"                                                   \
    " AND (? = '' OR type || char(10) || COALESCE(agent_id, '') || char(10)"                       \
    " || COALESCE(tool_name, '') || char(10) || COALESCE(tool_use_id, '')"                         \
    " || char(10) || COALESCE((SELECT description || char(10) || agent.type FROM agent"            \
    " WHERE agent.session_ref = event.session_ref AND agent.id = event.agent_id), '')"             \
    " LIKE ? ESCAPE '\\')"

#define DOGWATCH_CALL_PAGE                                                                         \
    "SELECT " DOGWATCH_TOOL_CALL_COLUMNS " FROM tool_call"                                         \
    " WHERE session_ref = ? AND (seq, id) > (?, ?) AND (seq, id) < (?, ?)"                         \
    " AND (? = 0 OR agent_id = ?)"                                                                 \
    " AND (? = 0 OR status IN ('failed', 'denied'))"                                               \
    " AND (? = '' OR name || char(10) || summary || char(10) || agent_id || char(10) || id"        \
    " || char(10) || status || char(10) || error"                                                  \
    " || char(10) || COALESCE((SELECT description || char(10) || agent.type FROM agent"            \
    " WHERE agent.session_ref = tool_call.session_ref AND agent.id = tool_call.agent_id), '')"     \
    " LIKE ? ESCAPE '\\')"

constexpr char kEventsForward[] = DOGWATCH_EVENT_PAGE " ORDER BY seq LIMIT ?";
constexpr char kEventsBackward[] = DOGWATCH_EVENT_PAGE " ORDER BY seq DESC LIMIT ?";
constexpr char kCallsForward[] = DOGWATCH_CALL_PAGE " ORDER BY seq, id LIMIT ?";
constexpr char kCallsBackward[] = DOGWATCH_CALL_PAGE " ORDER BY seq DESC, id DESC LIMIT ?";
constexpr char kCallById[] = "SELECT " DOGWATCH_TOOL_CALL_COLUMNS
                             " FROM tool_call WHERE session_ref = ? AND id = ? ORDER BY id";
constexpr char kToolUsesSince[] = "SELECT DISTINCT tool_use_id FROM event"
                                  " WHERE session_ref = ? AND seq > ? AND tool_use_id IS NOT NULL"
                                  " ORDER BY tool_use_id";

#undef DOGWATCH_EVENT_PAGE
#undef DOGWATCH_CALL_PAGE

QString likePattern(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + escaped + u'%';
}

LogKey upperEnd(const LogPage &page)
{
    return page.before.value_or(LogKey{std::numeric_limits<qint64>::max(), {}});
}

EventRow eventFrom(const Statement &row)
{
    EventRow event;
    event.seq = row.integer(0);
    event.eventId = row.text(1);
    event.source = sourceFromName(row.text(2)).value_or(Source::Generic);
    event.origin = originFromName(row.text(3)).value_or(Origin::Hook);
    event.type = row.text(4);
    event.agentId = row.text(5);
    event.toolUseId = row.text(6);
    event.toolName = row.text(7);
    event.occurredAtMs = row.integer(8);
    event.receivedAtMs = row.integer(9);
    return event;
}

// Steps through the rows of `statement` and adds what `read` makes of each.
template<class Row, class Read>
Result<void> readAll(Statement &statement, std::vector<Row> &rows, Read read)
{
    while (true) {
        const Result<bool> more = statement.next();
        if (!more)
            return more.error();
        if (!*more)
            return {};
        rows.push_back(read(statement));
    }
}

} // namespace

Result<std::vector<EventRow>> eventPage(Database &database, const LogFilter &filter,
                                        const LogPage &page)
{
    Statement statement(database, page.newestFirst ? kEventsBackward : kEventsForward);
    statement.bind(static_cast<qint64>(filter.session))
        .bind(page.after.seq)
        .bind(upperEnd(page).seq)
        .bind(filter.agentId.has_value())
        .bind(filter.agentId.value_or(QString()))
        .bind(filter.text)
        .bind(likePattern(filter.text))
        .bind(page.limit);
    std::vector<EventRow> rows;
    if (Result<void> done = readAll(statement, rows, eventFrom); !done)
        return done.error();
    return rows;
}

Result<std::vector<ToolCall>> callPage(Database &database, const LogFilter &filter,
                                       const LogPage &page)
{
    const LogKey before = upperEnd(page);
    // Calls that no event told have their place before all others.
    const qint64 after =
        page.after == LogKey() ? std::numeric_limits<qint64>::min() : page.after.seq;
    Statement statement(database, page.newestFirst ? kCallsBackward : kCallsForward);
    statement.bind(static_cast<qint64>(filter.session))
        .bind(after)
        .bind(page.after.id)
        .bind(before.seq)
        .bind(before.id)
        .bind(filter.agentId.has_value())
        .bind(filter.agentId.value_or(QString()))
        .bind(filter.failedOnly)
        .bind(filter.text)
        .bind(likePattern(filter.text))
        .bind(page.limit);
    std::vector<ToolCall> rows;
    if (Result<void> done = readAll(statement, rows, readToolCall); !done)
        return done.error();
    return rows;
}

Result<std::vector<ToolCall>> callsTouched(Database &database, SessionRef session, qint64 afterSeq,
                                           const QStringList &ids)
{
    std::vector<QString> named;
    {
        Statement statement(database, kToolUsesSince);
        statement.bind(static_cast<qint64>(session)).bind(afterSeq);
        if (Result<void> done =
                readAll(statement, named, [](const Statement &row) { return row.text(0); });
            !done)
            return done.error();
    }
    std::set<QString> wanted(named.begin(), named.end());
    wanted.insert(ids.begin(), ids.end());

    std::vector<ToolCall> calls;
    for (const QString &id : wanted) {
        Statement statement(database, kCallById);
        statement.bind(static_cast<qint64>(session)).bind(id);
        if (Result<void> done = readAll(statement, calls, readToolCall); !done)
            return done.error();
    }
    std::sort(calls.begin(), calls.end(), [](const ToolCall &a, const ToolCall &b) {
        return LogKey{a.seq, a.id} < LogKey{b.seq, b.id};
    });
    return calls;
}

QList<const char *> sessionLogStatements()
{
    return {kEventsForward, kEventsBackward, kCallsForward,
            kCallsBackward, kCallById,       kToolUsesSince};
}

} // namespace dogwatch
