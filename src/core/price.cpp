// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/price.h"

#include "core/times.h"

#include <QtCore/qnumeric.h>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPermille = 1000;
constexpr qint64 kBatchPermille = 500;
constexpr qint64 kDomesticPermille = 1100;
// Ten dollars a thousand, in trillionths of a dollar for one.
constexpr qint64 kWebSearchCost = 10'000'000'000;

bool isNumber(QStringView text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// "-v1:0", "-v2"
qsizetype versionMark(QStringView name)
{
    const qsizetype at = name.lastIndexOf("-v"_L1);
    if (at < 0)
        return -1;
    const QStringView rest = name.mid(at + 2);
    const qsizetype colon = rest.indexOf(u':');
    const bool isMark =
        colon < 0 ? isNumber(rest) : isNumber(rest.first(colon)) && isNumber(rest.mid(colon + 1));
    return isMark ? at : -1;
}

// A name that only adds a word ("-latest", "-thinking") is the same model; one that adds a number
// is a newer model, whose price nobody has told yet.
bool isVariantOf(const QString &name, const QString &model)
{
    return name.size() > model.size() + 1 && name.startsWith(model) && name.at(model.size()) == u'-'
        && name.at(model.size() + 1).isLetter();
}

bool holdsOn(const Price &price, const QString &day)
{
    return (price.from.isEmpty() || price.from <= day) && (price.to.isEmpty() || day <= price.to);
}

// The sum of tokens times rates; nothing where tokens were used that have no known rate.
std::optional<qint64> sumOf(const TokenCounts &tokens, const PriceRates &rates)
{
    qint64 sum = 0;
    const auto add = [&sum](qint64 count, std::optional<qint64> rate) {
        if (count == 0)
            return true;
        qint64 part = 0;
        return rate && !qMulOverflow(count, *rate, &part) && !qAddOverflow(sum, part, &sum);
    };
    const bool known = add(tokens.input, rates.input) && add(tokens.output, rates.output)
        && add(tokens.cacheWrite5m, rates.cacheWrite5m)
        && add(tokens.cacheWrite1h, rates.cacheWrite1h) && add(tokens.cacheRead, rates.cacheRead);
    return known ? std::optional(sum) : std::nullopt;
}

// Nothing where one of them is unknown or the product is beyond all sense.
std::optional<qint64> times(std::optional<qint64> cost, std::optional<qint64> permille)
{
    qint64 product = 0;
    if (!cost || !permille || qMulOverflow(*cost, *permille, &product))
        return std::nullopt;
    return product / kPermille;
}

std::optional<qint64> plusSearches(std::optional<qint64> cost, qint64 searches)
{
    qint64 price = 0;
    qint64 sum = 0;
    if (!cost || qMulOverflow(searches, kWebSearchCost, &price) || qAddOverflow(*cost, price, &sum))
        return std::nullopt;
    return sum;
}

} // namespace

QString canonicalModel(QStringView name)
{
    if (const qsizetype slash = name.lastIndexOf(u'/'); slash >= 0)
        name = name.mid(slash + 1);
    // A region before the provider: "us.anthropic.", "eu.anthropic.", "global.anthropic."
    if (const qsizetype at = name.indexOf("anthropic."_L1); at >= 0)
        name = name.mid(at + 10);
    if (const qsizetype at = name.indexOf(u'['); at > 0) // "[1m]"
        name = name.first(at);
    if (const qsizetype at = name.indexOf(u'@'); at > 0) // "@20250929"
        name = name.first(at);
    if (const qsizetype at = versionMark(name); at > 0)
        name = name.first(at);
    constexpr qsizetype kDateLength = 8;
    const qsizetype dash = name.lastIndexOf(u'-');
    if (dash > 0 && name.size() - dash - 1 == kDateLength && isNumber(name.mid(dash + 1)))
        name = name.first(dash);
    return name.toString();
}

PriceList::PriceList(std::vector<Price> prices)
    : m_prices(std::move(prices))
{ }

std::vector<const Price *> PriceList::rowsFor(const QByteArray &model) const
{
    if (const auto it = m_byName.constFind(model); it != m_byName.cend())
        return *it;
    const QString name = canonicalModel(QString::fromUtf8(model));
    QString known; // the longest name that stands for this one
    for (const Price &price : m_prices) {
        const bool fits = price.model == name || isVariantOf(name, price.model);
        if (fits && price.model.size() > known.size())
            known = price.model;
    }
    std::vector<const Price *> rows;
    for (const Price &price : m_prices) {
        if (!known.isEmpty() && price.model == known)
            rows.push_back(&price);
    }
    // A person's rows first, then the one that began last.
    std::stable_sort(rows.begin(), rows.end(), [](const Price *a, const Price *b) {
        return a->ofUser != b->ofUser ? a->ofUser : a->from > b->from;
    });
    m_byName.insert(model, rows);
    return rows;
}

const Price *PriceList::find(const QByteArray &model, qint64 atMs) const
{
    QString day;
    for (const Price *price : rowsFor(model)) {
        if (price->from.isEmpty() && price->to.isEmpty())
            return price;
        if (day.isEmpty())
            day = toRfc3339(atMs).left(10);
        if (holdsOn(*price, day))
            return price;
    }
    return nullptr;
}

std::optional<qint64> PriceList::cost(const UsageRecord &record) const
{
    if (record.implausible)
        return std::nullopt;
    const Price *price = find(record.model, record.atMs);
    if (!price)
        return std::nullopt;
    const bool isLong = price->abovePrompt && record.tokens.prompt() > *price->abovePrompt;
    std::optional<qint64> cost = sumOf(record.tokens, isLong ? price->above : price->rates);
    if (!cost)
        return std::nullopt;
    if (record.terms.fast)
        cost = times(cost, price->fastPermille);
    if (record.terms.batch)
        cost = times(cost, kBatchPermille);
    if (record.terms.domestic)
        cost = times(cost, kDomesticPermille);
    return plusSearches(cost, record.tokens.webSearches);
}

} // namespace dogwatch
