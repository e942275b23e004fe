// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionitem.h"
#include "core/result.h"

#include <span>
#include <vector>

namespace dogwatch {

class Database;

// What needed a person since then, over by now or not, the newest first: what happened while they
// were away. What is over had lasted for no more than a week. Any connection.
[[nodiscard]] Result<std::vector<AttentionItem>> attentionSince(Database &database, qint64 sinceMs);

// How long agents have waited for a person's answer between those times: of each session the time
// in which it asked anything, however much at once. Unix ms and ms. Pure.
[[nodiscard]] qint64 waitedOnPerson(std::span<const AttentionItem> items, qint64 fromMs,
                                    qint64 toMs);

} // namespace dogwatch
