// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl/storeaccess.h"
#include "store/pricetable.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

// The prices of models, and a person's own.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QString rateText(std::optional<qint64> rate)
{
    return rate ? QString::number(static_cast<double>(*rate) / 1e6) : u"unknown"_s;
}

Exit listPrices(const CommandContext &context)
{
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    const Result<std::vector<Price>> prices = readPrices(**database);
    if (!prices)
        return context.output.fail(prices.error());
    if (context.output.isJson()) {
        context.output.print(priceRows(*prices));
        return Exit::Done;
    }
    std::vector<QStringList> table;
    for (const Price &price : *prices)
        table.push_back({price.model, price.ofUser ? u"own"_s : QString(), price.from, price.to,
                         rateText(price.rates.input), rateText(price.rates.output),
                         rateText(price.rates.cacheWrite5m), rateText(price.rates.cacheWrite1h),
                         rateText(price.rates.cacheRead)});
    context.output.table({u"MODEL"_s, u"OWN"_s, u"FROM"_s, u"TO"_s, u"INPUT"_s, u"OUTPUT"_s,
                          u"WRITE 5M"_s, u"WRITE 1H"_s, u"READ"_s},
                         table);
    context.output.note(u"US dollars for a million tokens."_s);
    return Exit::Done;
}

// All of a person's rows at once, as in resources/prices.json; an empty list takes them away.
Exit setPrices(const CommandContext &context, const QByteArray &file)
{
    Result<PriceFile> prices = parsePrices(file);
    if (!prices)
        return context.output.fail(prices.error());
    const Result<void> done = change(
        context.folder, "/api/prices",
        [&prices](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            if (Result<void> set = setOwnPrices(database, prices->prices); !set)
                return set.error();
            return ChangeSet();
        },
        file);
    if (!done)
        return context.output.fail(done.error());
    const auto count = static_cast<qint64>(prices->prices.size());
    if (context.output.isJson())
        context.output.print(QJsonObject{{u"own_prices"_s, count}});
    else
        context.output.line(u"%1 prices of your own; all costs were worked out anew."_s.arg(count));
    return Exit::Done;
}

} // namespace

Exit runPrices(const CommandContext &context)
{
    const QString verb = context.arguments.value(0, u"list"_s);
    if (verb == "list"_L1 && context.arguments.size() <= 1)
        return listPrices(context);
    if (verb == "reset"_L1 && context.arguments.size() == 1)
        return setPrices(context, R"({"rows":[]})");
    if (verb != "set"_L1 || context.arguments.size() != 2)
        return context.output.fail(u"prices list, prices set FILE, or prices reset"_s,
                                   Exit::WrongUsage);
    QFile file(context.arguments.at(1));
    // Nobody may ever write into a FIFO.
    if (const QFileInfo info(file); info.exists() && !info.isFile())
        return context.output.fail(u"%1 is no regular file"_s.arg(file.fileName()), Exit::Failed);
    if (!file.open(QIODevice::ReadOnly))
        return context.output.fail(u"cannot read %1: %2"_s.arg(file.fileName(), file.errorString()),
                                   Exit::Failed);
    return setPrices(context, file.readAll());
}

} // namespace dogwatch
