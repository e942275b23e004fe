// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/loadclient.h"
#include "core/result.h"

namespace dogwatch {

// What this machine could do at best, measured in the same run as what is compared with it.

// SQLite alone through its C interface: rows of the event table with its indexes and `bytes` of
// payload, in WAL with FULL, a savepoint each, `batch` to a commit. Events per second.
[[nodiscard]] Result<double> rawSqlitePerSecond(qsizetype bytes, int batch, qint64 total);

// The HTTP server without anything behind it, in a thread of this process. Runs `load` against it.
[[nodiscard]] Result<LoadResult> bareServer(LoadOptions load);

} // namespace dogwatch
