// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/settings.h"
#include "store/rowfinding.h"

namespace dogwatch {

class Database;

// Limits that a person has set, of what was used by now: one finding at four fifths of a limit, and
// another one where it is reached. Of a day and of five hours it stands at the session that used
// something last. Costs are at list prices; days are those of the local time. Any connection.
[[nodiscard]] Result<std::vector<RowFinding>> spendingFindings(Database &database,
                                                               const LiveSessions &live,
                                                               const SpendingLimits &limits,
                                                               qint64 nowMs);

// Whether the same was said before, at whatever session. Any connection.
[[nodiscard]] Result<bool> isSpendingKnown(Database &database, const RowFinding &finding,
                                           qint64 nowMs);

} // namespace dogwatch
