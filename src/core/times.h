// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace dogwatch {

// "2026-11-20T14:02:11.123Z" from unix ms.
[[nodiscard]] QString toRfc3339(qint64 unixMs);
// Unix ms from an RFC 3339 text with any offset; nothing if it is not one.
[[nodiscard]] std::optional<qint64> fromRfc3339(const QString &text);

// A span for a person, in at most two units: "12 s", "3 m", "2 h 5 m", "4 d".
[[nodiscard]] QString shortDuration(qint64 ms);

} // namespace dogwatch
