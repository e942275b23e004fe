// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/usage.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace dogwatch {

// Millionths of a US dollar for a million tokens; absent: not known. Whole numbers, so that sums
// are the same in whatever order they are taken.
struct PriceRates
{
    std::optional<qint64> input;
    std::optional<qint64> output;
    std::optional<qint64> cacheWrite5m;
    std::optional<qint64> cacheWrite1h;
    std::optional<qint64> cacheRead;

    friend bool operator==(const PriceRates &, const PriceRates &) = default;
};

// What a model cost in a span of days.
struct Price
{
    QString model; // as canonicalModel() has it
    QString from; // first day, "2026-10-07"; empty: since ever
    QString to; // last day; empty: until further notice
    PriceRates rates;
    std::optional<qint64> abovePrompt; // a longer prompt, in tokens, makes the whole request cost
    PriceRates above; // this instead
    std::optional<qint64> fastPermille; // the fast mode's factor, in thousandths
    bool ofUser = false; // a person's own row goes before one that was shipped

    friend bool operator==(const Price &, const Price &) = default;
};

// A model's name without what says where and how it is run: "us.anthropic.claude-opus-4-1-20250805-
// v1:0" is claude-opus-4-1.
[[nodiscard]] QString canonicalModel(QStringView name);

// All prices, asked by model and date. One thread at a time, because it remembers what was asked.
class PriceList
{
public:
    PriceList() = default;
    explicit PriceList(std::vector<Price> prices);
    PriceList(PriceList &&) = default;
    PriceList &operator=(PriceList &&) = default;

    // Trillionths of a US dollar. Nothing: unknown, because the model is, or a rate or number
    // that is wanted.
    [[nodiscard]] std::optional<qint64> cost(const UsageRecord &record) const;
    // The row that holds for a model on the day of a time (unix ms, UTC; 0: the earliest).
    [[nodiscard]] const Price *find(const QByteArray &model, qint64 atMs) const;

    [[nodiscard]] const std::vector<Price> &prices() const { return m_prices; }

private:
    [[nodiscard]] std::vector<const Price *> rowsFor(const QByteArray &model) const;

    std::vector<Price> m_prices;
    // Rows by name as it is asked for; filled on demand.
    mutable QHash<QByteArray, std::vector<const Price *>> m_byName;
};

} // namespace dogwatch
