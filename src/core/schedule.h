// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>
#include <QTimeZone>

#include <optional>
#include <variant>
#include <vector>

namespace dogwatch {

// When a job is due. Pure values and functions. Times are unix ms.

// Five fields, each a set of bits from 0. Where both day fields are restricted either will do.
struct CronSpec
{
    quint64 minutes = 0;
    quint64 hours = 0;
    quint64 days = 0; // of the month, bit 1 to 31
    quint64 months = 0; // bit 1 to 12
    quint64 weekdays = 0; // bit 0 is Sunday
    bool anyDay = false;
    bool anyWeekday = false;
    // The hour or minute is a wildcard or a step: what it means is a rhythm, which goes on in the
    // hour that a clock change repeats, and has nothing to make up for in the hour that it leaves
    // out. Else it means a time of the day, which each date has once.
    bool isRhythm = false;

    friend bool operator==(const CronSpec &, const CronSpec &) = default;
};

// Counted from when the job was made, in elapsed time.
struct EverySpec
{
    qint64 periodMs = 0;

    friend bool operator==(const EverySpec &, const EverySpec &) = default;
};

struct OnceSpec
{
    qint64 atMs = 0;

    friend bool operator==(const OnceSpec &, const OnceSpec &) = default;
};

using Schedule = std::variant<CronSpec, EverySpec, OnceSpec>;

// "30 9 * * mon-fri", "@hourly", "@daily", "@weekly", "@monthly", "every 90m" (m, h, d; at least a
// minute), "at 2026-11-20T09:00+01:00". InvalidInput says what is wrong; so it does of a date that
// no year has.
[[nodiscard]] Result<Schedule> parseSchedule(const QString &text);

// "local" becomes the name of the system's zone. InvalidInput: this machine knows no such zone.
[[nodiscard]] Result<QString> resolveZone(const QString &name);
// Nothing where this machine has no data of it: never UTC instead.
[[nodiscard]] std::optional<QTimeZone> zoneOf(const QString &id);

// The first time after `afterMs` at which it is due, in that zone; nothing: never again. A time of
// day that a clock change leaves out is due at the first instant after the gap, and one that comes
// twice at its first pass. `anchorMs` is for EverySpec alone.
[[nodiscard]] std::optional<qint64> nextDue(const Schedule &schedule, const QTimeZone &zone,
                                            qint64 anchorMs, qint64 afterMs);
// The next `count`, oldest first, or as many as there are.
[[nodiscard]] std::vector<qint64> nextDues(const Schedule &schedule, const QTimeZone &zone,
                                           qint64 anchorMs, qint64 afterMs, int count);

} // namespace dogwatch
