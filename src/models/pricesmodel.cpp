// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pricesmodel.h"

#include "models/displaytext.h"
#include "store/pricetable.h"

#include <QLocale>

#include <limits>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLength = 80;

QString rateText(std::optional<qint64> rate)
{
    return rate ? QLocale().toString(static_cast<double>(*rate) / 1e6) : PricesModel::tr("unknown");
}

CellRow rowOf(const Price &price)
{
    constexpr double kText = std::numeric_limits<double>::quiet_NaN();
    CellRow row;
    row.key = price.model + u'/' + price.from + u'/' + (price.ofUser ? u"own"_s : QString());
    row.texts = {displayLine(price.model, kNameLength),
                 price.ofUser ? PricesModel::tr("own") : QString(), price.from, price.to};
    row.orders = {kText, kText, kText, kText};
    for (const auto &rate : {price.rates.input, price.rates.output, price.rates.cacheWrite5m,
                             price.rates.cacheWrite1h, price.rates.cacheRead}) {
        row.texts.append(rateText(rate));
        row.orders.append(static_cast<double>(rate.value_or(-1)));
    }
    return row;
}

} // namespace

PricesModel::PricesModel(QObject *parent)
    : QObject(parent)
{ }

PricesModel::~PricesModel() = default;

void PricesModel::setFeed(LiveFeed *feed)
{
    if (m_feed == feed)
        return;
    m_feed = feed;
    m_port = m_feed && m_feed->readers() ? std::make_unique<ReadPort>(m_feed->readers()) : nullptr;
    Q_EMIT feedChanged();
    read();
}

void PricesModel::read()
{
    if (!m_port)
        return m_rows.fail(tr("There is no store to read from."));
    m_port->ask<std::vector<Price>>(readPrices, [this](const Result<std::vector<Price>> &prices) {
        if (!prices)
            return m_rows.fail(prices.error().text);
        std::vector<CellRow> rows;
        for (const Price &price : *prices)
            rows.push_back(rowOf(price));
        m_rows.setRows(std::move(rows));
    });
}

} // namespace dogwatch
