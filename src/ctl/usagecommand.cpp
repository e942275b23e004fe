// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/texts.h"
#include "core/times.h"
#include "ctl/storeaccess.h"
#include "store/readmodel.h"
#include "store/usagejson.h"

// What was used and what it would have cost.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPromptLength = 60;
constexpr qint64 kShownPrompts = 50;
constexpr qint64 kMostPrompts = 10'000;

QString costText(const std::optional<UsageSums> &sums)
{
    const std::optional<double> dollars = sums ? sums->dollars() : std::nullopt;
    if (!dollars)
        return u"unknown"_s;
    constexpr double kCent = 0.01;
    // What is not in it, and what is too little to be seen, must not be taken for nothing.
    if (*dollars > 0 && *dollars < kCent / 2)
        return sums->unpriced > 0 ? u"> $0.00"_s : u"< $0.01"_s;
    return (sums->unpriced > 0 ? u"> "_s : QString()) + u"$"_s + QString::number(*dollars, 'f', 2);
}

QString countText(const std::optional<UsageSums> &sums, qint64 (*count)(const UsageSums &))
{
    return sums ? QString::number(count(*sums)) : u"unknown"_s;
}

// Behind those that say what it is of.
QStringList sumCells(const std::optional<UsageSums> &sums)
{
    return {
        countText(sums, [](const UsageSums &s) { return s.tokens.input; }),
        countText(sums, [](const UsageSums &s) { return s.tokens.output; }),
        countText(sums, [](const UsageSums &s) { return s.tokens.cacheRead; }),
        countText(sums,
                  [](const UsageSums &s) { return s.tokens.cacheWrite5m + s.tokens.cacheWrite1h; }),
        costText(sums),
    };
}

const QStringList &sumTitles()
{
    static const QStringList titles{u"INPUT"_s, u"OUTPUT"_s, u"CACHE READ"_s, u"CACHE WRITE"_s,
                                    u"COST"_s};
    return titles;
}

QStringList cells(const UsageRow &row, UsageKey key)
{
    const QString name = row.key.isEmpty() ? u"-"_s : row.key;
    if (key == UsageKey::Agent)
        return QStringList{row.name, row.session} + sumCells(row.sums);
    return QStringList{name, QString::number(row.sessions)} + sumCells(row.sums);
}

QStringList titles(UsageKey key)
{
    if (key == UsageKey::Agent)
        return QStringList{u"AGENT"_s, u"SESSION"_s} + sumTitles();
    const QString name = usageKeyName(key).toUpper();
    return QStringList{key == UsageKey::Day ? name + u" (UTC)" : name, u"SESSIONS"_s} + sumTitles();
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
        u"%1, %2 at list prices; what a subscription costs is another matter."_s.arg(
            counted(all->messages, u"message"_s), costText(*all)));
    QStringList names;
    for (const QString &model : *models)
        names.append(model.isEmpty() ? u"no model named"_s : model);
    if (all->unpriced > 0)
        context.output.note(
            u"The cost of %1 of them is not known (%2): it is not in the sum."_s.arg(
                QString::number(all->unpriced), names.join(u", "_s)));
    return Exit::Done;
}

QStringList promptCells(const PromptUsage &row)
{
    return QStringList{row.number == 0 ? u"(before the first prompt)"_s
                                       : oneLine(row.prompt.text, kPromptLength),
                       row.prompt.atMs == 0 ? QString() : toRfc3339(row.prompt.atMs)}
    + sumCells(row.sums);
}

// All of one session, in the order in which they were given.
Exit tellPromptsOf(const CommandContext &context, Database &database, const QString &id)
{
    const Result<std::optional<Session>> session =
        sessionById(database, id, sourceFromName(context.options.value(u"source"_s)));
    if (!session)
        return context.output.fail(session.error());
    if (!*session)
        return context.output.fail(u"there is no session '%1'"_s.arg(id), Exit::Failed);
    const Result<std::vector<PromptUsage>> prompts = usageByPrompt(database, (*session)->ref);
    if (!prompts)
        return context.output.fail(prompts.error());
    QJsonArray array;
    std::vector<QStringList> table;
    for (const PromptUsage &row : *prompts) {
        array.append(toJson(row));
        table.push_back(promptCells(row));
    }
    if (context.output.isJson())
        context.output.print(array);
    else
        context.output.table(QStringList{u"PROMPT"_s, u"AT"_s} + sumTitles(), table);
    return Exit::Done;
}

Exit tellPrompts(const CommandContext &context)
{
    const Result<qint64> limit =
        numberOption(context.options, u"limit"_s, kShownPrompts, 1, kMostPrompts);
    if (!limit)
        return context.output.fail(limit.error().text, Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    if (const QString id = context.options.value(u"session"_s); !id.isEmpty())
        return tellPromptsOf(context, **database, id);
    const Result<std::vector<SessionPrompt>> prompts =
        costliestPrompts(**database, static_cast<int>(*limit));
    if (!prompts)
        return context.output.fail(prompts.error());
    if (context.output.isJson()) {
        context.output.print(toJsonArray(*prompts));
        return Exit::Done;
    }
    std::vector<QStringList> table;
    for (const SessionPrompt &row : *prompts)
        table.push_back(promptCells(row.usage) + QStringList{row.project, row.session});
    context.output.table(QStringList{u"PROMPT"_s, u"AT"_s} + sumTitles()
                             + QStringList{u"PROJECT"_s, u"SESSION"_s},
                         table);
    context.output.note(u"The costliest first, %1 at most: --limit N shows others."_s.arg(*limit));
    return Exit::Done;
}

} // namespace

Exit runUsage(const CommandContext &context)
{
    const QString name = context.options.isSet(u"by"_s) ? context.options.value(u"by"_s) : u"day"_s;
    if (name == "prompt"_L1)
        return tellPrompts(context);
    const std::optional<UsageKey> key = usageKeyFromName(name);
    if (!key)
        return context.output.fail(u"--by day, model, project, session, agent or prompt"_s,
                                   Exit::WrongUsage);
    for (const QString &option : {u"session"_s, u"source"_s, u"limit"_s}) {
        if (context.options.isSet(option))
            return context.output.fail(u"--%1 goes with --by prompt"_s.arg(option),
                                       Exit::WrongUsage);
    }
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
        table.push_back(cells(row, *key));
    context.output.table(titles(*key), table);
    return tellCoverage(context, **database);
}

} // namespace dogwatch
