// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <vector>

namespace dogwatch::test {

// Twelve zones whose clocks change twice a year: by an hour, by half an hour, at midnight, on both
// halves of the earth, and once for the month of Ramadan.
inline constexpr std::array kZones{
    "America/New_York",  "America/Havana",      "America/St_Johns", "America/Santiago",
    "Europe/London",     "Europe/Berlin",       "Asia/Beirut",      "Africa/Cairo",
    "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Chatham",  "Pacific/Auckland",
};

// When its clocks change in 2025, unix ms.
inline std::vector<qint64> changesOf(const QTimeZone &zone)
{
    std::vector<qint64> changes;
    const QDateTime from(QDate(2025, 1, 1), QTime(0, 0), Qt::UTC);
    int offset = zone.offsetFromUtc(from);
    const QTimeZone::OffsetDataList all = zone.transitions(from, from.addYears(1));
    for (const QTimeZone::OffsetData &change : all) {
        if (std::exchange(offset, change.offsetFromUtc) != change.offsetFromUtc)
            changes.push_back(change.atUtc.toMSecsSinceEpoch());
    }
    return changes;
}

} // namespace dogwatch::test
