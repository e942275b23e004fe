// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changeset.h"
#include "core/result.h"

namespace dogwatch {

class Database;
class EventLog;
class Projector;

// Makes the projections anew from the log: the same tables, because they are a function of it. What
// there is of sessions whose log was removed in part because of its age stays as it is.
// Writer connection, inside the caller's immediate transaction; the old rows stay until it commits.
[[nodiscard]] Result<ChangeSet> rebuildProjections(Database &database, EventLog &log,
                                                   Projector &projector);

// Empties the search index, whatever state it is in; the writer fills it again in its idle time.
// The projections stay.
[[nodiscard]] Result<ChangeSet> rebuildSearch(Database &database, EventLog &log,
                                              Projector &projector);

} // namespace dogwatch
