// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/rowfinding.h"

#include <optional>

namespace dogwatch {

class Database;

// Whether the API turns the main agent of a session away, by the tail of its transcript: retries
// and nothing after them. No hook tells of those. Any connection.
[[nodiscard]] Result<std::optional<RowFinding>> overloadOf(Database &database,
                                                           const Session &session, qint64 nowMs);

} // namespace dogwatch
