// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/schedule.h"

#include "core/zoneoffsets.h"

#include <QDate>
#include <QRegularExpression>

#include <limits>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;
constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kHourMs = 60 * kMinuteMs;
// The 29th of February is at most eight years away; on one weekday, more often than that.
constexpr int kMostDaysAhead = 9 * 366;

bool has(quint64 bits, int value)
{
    return (bits >> value & 1U) != 0;
}

bool isDueOn(const CronSpec &spec, QDate date)
{
    if (!has(spec.months, date.month()))
        return false;
    const bool day = has(spec.days, date.day());
    const bool weekday = has(spec.weekdays, date.dayOfWeek() % 7);
    return spec.anyDay || spec.anyWeekday ? day && weekday : day || weekday;
}

qint64 localStart(QDate date)
{
    return (date.toJulianDay() - QDate(1970, 1, 1).toJulianDay()) * kDayMs;
}

QDate dateOf(qint64 localMs)
{
    const qint64 days = localMs >= 0 ? localMs / kDayMs : (localMs - kDayMs + 1) / kDayMs;
    return QDate(1970, 1, 1).addDays(days);
}

// Of the times of that date the first one after `afterMs`.
std::optional<qint64> firstOn(const CronSpec &spec, const QTimeZone &zone, QDate date,
                              qint64 afterMs)
{
    const qint64 start = localStart(date);
    // Zones are up to 14 hours from UTC, and a gap may be a whole day.
    const ZoneOffsets offsets(zone, start - 2 * kDayMs, start + 4 * kDayMs);
    qint64 first = std::numeric_limits<qint64>::max();
    for (int hour = 0; hour < 24; ++hour) {
        const qint64 begin = start + hour * kHourMs;
        if (!has(spec.hours, hour) || offsets.latest(begin + kHourMs) <= afterMs)
            continue;
        if (offsets.earliest(begin) > first)
            break;
        for (int minute = 0; minute < 60; ++minute) {
            if (!has(spec.minutes, minute))
                continue;
            const qint64 local = begin + minute * kMinuteMs;
            const std::vector<qint64> passes = spec.isRhythm
                ? offsets.passes(local)
                : std::vector<qint64>{offsets.firstPass(local)};
            for (const qint64 at : passes) {
                if (at > afterMs)
                    first = std::min(first, at);
            }
        }
    }
    return first == std::numeric_limits<qint64>::max() ? std::nullopt : std::optional(first);
}

std::optional<qint64> nextOf(const CronSpec &spec, const QTimeZone &zone, qint64 afterMs)
{
    // A gap of a day shifts a time to the next date, and clocks that go back over midnight make the
    // later of two dates come first.
    const QDate begin = dateOf(localOf(zone, afterMs)).addDays(-2);
    std::optional<qint64> next;
    QDate last = begin.addDays(kMostDaysAhead);
    for (QDate date = begin; date <= last; date = date.addDays(1)) {
        if (!isDueOn(spec, date))
            continue;
        const std::optional<qint64> first = firstOn(spec, zone, date, afterMs);
        if (!first)
            continue;
        if (!next)
            last = date.addDays(1);
        next = next ? std::min(*next, *first) : *first;
    }
    return next;
}

std::optional<qint64> nextOf(const EverySpec &spec, qint64 anchorMs, qint64 afterMs)
{
    if (afterMs < anchorMs)
        return anchorMs + spec.periodMs;
    return anchorMs + ((afterMs - anchorMs) / spec.periodMs + 1) * spec.periodMs;
}

} // namespace

Result<QString> resolveZone(const QString &name)
{
    const QString id = name == "local"_L1 ? QString::fromUtf8(QTimeZone::systemTimeZoneId()) : name;
    if (!zoneOf(id))
        return Error{ErrorCode::InvalidInput,
                     name == "local"_L1
                         ? u"this system does not say in which time zone it is"_s
                         : u"there is no time zone '%1' on this machine"_s.arg(name)};
    return id;
}

std::optional<QTimeZone> zoneOf(const QString &id)
{
    const QByteArray name = id.toUtf8();
    // QTimeZone takes any word for a POSIX rule ("local", "CET+1"), makes zones of its own
    // ("UTC+01:00"), and does not list what tzdata keeps for old names ("Etc/UTC").
    static const QRegularExpression kAreaAndPlace(
        QRegularExpression::anchoredPattern(u"[A-Za-z]+(/[A-Za-z0-9_+-]+)+"_s));
    if (name != "UTC" && !kAreaAndPlace.match(id).hasMatch())
        return std::nullopt;
    QTimeZone zone(name);
    return zone.isValid() ? std::optional(zone) : std::nullopt;
}

std::optional<qint64> nextDue(const Schedule &schedule, const QTimeZone &zone, qint64 anchorMs,
                              qint64 afterMs)
{
    if (const auto *cron = std::get_if<CronSpec>(&schedule))
        return nextOf(*cron, zone, afterMs);
    if (const auto *every = std::get_if<EverySpec>(&schedule))
        return nextOf(*every, anchorMs, afterMs);
    const qint64 at = std::get<OnceSpec>(schedule).atMs;
    return at > afterMs ? std::optional(at) : std::nullopt;
}

std::vector<qint64> nextDues(const Schedule &schedule, const QTimeZone &zone, qint64 anchorMs,
                             qint64 afterMs, int count)
{
    std::vector<qint64> dues;
    for (std::optional<qint64> next = afterMs; static_cast<int>(dues.size()) < count;) {
        next = nextDue(schedule, zone, anchorMs, *next);
        if (!next)
            break;
        dues.push_back(*next);
    }
    return dues;
}

} // namespace dogwatch
