// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/price.h"
#include "core/result.h"

#include <QByteArray>
#include <QJsonArray>

namespace dogwatch {

class Database;

// The prices in the store: those that came with the program, and a person's own, which go before
// them. A file of prices is a JSON object with "as_of" and "rows" (resources/prices.json).

struct PriceFile
{
    QString asOf;
    std::vector<Price> prices;
};

// InvalidInput, with the row's number, for what makes no sense.
[[nodiscard]] Result<PriceFile> parsePrices(const QByteArray &json);
[[nodiscard]] Result<PriceFile> shippedPrices();
// One object for each row, as in a file; "own" marks a person's.
[[nodiscard]] QJsonArray priceRows(const std::vector<Price> &prices);

// Any connection.
[[nodiscard]] Result<std::vector<Price>> readPrices(Database &database);
// Changes whenever the prices do.
[[nodiscard]] Result<qint64> priceRevision(Database &database);

// Writer connection, inside a transaction. Both work out every cost anew.
[[nodiscard]] Result<void> setOwnPrices(Database &database, const std::vector<Price> &prices);
// Puts the shipped rows in where those of another edition, or none, are.
[[nodiscard]] Result<void> updateShippedPrices(Database &database);

// The same in a transaction of its own, and none at all where nothing is to be done. For the
// opening of the store.
[[nodiscard]] Result<void> ensureShippedPrices(Database &database);

} // namespace dogwatch
