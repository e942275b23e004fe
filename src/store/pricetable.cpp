// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/pricetable.h"

#include "store/database.h"
#include "store/statement.h"
#include "store/transaction.h"
#include "store/usagetable.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kSelect[] = R"(
    SELECT as_of, model, first_day, last_day, input, output, cache_write_5m, cache_write_1h,
        cache_read, above_prompt, above_input, above_output, above_cache_write_5m,
        above_cache_write_1h, above_cache_read, fast_permille
    FROM price ORDER BY id)";

constexpr char kInsert[] = R"(
    INSERT INTO price (as_of, model, first_day, last_day, input, output, cache_write_5m,
        cache_write_1h, cache_read, above_prompt, above_input, above_output, above_cache_write_5m,
        above_cache_write_1h, above_cache_read, fast_permille)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";

constexpr char kDeleteOwn[] = "DELETE FROM price WHERE as_of = ''";
constexpr char kDeleteShipped[] = "DELETE FROM price WHERE as_of <> ''";
// Numbers of rows are never given twice, so that the sequence tells every addition; the count tells
// that rows were taken out.
constexpr char kRevision[] = R"(
    SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'price'), 0) * 100000 + count(*)
    FROM price)";
constexpr char kShippedEdition[] = "SELECT as_of FROM price WHERE as_of <> '' ORDER BY id LIMIT 1";

PriceRates readRates(const Statement &row, int c)
{
    return {row.optionalInteger(c), row.optionalInteger(c + 1), row.optionalInteger(c + 2),
            row.optionalInteger(c + 3), row.optionalInteger(c + 4)};
}

void bindRates(Statement &statement, const PriceRates &rates)
{
    statement.bind(rates.input).bind(rates.output).bind(rates.cacheWrite5m);
    statement.bind(rates.cacheWrite1h).bind(rates.cacheRead);
}

Result<void> insert(Database &database, const Price &price, const QString &asOf)
{
    Statement statement(database, kInsert);
    statement.bind(asOf).bind(price.model).bind(price.from).bind(price.to);
    bindRates(statement, price.rates);
    statement.bind(price.abovePrompt);
    bindRates(statement, price.above);
    return statement.bind(price.fastPermille).run();
}

// In place of those that `sqlDelete` takes out.
Result<void> replace(Database &database, const char *sqlDelete, const std::vector<Price> &prices,
                     const QString &asOf)
{
    if (Result<void> done = Statement(database, sqlDelete).run(); !done)
        return done;
    for (const Price &price : prices) {
        if (Result<void> done = insert(database, price, asOf); !done)
            return done;
    }
    Result<std::vector<Price>> all = readPrices(database);
    if (!all)
        return all.error();
    const PriceList list(std::move(all).value());
    return UsageTable(database, list).reprice();
}

Result<QString> editionInStore(Database &database)
{
    Statement select(database, kShippedEdition);
    Result<bool> row = select.next();
    if (!row)
        return row.error();
    return *row ? select.text(0) : QString();
}

} // namespace

Result<std::vector<Price>> readPrices(Database &database)
{
    std::vector<Price> prices;
    Statement select(database, kSelect);
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return prices;
        Price &price = prices.emplace_back();
        price.ofUser = select.text(0).isEmpty();
        price.model = select.text(1);
        price.from = select.text(2);
        price.to = select.text(3);
        price.rates = readRates(select, 4);
        price.abovePrompt = select.optionalInteger(9);
        price.above = readRates(select, 10);
        price.fastPermille = select.optionalInteger(15);
    }
}

Result<qint64> priceRevision(Database &database)
{
    Statement select(database, kRevision);
    Result<bool> row = select.next();
    if (!row)
        return row.error();
    return select.integer(0);
}

Result<void> setOwnPrices(Database &database, const std::vector<Price> &prices)
{
    return replace(database, kDeleteOwn, prices, QString());
}

Result<void> updateShippedPrices(Database &database)
{
    Result<PriceFile> shipped = shippedPrices();
    if (!shipped)
        return shipped.error();
    return replace(database, kDeleteShipped, shipped->prices, shipped->asOf);
}

Result<void> ensureShippedPrices(Database &database)
{
    Result<PriceFile> shipped = shippedPrices();
    if (!shipped)
        return shipped.error();
    Result<QString> edition = editionInStore(database);
    if (!edition)
        return edition.error();
    // A store that a newer version of this program has seen keeps the newer prices.
    if (*edition >= shipped->asOf)
        return {};
    ImmediateTransaction transaction(database);
    if (Result<void> begun = transaction.begin(); !begun)
        return begun;
    if (Result<void> updated = updateShippedPrices(database); !updated)
        return updated;
    return transaction.commit();
}

} // namespace dogwatch
