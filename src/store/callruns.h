// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/rowfinding.h"

namespace dogwatch {

class Database;

// What the latest calls of agents at work show: the same one again and again with the same input
// (Loop), one failing after the other (Errors), the same file written by two of them (Collision).
//
// A look at the last few thousand calls. Any connection.
[[nodiscard]] Result<std::vector<RowFinding>> callFindings(Database &database,
                                                           const LiveSessions &live, qint64 nowMs);

// Whether nothing that was stored since speaks against it. Any connection.
[[nodiscard]] Result<bool> callsStillShow(Database &database, const RowFinding &finding);

} // namespace dogwatch
