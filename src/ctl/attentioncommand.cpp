// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "core/texts.h"
#include "core/times.h"
#include "ctl/command.h"
#include "ctl/storeaccess.h"
#include "store/attentionlog.h"
#include "store/readmodel.h"
#include "store/readmodeljson.h"
#include "store/waits.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownTitle = 40;

// What is open now, or, with --since, also what is over by now.
Result<std::vector<AttentionItem>> itemsOf(Database &database, std::optional<qint64> sinceMs)
{
    return sinceMs ? attentionSince(database, *sinceMs) : openAttention(database);
}

// "8h", "3d", or a time.
Result<std::optional<qint64>> sinceOf(const CommandContext &context, qint64 nowMs)
{
    if (!context.options.isSet(u"since"_s))
        return std::optional<qint64>();
    const QString text = context.options.value(u"since"_s);
    if (const std::optional<qint64> time = fromRfc3339(text))
        return time;
    const QHash<QChar, qint64> units{{u'm', 60'000LL}, {u'h', 3'600'000LL}, {u'd', 86'400'000LL}};
    bool isNumber = false;
    const qint64 count = text.left(text.size() - 1).toLongLong(&isNumber);
    if (!isNumber || count < 0 || count > 100'000 || !units.contains(text.back()))
        return Error{ErrorCode::InvalidInput,
                     u"--since takes a span like 8h or 3d, or a time, not '%1'"_s.arg(text)};
    return std::optional(nowMs - count * units.value(text.back()));
}

Exit tellWaiting(const CommandContext &context, Database &database, qint64 sinceMs, qint64 nowMs)
{
    const Result<std::vector<Wait>> waits = waitsBetween(database, sinceMs, nowMs + 1, {});
    if (!waits)
        return context.output.fail(waits.error());
    const std::array borders{sinceMs, nowMs + 1};
    const WaitReport report = waitReport(*waits, borders, nowMs);
    context.output.line(
        u"Agents have waited %1 for your answers."_s.arg(shortDuration(report.all.waitedMs)));
    return Exit::Done;
}

} // namespace

Exit runAttention(const CommandContext &context)
{
    const qint64 nowMs = SystemClock().nowMs();
    Result<std::optional<qint64>> since = sinceOf(context, nowMs);
    if (!since)
        return context.output.fail(since.error().text, Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    Result<std::vector<AttentionItem>> items = itemsOf(**database, *since);
    if (!items)
        return context.output.fail(items.error());
    QJsonArray array;
    std::vector<QStringList> table;
    for (const AttentionItem &item : *items) {
        Result<std::optional<Session>> session = sessionByRef(**database, item.session);
        if (!session)
            return context.output.fail(session.error());
        const Session known = session->value_or(Session());
        array.append(toJson(item, known.key.id));
        const QString over = item.resolvedAtMs
            ? u", over after "_s + shortDuration(*item.resolvedAtMs - item.sinceMs)
            : QString();
        table.push_back({attentionKindName(item.kind), shortDuration(nowMs - item.sinceMs) + over,
                         known.project, oneLine(known.title, kShownTitle), known.key.id,
                         item.reason});
    }
    if (context.output.isJson()) {
        context.output.print(array);
        return Exit::Done;
    }
    if (table.empty())
        context.output.line(*since ? u"Nothing needed you."_s : u"Nothing needs you."_s);
    else
        context.output.table(
            {u"KIND"_s, u"SINCE"_s, u"PROJECT"_s, u"TITLE"_s, u"SESSION"_s, u"WHAT"_s}, table);
    return *since ? tellWaiting(context, **database, **since, nowMs) : Exit::Done;
}

} // namespace dogwatch
