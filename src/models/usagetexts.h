// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/usagemodel.h"

#include <QString>

namespace dogwatch {

// Usage as the window writes it. Thread: any; in the locale of the process.

// "$4.10", "$0.004"; "≥ $4.10" where some of it has no known price, "unknown" where nothing has.
[[nodiscard]] QString costText(const UsageSums &sums);
[[nodiscard]] QString costText(std::optional<qint64> trillionths);
// "1.9 M", "38 k", "612".
[[nodiscard]] QString amountText(double amount);
// Of the tokens of the prompts, how many came from the cache: "87 %"; empty without any.
[[nodiscard]] QString cacheHitText(const TokenCounts &tokens);
[[nodiscard]] QString percentText(double share);
// A model's name without what every one of them has: "opus-4-8".
[[nodiscard]] QString modelText(const QString &model);

} // namespace dogwatch
