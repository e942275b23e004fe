// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/cellsmodel.h"
#include "store/usagereport.h"

#include <functional>

namespace dogwatch {

// What the usage page makes of a report. Pure.

enum class UsageMeasure {
    Cost,
    Tokens,
};
// What a figure is of.
enum class UsageFigure {
    Slot, // a day or an hour
    Project,
    Model,
    Source,
    Session,
};

// The name of what a slice counts to: for a slot its number.
[[nodiscard]] QString figureKey(const UsageReport &report, const UsageSlice &slice,
                                UsageFigure figure);
// How a person calls it.
[[nodiscard]] QString figureTitle(const UsageReport &report, UsageFigure figure,
                                  const QString &key);

// A table of: name, cost, tokens, cache hits, messages; the largest first, a slot's in order.
// `wanted` says which slices count; null: all.
[[nodiscard]] std::vector<CellRow>
figureRows(const UsageReport &report, UsageFigure figure, UsageMeasure measure,
           const std::function<bool(const UsageSlice &)> &wanted);
[[nodiscard]] UsageSums sumOf(const UsageReport &report);

// Columns over time, their parts by model or project: the largest kParts - 1, and the rest.
struct UsageChart
{
    static constexpr int kParts = 8;

    QStringList keys; // of the parts, without that of the rest
    QStringList partNames;
    QStringList slotNames;
    QStringList slotTexts; // "Mon, 2 Nov: $4.10"
    QList<qreal> values; // as StackedBars wants them
    qreal top = 0;
    QStringList ticks; // at equal distances, from the first line above the foot on
};
[[nodiscard]] UsageChart chartOf(const UsageReport &report, UsageFigure parts,
                                 UsageMeasure measure);

} // namespace dogwatch
