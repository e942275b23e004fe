// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changeset.h"
#include "core/evidence.h"
#include "core/result.h"

#include <span>
#include <vector>

namespace dogwatch {

class Database;
class EventLog;
class Projector;

// A session that may be running, with what the watchdog needs to look for evidence about it. Of its
// calls, those that by now last longer than they may.
struct WatchedSession
{
    SessionEvidence evidence; // key, process and calls
    qint64 lastEventMs = 0;
};

// The sessions to look at. Any connection.
[[nodiscard]] Result<std::vector<WatchedSession>> watchList(Database &database, qint64 nowMs);

// Judges evidence by what the store says now, and writes what follows into the log and the tables.
// Writer connection, inside the caller's immediate transaction.
[[nodiscard]] Result<ChangeSet> recordFindings(Database &database, EventLog &log,
                                               Projector &projector,
                                               std::span<const SessionEvidence> evidence,
                                               qint64 nowMs);

} // namespace dogwatch
