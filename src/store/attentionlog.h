// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionitem.h"
#include "core/result.h"

#include <vector>

namespace dogwatch {

class Database;

// What needed a person since then, over by now or not, the newest first: what happened while they
// were away. What is over had lasted for no more than a week. Any connection.
[[nodiscard]] Result<std::vector<AttentionItem>> attentionSince(Database &database, qint64 sinceMs);

} // namespace dogwatch
