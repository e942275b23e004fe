// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl/storeaccess.h"
#include "store/usagejson.h"

// What was used and what it would have cost.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QString costText(const std::optional<UsageSums> &sums)
{
    const std::optional<double> dollars = sums ? sums->dollars() : std::nullopt;
    if (!dollars)
        return u"unknown"_s;
    // What is not in it must not be taken for nothing.
    return (sums->unpriced > 0 ? u"> "_s : QString()) + u"$"_s + QString::number(*dollars, 'f', 2);
}

QString countText(const std::optional<UsageSums> &sums, qint64 (*count)(const UsageSums &))
{
    return sums ? QString::number(count(*sums)) : u"unknown"_s;
}

QStringList cells(const UsageRow &row)
{
    return {
        row.key.isEmpty() ? u"-"_s : row.key,
        QString::number(row.sessions),
        countText(row.sums, [](const UsageSums &s) { return s.tokens.input; }),
        countText(row.sums, [](const UsageSums &s) { return s.tokens.output; }),
        countText(row.sums, [](const UsageSums &s) { return s.tokens.cacheRead; }),
        countText(row.sums,
                  [](const UsageSums &s) { return s.tokens.cacheWrite5m + s.tokens.cacheWrite1h; }),
        costText(row.sums),
    };
}

Exit tellCoverage(const CommandContext &context, Database &database)
{
    const Result<UsageSums> all = usageOfAll(database);
    if (!all)
        return context.output.fail(all.error());
    const Result<QStringList> models = unpricedModels(database);
    if (!models)
        return context.output.fail(models.error());
    context.output.note(
        u"%1 messages, %2 at list prices; what a subscription costs is another matter."_s.arg(
            QString::number(all->messages), costText(*all)));
    if (all->unpriced > 0)
        context.output.note(
            u"No price is known for %1 of them (%2): they are not in the cost."_s.arg(
                QString::number(all->unpriced), models->join(u", "_s)));
    return Exit::Done;
}

} // namespace

Exit runUsage(const CommandContext &context)
{
    const QString name = context.options.isSet(u"by"_s) ? context.options.value(u"by"_s) : u"day"_s;
    const std::optional<UsageKey> key = usageKeyFromName(name);
    if (!key)
        return context.output.fail(u"--by day, model, project, session or agent"_s,
                                   Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    Result<std::vector<UsageRow>> rows = usageBy(**database, *key);
    if (!rows)
        return context.output.fail(rows.error());
    if (context.output.isJson()) {
        context.output.print(toJsonArray(*rows, *key));
        return Exit::Done;
    }
    std::vector<QStringList> table;
    for (const UsageRow &row : *rows)
        table.push_back(cells(row));
    context.output.table({name.toUpper(), u"SESSIONS"_s, u"INPUT"_s, u"OUTPUT"_s, u"CACHE READ"_s,
                          u"CACHE WRITE"_s, u"COST"_s},
                         table);
    return tellCoverage(context, **database);
}

} // namespace dogwatch
