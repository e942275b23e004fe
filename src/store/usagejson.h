// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/usagemodel.h"
#include "store/usageprompts.h"

#include <QJsonArray>
#include <QJsonObject>

namespace dogwatch {

// Usage as the contract writes it; see readmodeljson.h. Pure; any thread.

// The five figures, all null where there are none; and beside them how the cache writes divide and
// for how many messages no price is known, because the cost does not hold these.
void addUsage(QJsonObject &object, const std::optional<UsageSums> &sums);

[[nodiscard]] QJsonArray toJsonArray(const std::vector<UsageRow> &rows, UsageKey key);

// {"prompt", "at", the sums}: null where it came before the first prompt.
[[nodiscard]] QJsonObject toJson(const PromptUsage &prompt);
// The same with "session" and "project".
[[nodiscard]] QJsonArray toJsonArray(const std::vector<SessionPrompt> &prompts);

// The rows for a key by its name; InvalidInput for another one.
// "prompt": the costliest `most`.
[[nodiscard]] Result<QJsonArray> usageJson(Database &database, const QString &key, int most);

} // namespace dogwatch
