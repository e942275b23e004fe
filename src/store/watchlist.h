// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changeset.h"
#include "core/evidence.h"
#include "core/result.h"
#include "core/session.h"
#include "core/settings.h"
#include "store/rowfinding.h"

#include <vector>

namespace dogwatch {

class Database;
class EventLog;
class Projector;

// A session that may be running, with what the watchdog needs to look for evidence about it.
struct WatchedSession
{
    Session session;
    // Key and process; of its calls those that by now last longer than they may, of its subagents
    // those that were never heard at work.
    SessionEvidence evidence;
};

struct WatchList
{
    std::vector<WatchedSession> sessions;
    std::vector<RowFinding> findings; // what rows show by themselves
};

// What to look at. Any connection.
[[nodiscard]] Result<WatchList> watchList(Database &database, const SpendingLimits &limits,
                                          qint64 nowMs);

// What a look has brought.
struct Found
{
    std::vector<SessionEvidence> evidence;
    std::vector<RowFinding> rows;

    [[nodiscard]] bool empty() const { return evidence.empty() && rows.empty(); }
    // Takes so many out.
    [[nodiscard]] Found take(std::size_t most);
};

// Judges evidence by what the store says now, and writes what follows into the log and the tables.
// Writer connection, inside the caller's immediate transaction.
[[nodiscard]] Result<ChangeSet> recordFindings(Database &database, EventLog &log,
                                               Projector &projector, const Found &found,
                                               qint64 nowMs);

} // namespace dogwatch
