// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/csv.h"
#include "core/fault.h"
#include "core/texts.h"
#include "core/times.h"
#include "ctl/exportmarkdown.h"
#include "ctl/exportnews.h"
#include "ctl/exporttarget.h"
#include "ctl/exporttext.h"
#include "ctl/storeaccess.h"
#include "store/monitorstream.h"
#include "store/readmodel.h"
#include "store/readmodeljson.h"
#include "store/usagemodel.h"

#include <QFileInfo>
#include <QJsonDocument>

#include <limits>

// What is stored, for other programs: page by page, so that the memory does not grow with it.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 500;
constexpr int kMostSessions = 1'000'000;

QByteArray csvLine(const QStringList &cells)
{
    return csvRecord(cells).toUtf8();
}

QByteArray eventLine(const EventRow &row, const Result<QByteArray> &payload)
{
    QJsonObject object = toJson(row);
    if (!payload)
        object.insert(u"payload_error"_s, payload.error().text);
    QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    line.chop(1);
    // As it lies in the store: numbers and the order of keys would not survive being parsed.
    return line + ",\"payload\":" + (payload ? jsonLine(*payload) : QByteArray("null")) + "}\n";
}

QByteArray eventCells(const EventRow &row)
{
    return csvLine({QString::number(row.seq), row.eventId, sourceName(row.source), row.type,
                    row.sessionId, row.agentId, row.toolUseId, row.toolName,
                    toRfc3339(row.occurredAtMs), toRfc3339(row.receivedAtMs),
                    originName(row.origin)});
}

// What of the log is meant: of one session, or of a span.
struct EventSpan
{
    std::optional<SessionRef> session;
    qint64 afterSeq = 0;
    qint64 untilSeq = std::numeric_limits<qint64>::max();
};

// Each page is a read of its own: a long export must not hold a snapshot, behind which the log of
// the store can't be folded in.
Result<void> exportEvents(Database &database, const EventSpan &span, bool asCsv,
                          ExportTarget &target)
{
    if (asCsv) {
        if (Result<void> written = target.write(
                csvLine({u"seq"_s, u"event_id"_s, u"source"_s, u"type"_s, u"session_id"_s,
                         u"agent_id"_s, u"tool_use_id"_s, u"tool_name"_s, u"occurred_at"_s,
                         u"received_at"_s, u"origin"_s}));
            !written)
            return written;
    }
    EventQuery query;
    query.session = span.session;
    query.afterSeq = span.afterSeq;
    query.limit = kPage;
    while (query.afterSeq < span.untilSeq) {
        const Result<std::vector<EventRow>> rows = events(database, query);
        if (!rows)
            return rows.error();
        for (const EventRow &row : *rows) {
            if (row.seq > span.untilSeq)
                return {};
            Result<QByteArray> payload =
                asCsv ? Result<QByteArray>(QByteArray()) : eventPayload(database, row.seq);
            // One that is damaged is told, and the others are written.
            if (!payload && payload.error().code != ErrorCode::Corrupt)
                return payload.error();
            if (Result<void> written =
                    target.write(asCsv ? eventCells(row) : eventLine(row, payload));
                !written)
                return written;
            query.afterSeq = row.seq;
        }
        if (rows->size() < kPage)
            return {};
    }
    return {};
}

// What came since the consumer of that name was last here; it has moved when all is written.
Result<void> exportNews(const CommandContext &context, Database &database, bool asCsv,
                        ExportTarget &target)
{
    const QString name = context.options.value(u"consumer"_s);
    const Result<ExportNews> news =
        ExportNews::begin(context.folder, name, context.options.isSet(u"from-start"_s));
    if (!news)
        return news.error();
    StreamQuery place;
    if (news->afterSeq() > 0) {
        place.from = StreamQuery::From::Position;
        place.position = news->afterSeq();
    }
    const Result<StreamPage> page = readMonitorStream(database, place);
    if (!page)
        return page.error();
    // What leaves out events that retention has dropped must not look like a whole export.
    if (page->found != StreamPage::Found::Stream)
        return Error{ErrorCode::Conflict,
                     u"some of what came since then is not kept any more; to go on from now: "
                     "dogwatchctl consumers ack %1 monitor/events now"_s.arg(name)};
    if (Result<void> written =
            exportEvents(database, {std::nullopt, news->afterSeq(), page->tail}, asCsv, target);
        !written)
        return written;
    if (Result<void> finished = target.finish(); !finished)
        return finished;
    (void)faultAt("export.before_ack");
    return news->done(page->tail);
}

Result<void> exportSessions(Database &database, std::optional<SessionRef> only, bool asCsv,
                            ExportTarget &target)
{
    SessionQuery query;
    query.limit = kMostSessions;
    const Result<std::vector<Session>> all = sessions(database, query);
    if (!all)
        return all.error();
    const Result<UsageBySession> usage = usageBySession(database);
    if (!usage)
        return usage.error();
    const Result<Starters> starters = startersOf(database, *all);
    if (!starters)
        return starters.error();
    const QJsonArray rows = toJsonArray(*all, *usage, *starters);
    const QStringList columns{u"id"_s,
                              u"source"_s,
                              u"project"_s,
                              u"cwd"_s,
                              u"title"_s,
                              u"status"_s,
                              u"status_reason"_s,
                              u"model"_s,
                              u"started_at"_s,
                              u"ended_at"_s,
                              u"events"_s,
                              u"agents"_s,
                              u"tool_calls"_s,
                              u"input_tokens"_s,
                              u"output_tokens"_s,
                              u"cache_read_tokens"_s,
                              u"cache_creation_tokens"_s,
                              u"cost_usd"_s};
    if (Result<void> head = asCsv ? target.write(csvLine(columns)) : Result<void>(); !head)
        return head;
    for (std::size_t i = 0; i < all->size(); ++i) {
        if (only && (*all)[i].ref != *only)
            continue;
        const QJsonObject row = rows.at(static_cast<qsizetype>(i)).toObject();
        QStringList cells;
        for (const QString &column : columns)
            cells.append(row.value(column).toVariant().toString());
        const QByteArray line =
            asCsv ? csvLine(cells) : QJsonDocument(row).toJson(QJsonDocument::Compact) + '\n';
        if (Result<void> written = target.write(line); !written)
            return written;
    }
    return {};
}

Exit wrongUsage(const CommandContext &context, const QString &text)
{
    return context.output.fail(text, Exit::WrongUsage);
}

} // namespace

Exit runExport(const CommandContext &context)
{
    const QString what = context.arguments.value(0, u"events"_s);
    const QString format =
        context.options.isSet(u"format"_s) ? context.options.value(u"format"_s) : u"jsonl"_s;
    const QString sessionId = context.options.value(u"session"_s);
    if (what != "events"_L1 && what != "sessions"_L1)
        return wrongUsage(context, u"export events, or export sessions"_s);
    if (format != "jsonl"_L1 && format != "csv"_L1 && format != "markdown"_L1)
        return wrongUsage(context, u"--format is jsonl, csv or markdown"_s);
    if (format == "markdown"_L1 && (sessionId.isEmpty() || what == "sessions"_L1))
        return wrongUsage(context, u"--format markdown wants one session: --session ID"_s);
    const bool isNews = context.options.isSet(u"consumer"_s);
    if (isNews && (!sessionId.isEmpty() || what == "sessions"_L1))
        return wrongUsage(context, u"--consumer NAME exports the events of all sessions"_s);
    if (!isNews && context.options.isSet(u"from-start"_s))
        return wrongUsage(context, u"--from-start goes with --consumer NAME"_s);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    std::optional<Session> session;
    if (context.options.isSet(u"session"_s)) {
        Result<std::optional<Session>> found =
            sessionById(**database, sessionId, sourceFromName(context.options.value(u"source"_s)));
        if (!found)
            return context.output.fail(found.error());
        if (!*found)
            return context.output.fail(u"there is no session '%1'"_s.arg(sessionId), Exit::Failed);
        session = std::move(*found);
    }
    Result<ExportTarget> target =
        ExportTarget::open(context.folder, context.options.value(u"output"_s));
    if (!target)
        return context.output.fail(target.error());
    const std::optional<SessionRef> ref = session ? std::optional(session->ref) : std::nullopt;
    const bool asCsv = format == "csv"_L1;
    Result<void> done = format == "markdown"_L1 ? exportMarkdown(**database, *session, *target)
        : isNews                                ? exportNews(context, **database, asCsv, *target)
        : what == "events"_L1                   ? exportEvents(**database, {ref}, asCsv, *target)
                                                : exportSessions(**database, ref, asCsv, *target);
    if (done && !isNews)
        done = target->finish();
    // Who reads has read enough, as head does: nothing went wrong.
    if (!done && done.error().code == ErrorCode::Cancelled)
        return Exit::Done;
    return done ? Exit::Done : context.output.fail(done.error());
}

} // namespace dogwatch
