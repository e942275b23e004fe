// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "core/texts.h"
#include "core/times.h"
#include "ctl/agentnames.h"
#include "ctl/storeaccess.h"
#include "net/localclient.h"
#include "store/filteredrows.h"
#include "store/lostevents.h"
#include "store/readmodel.h"
#include "store/readmodeljson.h"
#include "store/searchjson.h"
#include "store/sessionruns.h"
#include "store/spoolfolder.h"

#include <QHash>
#include <QJsonDocument>

// The commands that look. Each opens the store read-only by itself.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAskMs = 2000;
constexpr qint64 kMostRows = 10000;
constexpr qsizetype kShownTitle = 40;

// What the running app says of itself, over what a reader of the store can't know.
QJsonObject serviceStatus(const DataFolder &folder)
{
    LocalRequest request;
    request.path = "/api/status";
    const Result<LocalAnswer> answer = askLocally(folder.socket(), request, kAskMs);
    QString state = u"failed"_s;
    if (!answer)
        state =
            answer.error().code == ErrorCode::Unavailable ? u"not running"_s : u"not answering"_s;
    if (!answer || answer->status != 200)
        return {{u"ready"_s, false}, {u"state"_s, state}, {u"queue_depth"_s, 0}};
    return QJsonDocument::fromJson(answer->body).object();
}

QString ago(qint64 ms)
{
    return shortDuration(SystemClock().nowMs() - ms);
}

// The session that an option or argument names, of the agent that --source names. NotFound where
// there is none. Says so where another agent has a session of the same id.
Result<Session> sessionNamed(Database &database, const CommandContext &context, const QString &id)
{
    const std::optional<Source> source = sourceFromName(context.options.value(u"source"_s));
    Result<std::optional<Session>> session = sessionById(database, id, source);
    if (!session)
        return session.error();
    if (!*session)
        return Error{ErrorCode::NotFound, u"there is no session '%1'"_s.arg(id)};
    Result<std::vector<Source>> sources = sourcesOfSession(database, id);
    if (!sources)
        return sources.error();
    for (const Source other : *sources) {
        if (!source && other != (*session)->key.source)
            context.output.note(
                u"%1 has a session of this id too: --source %1"_s.arg(sourceName(other)));
    }
    return **session;
}

Result<QHash<SessionRef, QString>> sessionIds(Database &database)
{
    Result<std::vector<Session>> rows =
        sessions(database, {.activeOnly = false, .withProvisional = true, .limit = INT_MAX});
    if (!rows)
        return rows.error();
    QHash<SessionRef, QString> ids;
    for (const Session &session : *rows)
        ids.insert(session.ref, session.key.id);
    return ids;
}

// What another session has started says so: it is no session of its own.
QString whyText(const Session &session, const Starters &starters)
{
    const QString starter = starters.value(session.ref).id;
    return starter.isEmpty() ? session.statusReason
                             : u"run of %1; %2"_s.arg(starter, session.statusReason);
}

void printSessions(const Output &output, const std::vector<Session> &rows, const Starters &starters)
{
    std::vector<QStringList> table;
    for (const Session &s : rows)
        table.push_back({s.key.id, statusName(s.status), ago(s.statusSinceMs), s.project,
                         sourceTitle(s.key.source), QString::number(s.agents),
                         QString::number(s.toolCalls), oneLine(s.title, kShownTitle),
                         whyText(s, starters)});
    output.table({u"SESSION"_s, u"STATUS"_s, u"SINCE"_s, u"PROJECT"_s, u"AGENT"_s, u"AGENTS"_s,
                  u"CALLS"_s, u"TITLE"_s, u"WHY"_s},
                 table);
}

void printAgent(const Output &output, const std::vector<Agent> &agents, const QString &id,
                int depth)
{
    for (const Agent &agent : agents) {
        const bool isRoot = depth == 0 && agent.id.isEmpty();
        if (!isRoot && (depth == 0 || agent.id.isEmpty() || agent.parentId != id))
            continue;
        output.line(QString(depth * 2, u' ')
                    + u"%1  %2  %3 calls  %4"_s.arg(
                        agent.id.isEmpty() ? u"main"_s : agent.type + u' ' + agent.description,
                        statusName(agent.status), QString::number(agent.toolCalls),
                        agent.lastAction));
        if (depth < 32)
            printAgent(output, agents, agent.id, depth + 1);
    }
}

Result<Filter> filterOption(const CommandContext &context, FilterScope scope)
{
    return filterFrom(context.options.value(u"filter"_s), scope);
}

} // namespace

Exit runStatus(const CommandContext &context)
{
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    Result<StoreCounts> counts = storeCounts(**database);
    if (!counts)
        return context.output.fail(counts.error());
    const Result<qint64> spooled = SpoolFolder(context.folder).count();
    QJsonObject status = serviceStatus(context.folder);
    const QJsonObject stored = toJson(*counts);
    for (auto it = stored.begin(); it != stored.end(); ++it)
        status.insert(it.key(), it.value());
    Result<LostEvents> lost = knownLoss(**database, context.folder);
    // What can't be looked at does not hold nothing.
    if (!lost)
        context.output.note(lost.error().text);
    status.insert(u"lost_events"_s, lost ? QJsonValue(lost->events) : QJsonValue());
    status.insert(u"last_lost_at"_s,
                  lost && lost->lastAtMs ? QJsonValue(toRfc3339(*lost->lastAtMs)) : QJsonValue());
    status.insert(u"spooled"_s, spooled ? QJsonValue(*spooled) : QJsonValue());
    if (context.output.isJson()) {
        context.output.print(status);
        return Exit::Done;
    }
    std::vector<std::pair<QString, QString>> facts;
    for (auto it = status.begin(); it != status.end(); ++it)
        facts.emplace_back(it.key(),
                           it.value().isObject() ? QString::fromUtf8(
                               QJsonDocument(it.value().toObject()).toJson(QJsonDocument::Compact))
                                                 : it.value().toVariant().toString());
    context.output.facts(facts);
    return Exit::Done;
}

Exit runSessions(const CommandContext &context)
{
    const Result<qint64> limit = numberOption(context.options, u"limit"_s, 1000, 1, kMostRows);
    if (!limit)
        return context.output.fail(limit.error().text, Exit::WrongUsage);
    const Result<Filter> filter = filterOption(context, FilterScope::Sessions);
    if (!filter)
        return context.output.fail(filter.error().text, Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    SessionQuery query;
    query.activeOnly = context.options.isSet(u"active"_s);
    query.limit = static_cast<int>(*limit);
    Result<std::vector<Session>> rows = filter->isEmpty()
        ? sessions(**database, query)
        : filteredSessions(**database, query, *filter);
    if (!rows)
        return context.output.fail(rows.error());
    Result<UsageBySession> usage = usageBySession(**database);
    if (!usage)
        return context.output.fail(usage.error());
    Result<Starters> starters = startersOf(**database, *rows);
    if (!starters)
        return context.output.fail(starters.error());
    if (context.output.isJson())
        context.output.print(toJsonArray(*rows, *usage, *starters));
    else
        printSessions(context.output, *rows, *starters);
    return Exit::Done;
}

Exit runSession(const CommandContext &context)
{
    if (context.arguments.size() != 1)
        return context.output.fail(u"which session?"_s, Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    Result<Session> session = sessionNamed(**database, context, context.arguments.first());
    if (!session)
        return context.output.fail(session.error());
    Result<std::vector<Agent>> agents = agentsOf(**database, session->ref);
    if (!agents)
        return context.output.fail(agents.error());
    if (context.output.isJson()) {
        const Result<QJsonObject> object = sessionJson(**database, *session, *agents);
        if (!object)
            return context.output.fail(object.error());
        context.output.print(*object);
        return Exit::Done;
    }
    Result<std::vector<Session>> runs = runsOf(**database, session->ref);
    if (!runs)
        return context.output.fail(runs.error());
    runs->insert(runs->begin(), *session);
    Result<Starters> starters = startersOf(**database, *runs);
    if (!starters)
        return context.output.fail(starters.error());
    printSessions(context.output, *runs, *starters);
    context.output.line({});
    printAgent(context.output, *agents, {}, 0);
    return Exit::Done;
}

Exit runEvents(const CommandContext &context)
{
    const Result<qint64> limit = numberOption(context.options, u"limit"_s, 1000, 1, kMostRows);
    const Result<qint64> after =
        numberOption(context.options, u"after"_s, 0, 0, std::numeric_limits<qint64>::max());
    if (!limit || !after)
        return context.output.fail((limit ? after.error() : limit.error()).text, Exit::WrongUsage);
    const Result<Filter> filter = filterOption(context, FilterScope::Events);
    if (!filter)
        return context.output.fail(filter.error().text, Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    EventQuery query;
    query.afterSeq = *after;
    query.limit = static_cast<int>(*limit);
    if (context.options.isSet(u"session"_s)) {
        Result<Session> session =
            sessionNamed(**database, context, context.options.value(u"session"_s));
        if (!session)
            return context.output.fail(session.error());
        query.session = session->ref;
    }
    Result<std::vector<EventRow>> rows =
        filter->isEmpty() ? events(**database, query) : filteredEvents(**database, query, *filter);
    if (!rows)
        return context.output.fail(rows.error());
    QJsonArray array;
    std::vector<QStringList> table;
    AgentNames agents(**database);
    for (const EventRow &row : *rows) {
        QJsonObject object = toJson(row);
        if (context.options.isSet(u"payload"_s)) {
            Result<QByteArray> payload = eventPayload(**database, row.seq);
            if (!payload && payload.error().code != ErrorCode::Corrupt)
                return context.output.fail(payload.error());
            // One that is damaged is told, and the others are read.
            object.insert(u"payload"_s,
                          payload ? QJsonValue(QJsonDocument::fromJson(*payload).object())
                                  : QJsonValue());
            if (!payload)
                object.insert(u"payload_error"_s, payload.error().text);
        }
        array.append(object);
        table.push_back({QString::number(row.seq), toRfc3339(row.occurredAtMs), row.type,
                         row.sessionId,
                         agents.nameOf(SessionKey{row.source, row.sessionId}, row.agentId),
                         row.toolName, row.toolUseId});
    }
    if (context.output.isJson())
        context.output.print(array);
    else
        context.output.table(
            {u"SEQ"_s, u"TIME"_s, u"EVENT"_s, u"SESSION"_s, u"AGENT"_s, u"TOOL"_s, u"TOOL USE"_s},
            table);
    return Exit::Done;
}

Exit runToolCalls(const CommandContext &context)
{
    const Result<qint64> limit = numberOption(context.options, u"limit"_s, INT_MAX, 1, INT_MAX);
    if (!limit)
        return context.output.fail(limit.error().text, Exit::WrongUsage);
    const Result<Filter> filter = filterOption(context, FilterScope::Calls);
    if (!filter)
        return context.output.fail(filter.error().text, Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    std::optional<SessionRef> ref;
    if (context.options.isSet(u"session"_s)) {
        Result<Session> session =
            sessionNamed(**database, context, context.options.value(u"session"_s));
        if (!session)
            return context.output.fail(session.error());
        ref = session->ref;
    }
    const int most = static_cast<int>(*limit);
    Result<std::vector<ToolCall>> calls = filter->isEmpty()
        ? toolCalls(**database, ref, most)
        : filteredCalls(**database, ref, most, *filter);
    if (!calls)
        return context.output.fail(calls.error());
    Result<QHash<SessionRef, QString>> ids = sessionIds(**database);
    if (!ids)
        return context.output.fail(ids.error());
    QJsonArray array;
    std::vector<QStringList> table;
    AgentNames agents(**database);
    for (const ToolCall &call : *calls) {
        array.append(toJson(call, ids->value(call.session)));
        table.push_back({call.id, callStatusName(call.status), call.name, call.summary,
                         agents.nameOf(call.session, call.agentId),
                         call.durationMs ? shortDuration(*call.durationMs) : QString(),
                         call.error});
    }
    if (context.output.isJson())
        context.output.print(array);
    else
        context.output.table(
            {u"TOOL USE"_s, u"STATUS"_s, u"TOOL"_s, u"WHAT"_s, u"AGENT"_s, u"TOOK"_s, u"ERROR"_s},
            table);
    return Exit::Done;
}

} // namespace dogwatch
