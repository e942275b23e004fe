// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>

namespace dogwatch {

// The longest single text that is kept of what an agent wrote, in UTF-16 units.
inline constexpr qsizetype kLongestKeptText = 1024 * 1024;

// The value with each longer text in it replaced by {"dogwatch_truncated": BYTES, "text": "its
// beginning…"}; BYTES is how long it was in UTF-8. Pure; any thread.
[[nodiscard]] QJsonValue withLongTextsCut(const QJsonValue &value,
                                          qsizetype longest = kLongestKeptText);

} // namespace dogwatch
