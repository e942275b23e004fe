// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <optional>

namespace dogwatch {

// What a person has said about an item that needs one. Times are unix ms.
struct AttentionMark
{
    std::optional<qint64> acknowledgedAtMs;
    std::optional<qint64> snoozedUntilMs;

    // It is not to be asked for then.
    [[nodiscard]] bool isQuietAt(qint64 nowMs) const
    {
        return acknowledgedAtMs || snoozedUntilMs.value_or(0) > nowMs;
    }
    friend bool operator==(const AttentionMark &, const AttentionMark &) = default;
};

} // namespace dogwatch
