// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/waitfigures.h"

#include "core/times.h"
#include "models/usagefigures.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

bool isAny(const WaitSums &sums)
{
    return sums.questions > 0 || sums.waitedMs > 0;
}

CellRow rowOf(const QString &key, const QString &title, const WaitSums &sums, qint64 longestMs)
{
    CellRow row;
    row.key = key;
    row.texts = {title, shortDuration(sums.waitedMs), QLocale().toString(sums.questions),
                 QLocale().toString(sums.answered),
                 sums.medianMs ? shortDuration(*sums.medianMs) : u"–"_s};
    row.orders = {std::nan(""), static_cast<double>(sums.waitedMs),
                  static_cast<double>(sums.questions), static_cast<double>(sums.answered),
                  static_cast<double>(sums.medianMs.value_or(-1))};
    // In a file: milliseconds.
    row.raws = {title, QString::number(sums.waitedMs), QString::number(sums.questions),
                QString::number(sums.answered),
                sums.medianMs ? QString::number(*sums.medianMs) : QString()};
    row.share =
        longestMs > 0 ? static_cast<double>(sums.waitedMs) / static_cast<double>(longestMs) : 0;
    return row;
}

} // namespace

std::vector<CellRow> waitSlotRows(const UsageReport &report)
{
    qint64 longestMs = 0;
    for (const WaitSums &sums : report.waits.bySlot)
        longestMs = std::max(longestMs, sums.waitedMs);
    std::vector<CellRow> rows;
    for (std::size_t slot = 0; slot < report.waits.bySlot.size(); ++slot) {
        const WaitSums &sums = report.waits.bySlot[slot];
        const QString key = QString::number(slot);
        if (!isAny(sums))
            continue;
        rows.push_back(rowOf(key, figureTitle(report, UsageFigure::Slot, key), sums, longestMs));
        rows.back().orders.first() = static_cast<double>(slot);
    }
    return rows;
}

std::vector<CellRow> waitProjectRows(const UsageReport &report)
{
    qint64 longestMs = 0;
    for (const auto &[project, sums] : report.waits.byProject)
        longestMs = std::max(longestMs, sums.waitedMs);
    std::vector<CellRow> rows;
    for (const auto &[project, sums] : report.waits.byProject)
        rows.push_back(
            rowOf(project, figureTitle(report, UsageFigure::Project, project), sums, longestMs));
    std::stable_sort(rows.begin(), rows.end(),
                     [](const CellRow &a, const CellRow &b) { return a.share > b.share; });
    return rows;
}

QString waitedText(const WaitReport &waits)
{
    return isAny(waits.all) ? shortDuration(waits.all.waitedMs) : QString();
}

QString waitSentence(const WaitReport &waits)
{
    if (!isAny(waits.all))
        return {};
    const QString waited = shortDuration(waits.all.waitedMs);
    return waits.all.medianMs
        ? QCoreApplication::translate("Usage",
                                      "Agents waited %1 for you; your median answer took %2")
              .arg(waited, shortDuration(*waits.all.medianMs))
        : QCoreApplication::translate("Usage", "Agents waited %1 for you").arg(waited);
}

} // namespace dogwatch
