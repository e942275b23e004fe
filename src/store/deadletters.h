// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changeset.h"
#include "core/result.h"
#include "core/storagepolicy.h"

#include <optional>

namespace dogwatch {

class Database;
class EventLog;
class Projector;
struct DeadLetter;

// What a person may do with an event that could not be processed. Writer connection, inside the
// caller's immediate transaction. NotFound where there is no such letter.

// Tries again, as the event it was: in the log and folded in, and the letter is gone. InvalidInput
// where it still can't be one; the letter stays.
[[nodiscard]] Result<ChangeSet> retryDeadLetter(Database &database, EventLog &log,
                                                Projector &projector, qint64 id,
                                                const StoragePolicy &policy);
[[nodiscard]] Result<ChangeSet> discardDeadLetter(Database &database, qint64 id);

// Whole. Any connection.
[[nodiscard]] Result<DeadLetter> deadLetterById(Database &database, qint64 id);

} // namespace dogwatch
