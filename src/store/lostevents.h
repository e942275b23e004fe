// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/gapnotes.h"

#include <span>

namespace dogwatch {

class Database;

// What the store knows of events that are lost.

// Takes notes over, each once: one that is there already only takes the lines that were added
// since. Returns the sum of all. Writer connection, inside the caller's immediate transaction.
[[nodiscard]] Result<LostEvents> recordLoss(Database &database, std::span<const GapNote> notes,
                                            qint64 nowMs);
// Any connection.
[[nodiscard]] Result<LostEvents> recordedLoss(Database &database);
// What lies in the spool folder. Blocking.
[[nodiscard]] Result<LostEvents> notedLoss(const DataFolder &folder);
// Both together, each event once. Blocking.
[[nodiscard]] Result<LostEvents> knownLoss(Database &database, const DataFolder &folder);

} // namespace dogwatch
