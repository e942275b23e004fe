// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace dogwatch {

// Times as the tables of a session show them. Thread: any; local time.

// "14:02:11.123"; where that is not the day of `nowMs` "09-21 14:02:11". Empty for 0.
[[nodiscard]] QString clockText(qint64 unixMs, qint64 nowMs);
// With day, year and offset, for tooltips. Empty for 0.
[[nodiscard]] QString fullTimeText(qint64 unixMs);
// How long a call took: "340 ms", "3.2 s", from ten seconds on as shortDuration().
[[nodiscard]] QString callDurationText(qint64 ms);

} // namespace dogwatch
