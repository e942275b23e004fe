// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/pricetable.h"

#include <QDate>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMillion = 1e6;
constexpr double kMostDollars = 1e4; // for a million tokens

struct RateField
{
    const char *name;
    std::optional<qint64> PriceRates::*rate;
};

// "cache_write" is for those who sell one kind of it only.
constexpr RateField kRateFields[] = {
    {"input", &PriceRates::input},
    {"output", &PriceRates::output},
    {"cache_write", &PriceRates::cacheWrite5m},
    {"cache_write", &PriceRates::cacheWrite1h},
    {"cache_write_5m", &PriceRates::cacheWrite5m},
    {"cache_write_1h", &PriceRates::cacheWrite1h},
    {"cache_read", &PriceRates::cacheRead},
};

// All that a row may say; "provider" and "own" are passed over.
constexpr const char *kRowKeys[] = {"model",          "provider",       "own",
                                    "effective_from", "effective_to",   "above_prompt_tokens",
                                    "above",          "fast_multiplier"};

Error badRow(qsizetype row, const QString &what)
{
    return {ErrorCode::InvalidInput, u"price row %1: %2"_s.arg(row + 1).arg(what)};
}

bool isRateKey(const QString &key)
{
    return std::any_of(std::begin(kRateFields), std::end(kRateFields),
                       [&key](const auto &field) { return key == QLatin1String(field.name); });
}

// A key that nobody reads is a slip, and what it should have said would be missing without a word.
Result<void> checkKeys(const QJsonObject &object, bool isRow, qsizetype row)
{
    for (const QString &key : object.keys()) {
        const bool known = isRateKey(key)
            || (isRow
                && std::any_of(std::begin(kRowKeys), std::end(kRowKeys),
                               [&key](const char *k) { return key == QLatin1String(k); }));
        if (!known)
            return badRow(row, u"%1 is no key of a price"_s.arg(key));
    }
    return {};
}

Result<PriceRates> ratesOf(const QJsonObject &object, qsizetype row)
{
    PriceRates rates;
    for (const RateField &field : kRateFields) {
        const QJsonValue value = object.value(QLatin1String(field.name));
        if (value.isUndefined() || value.isNull())
            continue;
        const double dollars = value.toDouble(-1);
        if (!(dollars >= 0 && dollars <= kMostDollars))
            return badRow(row, u"%1 is no price"_s.arg(QLatin1String(field.name)));
        rates.*(field.rate) = std::llround(dollars * kMillion);
    }
    return rates;
}

Result<QString> dayOf(const QJsonObject &object, const QString &name, qsizetype row)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined() || value.isNull())
        return QString();
    const QDate day = QDate::fromString(value.toString(), u"yyyy-MM-dd"_s);
    if (!day.isValid())
        return badRow(row, u"%1 is no date"_s.arg(name));
    return day.toString(Qt::ISODate);
}

// What a prompt must be longer than, and the factor of the fast mode.
Result<void> readTerms(const QJsonObject &object, qsizetype row, Price &price)
{
    constexpr qint64 kMostTokens = 1'000'000'000;
    constexpr double kMostFactor = 1000;
    const QJsonValue limit = object.value(u"above_prompt_tokens");
    if (!limit.isUndefined() && !limit.isNull()) {
        const qint64 tokens = limit.toInteger(-1);
        if (tokens < 0 || tokens > kMostTokens)
            return badRow(row, u"above_prompt_tokens is no number of tokens"_s);
        price.abovePrompt = tokens;
    }
    const QJsonValue factor = object.value(u"fast_multiplier");
    if (!factor.isUndefined() && !factor.isNull()) {
        if (!(factor.toDouble() > 0 && factor.toDouble() <= kMostFactor))
            return badRow(row, u"fast_multiplier is no factor"_s);
        price.fastPermille = std::llround(factor.toDouble() * 1000);
    }
    return {};
}

Result<Price> priceOf(const QJsonValue &value, qsizetype row)
{
    if (!value.isObject())
        return badRow(row, u"no object"_s);
    const QJsonObject object = value.toObject();
    const QJsonValue above = object.value(u"above");
    if (!above.isUndefined() && !above.isNull() && !above.isObject())
        return badRow(row, u"above is no object"_s);
    Price price;
    price.model = canonicalModel(object.value(u"model").toString());
    if (price.model.isEmpty())
        return badRow(row, u"no model"_s);
    Result<QString> from = dayOf(object, u"effective_from"_s, row);
    Result<QString> to = dayOf(object, u"effective_to"_s, row);
    Result<PriceRates> rates = ratesOf(object, row);
    Result<PriceRates> ratesAbove = ratesOf(above.toObject(), row);
    const Result<void> keys = checkKeys(object, true, row);
    const Result<void> keysAbove = checkKeys(above.toObject(), false, row);
    const Result<void> terms = readTerms(object, row, price);
    for (const Error *error :
         {keys ? nullptr : &keys.error(), keysAbove ? nullptr : &keysAbove.error(),
          from ? nullptr : &from.error(), to ? nullptr : &to.error(),
          rates ? nullptr : &rates.error(), ratesAbove ? nullptr : &ratesAbove.error(),
          terms ? nullptr : &terms.error()}) {
        if (error)
            return *error;
    }
    price.from = *from;
    price.to = *to;
    price.rates = *rates;
    price.above = *ratesAbove;
    if (!price.from.isEmpty() && !price.to.isEmpty() && price.to < price.from)
        return badRow(row,
                      u"effective_to %1 is before effective_from %2"_s.arg(price.to, price.from));
    return price;
}

QJsonValue dollars(std::optional<qint64> rate)
{
    return rate ? QJsonValue(static_cast<double>(*rate) / kMillion) : QJsonValue();
}

QJsonObject ratesObject(const PriceRates &rates)
{
    return {{u"input"_s, dollars(rates.input)},
            {u"output"_s, dollars(rates.output)},
            {u"cache_write_5m"_s, dollars(rates.cacheWrite5m)},
            {u"cache_write_1h"_s, dollars(rates.cacheWrite1h)},
            {u"cache_read"_s, dollars(rates.cacheRead)}};
}

} // namespace

Result<PriceFile> parsePrices(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject() || !document.object().value(u"rows").isArray())
        return Error{ErrorCode::InvalidInput,
                     u"not a file of prices: %1"_s.arg(document.isNull() ? error.errorString()
                                                                         : u"it has no rows"_s)};
    PriceFile file;
    file.asOf = document.object().value(u"as_of").toString();
    const QJsonArray rows = document.object().value(u"rows").toArray();
    for (qsizetype i = 0; i < rows.size(); ++i) {
        Result<Price> price = priceOf(rows.at(i), i);
        if (!price)
            return price.error();
        file.prices.push_back(std::move(price).value());
    }
    return file;
}

Result<PriceFile> shippedPrices()
{
    QFile file(u":/prices.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Internal, u"the prices did not come with the program"_s};
    return parsePrices(file.readAll());
}

QJsonArray priceRows(const std::vector<Price> &prices)
{
    QJsonArray rows;
    for (const Price &price : prices) {
        QJsonObject row = ratesObject(price.rates);
        row.insert(u"model"_s, price.model);
        row.insert(u"own"_s, price.ofUser);
        if (!price.from.isEmpty())
            row.insert(u"effective_from"_s, price.from);
        if (!price.to.isEmpty())
            row.insert(u"effective_to"_s, price.to);
        if (price.abovePrompt) {
            row.insert(u"above_prompt_tokens"_s, *price.abovePrompt);
            row.insert(u"above"_s, ratesObject(price.above));
        }
        if (price.fastPermille)
            row.insert(u"fast_multiplier"_s, static_cast<double>(*price.fastPermille) / 1000);
        rows.append(row);
    }
    return rows;
}

} // namespace dogwatch
