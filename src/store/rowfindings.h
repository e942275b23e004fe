// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changes.h"
#include "core/findings.h"
#include "core/settings.h"
#include "store/rowfinding.h"

namespace dogwatch {

class Database;

// All that rows show by themselves: what is new, and which open items nothing shows any more. Any
// connection.
[[nodiscard]] Result<std::vector<RowFinding>> rowFindings(Database &database,
                                                          const LiveSessions &live,
                                                          const SpendingLimits &limits,
                                                          qint64 nowMs);

// What of it is to be said, given what the store says now; nothing where it is known, or true no
// longer. Writer connection, inside the transaction that writes it.
[[nodiscard]] Result<std::optional<Finding>>
confirmed(Database &database, const SessionState &state, const RowFinding &finding, qint64 nowMs);

} // namespace dogwatch
