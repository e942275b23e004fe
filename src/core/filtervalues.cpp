// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/filtervalues.h"

#include "core/times.h"

#include <QDateTime>

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSecondMs = 1000;
constexpr qint64 kDayMs = 24 * 3600 * kSecondMs;
constexpr qint64 kTrillion = 1'000'000'000'000;
constexpr qint64 kLatestMs = 253402300799999; // the year 9999

struct Unit
{
    QStringView name;
    qint64 factor;
};

constexpr std::array kDurations{
    Unit{u"ms", 1},
    Unit{u"s", kSecondMs},
    Unit{u"m", 60 * kSecondMs},
    Unit{u"h", 3600 * kSecondMs},
    Unit{u"d", kDayMs},
    Unit{u"w", 7 * kDayMs},
};

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

qsizetype lengthOfNumber(QStringView text)
{
    qsizetype length = 0;
    while (length < text.size() && (isDigit(text.at(length)) || text.at(length) == u'.'))
        ++length;
    return length;
}

// Digits with at most one point, times `factor`, exactly; what is finer than one is cut off.
std::optional<qint64> scaled(QStringView digits, qint64 factor)
{
    qint64 whole = 0;
    qint64 part = 0;
    qint64 step = factor;
    bool behindPoint = false;
    bool any = false;
    for (const QChar c : digits) {
        if (c == u'.') {
            if (behindPoint)
                return std::nullopt;
            behindPoint = true;
            continue;
        }
        if (!isDigit(c))
            return std::nullopt;
        any = true;
        const int digit = c.unicode() - u'0';
        if (behindPoint) {
            // The digit's share, by long division of the factor.
            part += step / 10 * digit + step % 10 * digit / 10;
            step /= 10;
        } else if (qMulOverflow<qint64>(whole, 10, &whole)
                   || qAddOverflow<qint64>(whole, digit, &whole)) {
            return std::nullopt;
        }
    }
    if (!any || qMulOverflow<qint64>(whole, factor, &whole)
        || qAddOverflow<qint64>(whole, part, &whole))
        return std::nullopt;
    return whole;
}

const Unit *durationUnit(QStringView text)
{
    for (const Unit &unit : kDurations) {
        if (text.startsWith(unit.name, Qt::CaseInsensitive)
            && (text.size() == unit.name.size() || isDigit(text.at(unit.name.size()))))
            return &unit;
    }
    return nullptr;
}

} // namespace

std::optional<qint64> filterDuration(QStringView text)
{
    const qsizetype all = lengthOfNumber(text);
    if (all == text.size())
        return scaled(text, kSecondMs);
    qint64 sum = 0;
    while (!text.isEmpty()) {
        const qsizetype length = lengthOfNumber(text);
        const Unit *unit = durationUnit(text.mid(length));
        if (!unit)
            return std::nullopt;
        const std::optional<qint64> part = scaled(text.left(length), unit->factor);
        if (!part || qAddOverflow<qint64>(sum, *part, &sum))
            return std::nullopt;
        text = text.mid(length + unit->name.size());
    }
    return sum;
}

std::optional<qint64> filterMoney(QStringView text)
{
    return scaled(text.startsWith(u'$') ? text.mid(1) : text, kTrillion);
}

std::optional<qint64> filterCount(QStringView text)
{
    if (text.isEmpty())
        return std::nullopt;
    switch (text.back().toLower().unicode()) {
    case u'k':
        return scaled(text.chopped(1), 1000);
    case u'm':
        return scaled(text.chopped(1), 1'000'000);
    case u'g':
        return scaled(text.chopped(1), 1'000'000'000);
    default:
        return scaled(text, 1);
    }
}

std::optional<qint64> filterTime(const QString &text, qint64 nowMs)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs).date();
    const auto startOf = [](const QDate &day) -> std::optional<qint64> {
        const QDateTime start = day.startOfDay();
        return start.isValid() ? std::optional(start.toMSecsSinceEpoch()) : std::nullopt;
    };
    const QString word = text.toLower();
    if (word == "now"_L1)
        return nowMs;
    if (word == "today"_L1)
        return startOf(today);
    if (word == "yesterday"_L1)
        return startOf(today.addDays(-1));
    if (!word.isEmpty() && word.back().isLetter() && word.back() != u'z') {
        const std::optional<qint64> ago = filterDuration(text);
        return ago && *ago <= nowMs ? std::optional(nowMs - *ago) : std::nullopt;
    }
    std::optional<qint64> time;
    if (text.size() == 10) {
        time = startOf(QDate::fromString(text, Qt::ISODate));
    } else if (text.size() >= 16 && text.at(10).toUpper() == u'T') {
        time = fromRfc3339(text.toUpper());
        const QDateTime local = QDateTime::fromString(text.toUpper(), Qt::ISODateWithMs);
        if (!time && local.isValid())
            time = local.toMSecsSinceEpoch();
    }
    // What lies outside could not be told from a number that ran over.
    return time && *time >= 0 && *time <= kLatestMs ? time : std::nullopt;
}

} // namespace dogwatch
