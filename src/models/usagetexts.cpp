// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/usagetexts.h"

#include "models/displaytext.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr double kTrillion = 1e12;
constexpr qsizetype kNameLength = 80;

QString dollarText(double dollars)
{
    constexpr double kLeast = 0.0001;
    if (dollars > 0 && dollars < kLeast / 2)
        return u"< $%1"_s.arg(QLocale().toString(kLeast, 'f', 4));
    const bool small = dollars > 0 && dollars < 0.1;
    const int decimals = small ? 4 : dollars < 1000 ? 2 : 0;
    return u"$%1"_s.arg(QLocale().toString(dollars, 'f', decimals));
}

} // namespace

QString costText(const UsageSums &sums)
{
    if (const std::optional<double> dollars = sums.dollars(); !dollars)
        return QCoreApplication::translate("Usage", "unknown");
    else if (sums.unpriced > 0)
        //: At least that much; some of it has no known price.
        return QCoreApplication::translate("Usage", "≥ %1").arg(dollarText(*dollars));
    else
        return dollarText(*dollars);
}

QString costText(std::optional<qint64> trillionths)
{
    if (!trillionths)
        return QCoreApplication::translate("Usage", "unknown");
    return dollarText(static_cast<double>(*trillionths) / kTrillion);
}

QString amountText(double amount)
{
    struct Unit
    {
        double size;
        QLatin1StringView word;
    };
    for (const Unit unit : {Unit{1e9, " G"_L1}, Unit{1e6, " M"_L1}, Unit{1e3, " k"_L1}}) {
        if (amount >= unit.size * 0.9995) {
            const double figure = amount / unit.size;
            return QLocale().toString(figure, 'f', figure < 9.95 ? 1 : 0) + unit.word;
        }
    }
    return QLocale().toString(amount, 'f', 0);
}

QString cacheHitText(const TokenCounts &tokens)
{
    if (tokens.prompt() <= 0)
        return {};
    return percentText(static_cast<double>(tokens.cacheRead)
                       / static_cast<double>(tokens.prompt()));
}

// 100 % is all, and 0 % is none.
QString percentText(double share)
{
    double percent = std::round(share * 100);
    if (share < 1)
        percent = std::min(percent, 99.0);
    if (share > 0)
        percent = std::max(percent, 1.0);
    //: A share of a hundred.
    return QCoreApplication::translate("Usage", "%1 %").arg(QLocale().toString(percent, 'f', 0));
}

QString modelText(const QString &model)
{
    if (model.isEmpty())
        return QCoreApplication::translate("Usage", "(no model named)");
    const QString line = displayLine(model, kNameLength);
    return line.startsWith("claude-"_L1) ? line.mid(7) : line;
}

} // namespace dogwatch
