// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/streamrow.h"

namespace dogwatch {

// How streams end: their bytes stay for as long as forks read them, and then go bit by bit, so that
// a large one does not hold up the writer. Writer thread, inside a transaction.

enum class PathAfterEnd {
    Kept, // while forks read it, nobody else may have it
    Free,
};

// Deletes it, and whichever ancestors were held by it alone.
[[nodiscard]] Result<void> endStream(Database &database, const StreamRow &stream,
                                     PathAfterEnd path);

} // namespace dogwatch
