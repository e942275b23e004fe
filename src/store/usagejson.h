// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/usagemodel.h"

#include <QJsonArray>
#include <QJsonObject>

namespace dogwatch {

// Usage as the contract writes it; see readmodeljson.h. Pure; any thread.

// The five figures, all null where there are none; and beside them how the cache writes divide and
// for how many messages no price is known, because the cost does not hold these.
void addUsage(QJsonObject &object, const std::optional<UsageSums> &sums);

[[nodiscard]] QJsonArray toJsonArray(const std::vector<UsageRow> &rows, UsageKey key);

// The rows for a key by its name; InvalidInput for another one.
[[nodiscard]] Result<QJsonArray> usageJson(Database &database, const QString &key);

} // namespace dogwatch
