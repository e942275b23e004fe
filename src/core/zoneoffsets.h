// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimeZone>

#include <optional>
#include <vector>

namespace dogwatch {

// How far a zone's clocks are from UTC in some days. Made from the transitions of the zone, because
// a QDateTime of a local time that a clock change leaves out is invalid and reads as UTC, and one
// that comes twice is taken at its second pass (Qt 6.4.2).
//
// "Local" is the wall clock's reading as if it were UTC. All times are ms.
class ZoneOffsets
{
public:
    ZoneOffsets(const QTimeZone &zone, qint64 fromUtcMs, qint64 toUtcMs);

    // Of a reading well inside the range: its first pass, or the first instant after the gap that
    // it falls into.
    [[nodiscard]] qint64 firstPass(qint64 localMs) const;
    // All passes, none or up to two, oldest first.
    [[nodiscard]] std::vector<qint64> passes(qint64 localMs) const;
    // Between these lie all that the others say of it.
    [[nodiscard]] qint64 earliest(qint64 localMs) const { return localMs - m_mostMs; }
    [[nodiscard]] qint64 latest(qint64 localMs) const { return localMs - m_leastMs; }

private:
    struct Span
    {
        qint64 fromUtcMs;
        qint64 toUtcMs;
        qint64 offsetMs;
    };
    std::vector<Span> m_spans; // without a gap between them
    qint64 m_leastMs; // of their offsets
    qint64 m_mostMs;
};

// What the zone's clocks show at that instant.
[[nodiscard]] qint64 localOf(const QTimeZone &zone, qint64 utcMs);

} // namespace dogwatch
