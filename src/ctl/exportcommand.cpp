// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/csv.h"
#include "core/texts.h"
#include "core/times.h"
#include "ctl/exportmarkdown.h"
#include "ctl/exporttarget.h"
#include "ctl/exporttext.h"
#include "ctl/storeaccess.h"
#include "store/readmodel.h"
#include "store/readmodeljson.h"
#include "store/usagemodel.h"

#include <QFileInfo>
#include <QJsonDocument>

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

// Each page is a read of its own: a long export must not hold a snapshot, behind which the log of
// the store can't be folded in.
Result<void> exportEvents(Database &database, std::optional<SessionRef> session, bool asCsv,
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
    query.session = session;
    query.limit = kPage;
    for (;;) {
        const Result<std::vector<EventRow>> rows = events(database, query);
        if (!rows)
            return rows.error();
        for (const EventRow &row : *rows) {
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
    const QJsonArray rows = toJsonArray(*all, *usage);
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
        : what == "events"_L1                   ? exportEvents(**database, ref, asCsv, *target)
                                                : exportSessions(**database, ref, asCsv, *target);
    if (done)
        done = target->finish();
    // Who reads has read enough, as head does: nothing went wrong.
    if (!done && done.error().code == ErrorCode::Cancelled)
        return Exit::Done;
    return done ? Exit::Done : context.output.fail(done.error());
}

} // namespace dogwatch
