// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace dogwatch {

// The numbers, spans and times of the filter language. Nothing: it is not one. Pure; any thread.

// "60s", "1.5h", "1h30m", "500ms", "90" (seconds), "2d", "1w"; in ms.
[[nodiscard]] std::optional<qint64> filterDuration(QStringView text);
// "1", "0.25", "$3"; in trillionths of a dollar.
[[nodiscard]] std::optional<qint64> filterMoney(QStringView text);
// "120", "50k", "1.5M".
[[nodiscard]] std::optional<qint64> filterCount(QStringView text);
// "2026-11-01" and "2026-11-01T14:00" in local time, RFC 3339 with an offset, "now", "today",
// "yesterday", and how long ago ("7d"); unix ms.
[[nodiscard]] std::optional<qint64> filterTime(const QString &text, qint64 nowMs);

} // namespace dogwatch
