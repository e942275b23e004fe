// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "core/times.h"
#include "ctl/storeaccess.h"
#include "store/waitsjson.h"

// How long agents have waited for a person.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QString medianText(const WaitSums &sums)
{
    return sums.medianMs ? shortDuration(*sums.medianMs) : u"-"_s;
}

} // namespace

Exit runWaits(const CommandContext &context)
{
    const QString by = context.options.isSet(u"by"_s) ? context.options.value(u"by"_s) : u"day"_s;
    if (by != "day"_L1 && by != "project"_L1)
        return context.output.fail(u"--by day or project"_s, Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    const Result<WaitTable> waits = waitTable(**database, by, SystemClock().nowMs());
    if (!waits)
        return context.output.fail(waits.error());
    if (context.output.isJson()) {
        context.output.print(toJsonArray(*waits, by));
        return Exit::Done;
    }
    std::vector<QStringList> table;
    for (const auto &[key, sums] : waits->rows)
        table.push_back({key.isEmpty() ? u"-"_s : key, shortDuration(sums.waitedMs),
                         QString::number(sums.questions), QString::number(sums.answered),
                         medianText(sums)});
    if (table.empty()) {
        context.output.line(u"No agent has waited for you."_s);
        return Exit::Done;
    }
    context.output.table({by == "day"_L1 ? u"DAY (UTC)"_s : u"PROJECT"_s, u"WAITED"_s,
                          u"QUESTIONS"_s, u"ANSWERED"_s, u"MEDIAN ANSWER"_s},
                         table);
    context.output.note(u"Agents have waited %1 for you; your median answer took %2."_s.arg(
        shortDuration(waits->all.waitedMs), medianText(waits->all)));
    return Exit::Done;
}

} // namespace dogwatch
