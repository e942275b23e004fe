// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/usagefigures.h"

#include "models/displaytext.h"
#include "models/usagetexts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr double kTrillion = 1e12;
constexpr qsizetype kNameLength = 120;

QString translated(const char *text)
{
    return QCoreApplication::translate("Usage", text);
}

double measured(const UsageSums &sums, UsageMeasure measure)
{
    return measure == UsageMeasure::Cost ? static_cast<double>(sums.cost) / kTrillion
                                         : static_cast<double>(sums.tokens.total());
}

QString measureText(double value, UsageMeasure measure)
{
    return measure == UsageMeasure::Tokens
        ? amountText(value)
        : costText(std::optional(static_cast<qint64>(value * kTrillion)));
}

QString slotTitle(const UsageReport &report, int slot, bool isShort)
{
    if (slot < 0 || slot + 1 >= static_cast<int>(report.starts.size()))
        return translated("(no time told)");
    const QDateTime start =
        QDateTime::fromMSecsSinceEpoch(report.starts[static_cast<std::size_t>(slot)]);
    if (report.hourly)
        return start.toString(u"HH:mm"_s);
    return isShort ? QLocale().toString(start.date(), u"d MMM"_s)
                   : QLocale().toString(start.date(), u"ddd d MMM yyyy"_s);
}

// 1, 2 or 5 times a power of ten, so that at most five of it reach `most`.
double stepFor(double most)
{
    const double power = std::pow(10.0, std::floor(std::log10(most / 5)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (power * factor * 5 >= most)
            return power * factor;
    }
    return power * 10;
}

} // namespace

QString figureKey(const UsageReport &report, const UsageSlice &slice, UsageFigure figure)
{
    switch (figure) {
    case UsageFigure::Slot:
        return QString::number(slice.slot);
    case UsageFigure::Model:
        return slice.model;
    case UsageFigure::Project:
        return report.owners.value(slice.session).project;
    case UsageFigure::Source:
        return sourceName(report.owners.value(slice.session).source);
    case UsageFigure::Session:
        return QString::number(static_cast<qint64>(slice.session));
    }
    Q_UNREACHABLE();
}

QString figureTitle(const UsageReport &report, UsageFigure figure, const QString &key)
{
    switch (figure) {
    case UsageFigure::Slot:
        return slotTitle(report, key.toInt(), false);
    case UsageFigure::Model:
        return modelText(key);
    case UsageFigure::Project:
        return key.isEmpty() ? translated("(no project)") : displayLine(key, kNameLength);
    case UsageFigure::Source:
        return sourceTitle(sourceFromName(key).value_or(Source::Generic));
    case UsageFigure::Session: {
        const UsageOwner owner = report.owners.value(SessionRef{key.toLongLong()});
        return displayLine(owner.title.isEmpty() ? owner.id : owner.title, kNameLength);
    }
    }
    Q_UNREACHABLE();
}

std::vector<CellRow> figureRows(const UsageReport &report, UsageFigure figure, UsageMeasure measure,
                                const std::function<bool(const UsageSlice &)> &wanted)
{
    std::map<QString, UsageSums> sums;
    if (figure == UsageFigure::Slot) { // days without usage are days, too
        for (int slot = 0; slot + 1 < static_cast<int>(report.starts.size()); ++slot)
            sums.emplace(QString::number(slot), UsageSums());
    }
    for (const UsageSlice &slice : report.slices) {
        if (!wanted || wanted(slice))
            sums[figureKey(report, slice, figure)].add(slice.sums);
    }
    double most = 0;
    for (const auto &[key, sum] : sums)
        most = std::max(most, measured(sum, measure));

    std::vector<CellRow> rows;
    for (const auto &[key, sum] : sums) {
        CellRow &row = rows.emplace_back();
        const double value = measured(sum, measure);
        const std::optional<double> dollars = sum.dollars();
        row.key = key;
        const QString title = figureTitle(report, figure, key);
        const bool isNothing = sum.messages == 0;
        row.texts = {title, isNothing ? u"–"_s : costText(sum),
                     isNothing ? u"–"_s : amountText(static_cast<double>(sum.tokens.total())),
                     cacheHitText(sum.tokens), QLocale().toString(sum.messages)};
        row.orders = {figure == UsageFigure::Slot ? key.toDouble() : std::nan(""),
                      dollars.value_or(-1), static_cast<double>(sum.tokens.total()),
                      static_cast<double>(sum.tokens.cacheRead)
                          / std::max(1.0, static_cast<double>(sum.tokens.prompt())),
                      static_cast<double>(sum.messages)};
        row.raws = {title, dollars ? QString::number(*dollars, 'f', 6) : QString(),
                    QString::number(sum.tokens.total()), QString::number(row.orders.at(3), 'f', 4),
                    QString::number(sum.messages)};
        row.share = most > 0 ? value / most : 0;
        row.tone = isNothing ? CellRow::Dim : CellRow::Plain;
        row.detail = translated("%1: in %2, out %3, written to the cache %4, read from it %5")
                         .arg(title, amountText(static_cast<double>(sum.tokens.input)),
                              amountText(static_cast<double>(sum.tokens.output)),
                              amountText(static_cast<double>(sum.tokens.cacheWrite5m
                                                             + sum.tokens.cacheWrite1h)),
                              amountText(static_cast<double>(sum.tokens.cacheRead)));
        if (figure == UsageFigure::Session) {
            const UsageOwner owner = report.owners.value(SessionRef{key.toLongLong()});
            const QString project = figureTitle(report, UsageFigure::Project, owner.project);
            row.ref = key.toDouble();
            row.texts.insert(1, project);
            row.orders.insert(1, std::nan(""));
            row.raws = QStringList{owner.id, project} + row.raws.mid(1);
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [figure](const CellRow &a, const CellRow &b) {
        return figure == UsageFigure::Slot ? a.orders.at(0) < b.orders.at(0) : a.share > b.share;
    });
    return rows;
}

UsageSums sumOf(const UsageReport &report)
{
    UsageSums sums;
    for (const UsageSlice &slice : report.slices)
        sums.add(slice.sums);
    return sums;
}

UsageChart chartOf(const UsageReport &report, UsageFigure parts, UsageMeasure measure)
{
    UsageChart chart;
    const std::vector<CellRow> ranked = figureRows(report, parts, measure, {});
    QHash<QString, int> places;
    for (const CellRow &row : ranked) {
        if (row.share <= 0 || chart.keys.size() == UsageChart::kParts - 1)
            break;
        places.insert(row.key, static_cast<int>(chart.keys.size()));
        chart.keys.append(row.key);
        chart.partNames.append(row.texts.constFirst());
    }
    const bool hasRest = static_cast<qsizetype>(ranked.size()) > chart.keys.size()
        && ranked[static_cast<std::size_t>(chart.keys.size())].share > 0;
    if (hasRest)
        chart.partNames.append(translated("others"));

    const auto slots_ = static_cast<qsizetype>(report.starts.size()) - 1;
    chart.values.fill(0, std::max<qsizetype>(slots_, 0) * UsageChart::kParts);
    QList<UsageSums> sums(std::max<qsizetype>(slots_, 0));
    for (const UsageSlice &slice : report.slices) {
        if (slice.slot < 0)
            continue;
        const int part = places.value(figureKey(report, slice, parts), UsageChart::kParts - 1);
        chart.values[slice.slot * UsageChart::kParts + part] += measured(slice.sums, measure);
        sums[slice.slot].add(slice.sums);
    }
    double most = 0;
    for (qsizetype slot = 0; slot < sums.size(); ++slot) {
        const UsageSums &sum = sums.at(slot);
        most = std::max(most, measured(sum, measure));
        chart.slotNames.append(slotTitle(report, static_cast<int>(slot), true));
        chart.slotTexts.append(translated("%1: %2, %3 tokens")
                                   .arg(slotTitle(report, static_cast<int>(slot), false),
                                        sum.messages == 0 ? u"$0"_s : costText(sum),
                                        amountText(static_cast<double>(sum.tokens.total()))));
    }
    if (most <= 0)
        return chart;
    const double step = stepFor(most);
    for (double line = step;; line += step) {
        chart.ticks.append(measureText(line, measure));
        chart.top = line;
        if (line >= most * 0.9999)
            return chart;
    }
}

} // namespace dogwatch
