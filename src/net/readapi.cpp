// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/readapi.h"

#include "core/texts.h"
#include "net/metrics.h"
#include "store/filteredrows.h"
#include "store/jobjson.h"
#include "store/readmodel.h"
#include "store/readmodeljson.h"
#include "store/searchjson.h"
#include "store/sessionfigures.h"
#include "store/sessionruns.h"
#include "store/usagejson.h"
#include "store/waitsjson.h"

#include <QHash>
#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDefaultLimit = 1000;
constexpr int kMostRows = 10000;

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray bytesOf(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

// A whole number from `least` on, or `otherwise` where the parameter is not given.
Result<qint64> numberOf(const RequestHead &head, QByteArrayView name, qint64 least,
                        qint64 otherwise)
{
    const QByteArray text = head.queryValue(name);
    if (text.isNull())
        return otherwise;
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < least)
        return Error{ErrorCode::InvalidInput,
                     u"\"%1\" must be a whole number from %2 on"_s.arg(QString::fromLatin1(name))
                         .arg(least)};
    return number;
}

Result<int> limitOf(const RequestHead &head)
{
    const Result<qint64> limit = numberOf(head, "limit", 1, kDefaultLimit);
    if (!limit)
        return limit.error();
    return static_cast<int>(std::min<qint64>(*limit, kMostRows));
}

bool flagOf(const RequestHead &head, QByteArrayView name)
{
    const QByteArray value = head.queryValue(name);
    return value == "1" || value == "true";
}

// What to sum up by.
QString keyOf(const RequestHead &head)
{
    const QByteArray by = head.queryValue("by");
    return by.isEmpty() ? u"day"_s : QString::fromUtf8(by);
}

Result<Filter> filterOf(const RequestHead &head, FilterScope scope)
{
    return filterFrom(QString::fromUtf8(head.queryValue("filter")), scope);
}

HttpResponse failure(const Error &error)
{
    if (error.code == ErrorCode::NotFound)
        return HttpResponse::error(404, "not_found", error.text.toUtf8());
    if (error.code == ErrorCode::InvalidInput)
        return HttpResponse::error(400, "bad_request", error.text.toUtf8());
    return HttpResponse::unavailable("store_unreadable", error.text.toUtf8());
}

// Nothing: of any. InvalidInput for a name that is none.
Result<std::optional<Source>> sourceOf(const RequestHead &head)
{
    const QString name = QString::fromUtf8(head.queryValue("source"));
    const std::optional<Source> source = sourceFromName(name);
    if (!name.isEmpty() && !source)
        return Error{ErrorCode::InvalidInput, u"there is no source '%1'"_s.arg(name)};
    return source;
}

Result<Session> existingSession(Database &database, const QString &id, std::optional<Source> source)
{
    Result<std::optional<Session>> session = sessionById(database, id, source);
    if (!session)
        return session.error();
    if (!*session)
        return Error{ErrorCode::NotFound, u"there is no such session"_s};
    return **session;
}

Result<QByteArray> eventsBody(Database &database, SessionRef ref, qint64 after, int limit,
                              const Filter &filter)
{
    EventQuery query;
    query.session = ref;
    query.afterSeq = after;
    query.limit = limit;
    Result<std::vector<EventRow>> rows =
        filter.isEmpty() ? events(database, query) : filteredEvents(database, query, filter);
    if (!rows)
        return rows.error();
    return bytesOf(toJsonArray(*rows));
}

Result<QByteArray> callsBody(Database &database, const Session &session, int limit,
                             const Filter &filter)
{
    Result<std::vector<ToolCall>> calls = filter.isEmpty()
        ? toolCalls(database, session.ref, limit)
        : filteredCalls(database, session.ref, limit, filter);
    if (!calls)
        return calls.error();
    QJsonArray array;
    for (const ToolCall &call : *calls)
        array.append(toJson(call, session.key.id));
    return bytesOf(array);
}

Result<QByteArray> attentionBody(Database &database)
{
    Result<std::vector<AttentionItem>> items = openAttention(database);
    if (!items)
        return items.error();
    QJsonArray array;
    for (const AttentionItem &item : *items) {
        Result<std::optional<Session>> session = sessionByRef(database, item.session);
        if (!session)
            return session.error();
        array.append(toJson(item, *session ? (*session)->key.id : QString()));
    }
    return bytesOf(array);
}

} // namespace

ReadApi::ReadApi(std::shared_ptr<Readers> readers, FiguresSource figures, QObject *parent)
    : QObject(parent)
    , m_port(std::move(readers))
    , m_figures(std::move(figures))
{ }

void ReadApi::answer(std::function<Result<QByteArray>(Database &)> make, Responder responder,
                     QByteArray contentType)
{
    auto shared = std::make_shared<Responder>(std::move(responder));
    m_port.ask<QByteArray>(std::move(make), [shared, contentType](Result<QByteArray> body) {
        if (!body)
            return shared->respond(failure(body.error()));
        if (contentType.isEmpty())
            return shared->respond(HttpResponse::json(200, std::move(body).value()));
        HttpResponse response = HttpResponse::empty(200);
        response.addHeader("Content-Type", contentType);
        response.body = std::move(body).value();
        shared->respond(std::move(response));
    });
}

void ReadApi::ready(Responder responder)
{
    const QJsonObject body = readiness(m_figures());
    if (body.value(u"ready").toBool())
        return responder.respond(HttpResponse::json(200, bytesOf(body)));
    HttpResponse response = HttpResponse::json(503, bytesOf(body));
    response.addHeader("Retry-After", 1);
    responder.respond(std::move(response));
}

void ReadApi::status(Responder responder)
{
    const ServiceFigures figures = m_figures();
    answer(
        [service = toJson(figures),
         searchFailure = figures.searchFailure](Database &database) -> Result<QByteArray> {
            Result<StoreCounts> counts = storeCounts(database);
            if (!counts)
                return counts.error();
            Result<SearchProgress> progress = searchProgress(database);
            if (!progress)
                return progress.error();
            QJsonObject object = toJson(*counts);
            QJsonObject index = toJson(*progress);
            index.insert(u"failure"_s,
                         searchFailure.isEmpty() ? QJsonValue() : QJsonValue(searchFailure));
            object.insert(u"search"_s, index);
            for (auto it = service.begin(); it != service.end(); ++it)
                object.insert(it.key(), it.value());
            return bytesOf(object);
        },
        std::move(responder));
}

void ReadApi::sessions(const RequestHead &head, Responder responder)
{
    SessionQuery query;
    query.activeOnly = flagOf(head, "active");
    const Result<int> limit = limitOf(head);
    if (!limit)
        return responder.respond(failure(limit.error()));
    query.limit = *limit;
    const Result<Filter> filter = filterOf(head, FilterScope::Sessions);
    if (!filter)
        return responder.respond(failure(filter.error()));
    answer(
        [query, filter = *filter](Database &database) -> Result<QByteArray> {
            Result<std::vector<Session>> rows = filter.isEmpty()
                ? dogwatch::sessions(database, query)
                : filteredSessions(database, query, filter);
            if (!rows)
                return rows.error();
            Result<UsageBySession> usage = usageBySession(database);
            if (!usage)
                return usage.error();
            Result<Starters> starters = startersOf(database, *rows);
            if (!starters)
                return starters.error();
            return bytesOf(toJsonArray(*rows, *usage, *starters));
        },
        std::move(responder));
}

void ReadApi::session(const QString &id, const QString &part, const RequestHead &head,
                      Responder responder)
{
    const Result<qint64> after = numberOf(head, "after", 0, 0);
    if (!after)
        return responder.respond(failure(after.error()));
    const Result<int> limit = limitOf(head);
    if (!limit)
        return responder.respond(failure(limit.error()));
    const Result<std::optional<Source>> source = sourceOf(head);
    if (!source)
        return responder.respond(failure(source.error()));
    const Result<Filter> filter =
        filterOf(head, part == "tool_calls"_L1 ? FilterScope::Calls : FilterScope::Events);
    if (!filter)
        return responder.respond(failure(filter.error()));
    answer(
        [id, part, source = *source, after = *after, limit = *limit,
         filter = *filter](Database &database) -> Result<QByteArray> {
            Result<Session> session = existingSession(database, id, source);
            if (!session)
                return session.error();
            if (part == "events"_L1)
                return eventsBody(database, session->ref, after, limit, filter);
            if (part == "tool_calls"_L1)
                return callsBody(database, *session, limit, filter);
            Result<std::vector<Agent>> agents = agentsOf(database, session->ref);
            if (!agents)
                return agents.error();
            if (part == "agents"_L1)
                return bytesOf(toJsonArray(*agents));
            const Result<QJsonObject> body = sessionJson(database, *session, *agents);
            return body ? Result<QByteArray>(bytesOf(*body)) : Result<QByteArray>(body.error());
        },
        std::move(responder));
}

void ReadApi::attention(Responder responder)
{
    answer(attentionBody, std::move(responder));
}

void ReadApi::jobs(std::optional<qint64> id, bool occurrences, const RequestHead &head,
                   qint64 nowMs, Responder responder)
{
    const Result<int> limit = limitOf(head);
    if (!limit)
        return responder.respond(failure(limit.error()));
    answer(
        [id, occurrences, nowMs, most = *limit](Database &database) -> Result<QByteArray> {
            if (id && !occurrences) {
                const Result<QJsonObject> job = jobJson(database, *id, nowMs);
                return job ? Result<QByteArray>(bytesOf(*job)) : Result<QByteArray>(job.error());
            }
            const Result<QJsonArray> rows =
                id ? occurrencesJson(database, *id, most) : jobsJson(database, nowMs);
            return rows ? Result<QByteArray>(bytesOf(*rows)) : Result<QByteArray>(rows.error());
        },
        std::move(responder));
}

void ReadApi::usage(const RequestHead &head, Responder responder)
{
    const Result<int> limit = limitOf(head);
    if (!limit)
        return responder.respond(failure(limit.error()));
    answer(
        [key = keyOf(head), most = *limit](Database &database) -> Result<QByteArray> {
            const Result<QJsonArray> usage = usageJson(database, key, most);
            return usage ? Result<QByteArray>(bytesOf(*usage)) : Result<QByteArray>(usage.error());
        },
        std::move(responder));
}

void ReadApi::waits(const RequestHead &head, qint64 nowMs, Responder responder)
{
    answer(
        [by = keyOf(head), nowMs](Database &database) -> Result<QByteArray> {
            const Result<WaitTable> waits = waitTable(database, by, nowMs);
            return waits ? Result<QByteArray>(bytesOf(toJsonArray(*waits, by)))
                         : Result<QByteArray>(waits.error());
        },
        std::move(responder));
}

void ReadApi::search(const RequestHead &head, Responder responder)
{
    const Result<qint64> limit = numberOf(head, "limit", 1, kSearchLimit);
    if (!limit)
        return responder.respond(failure(limit.error()));
    const Result<SearchQuery> query =
        searchQuery(QString::fromUtf8(head.queryValue("q")),
                    static_cast<int>(std::min<qint64>(*limit, kMostSearchHits)),
                    QString::fromUtf8(head.queryValue("before")));
    if (!query)
        return responder.respond(failure(query.error()));
    answer(
        [query = *query](Database &database) -> Result<QByteArray> {
            Result<SearchPage> page = dogwatch::search(database, query);
            if (!page)
                return page.error();
            return bytesOf(toJson(*page));
        },
        std::move(responder));
}

void ReadApi::metrics(Responder responder)
{
    answer(
        [figures = m_figures()](Database &database) -> Result<QByteArray> {
            Result<StoreCounts> counts = storeCounts(database);
            if (!counts)
                return counts.error();
            Result<SearchProgress> progress = searchProgress(database);
            if (!progress)
                return progress.error();
            return prometheusText(*counts, *progress, figures);
        },
        std::move(responder), "text/plain; version=0.0.4; charset=utf-8");
}

} // namespace dogwatch
