// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/redaction.h"
#include "core/result.h"

namespace dogwatch {

class Database;

// How many secrets were kept out of the store, by rule. Counted in the transaction that stores what
// is left of them, so that each counts once. Writer connection; any connection reads.
[[nodiscard]] Result<void> countRedactions(Database &database, const RedactionTally &tally);
[[nodiscard]] Result<RedactionTally> redactionCounts(Database &database);

} // namespace dogwatch
