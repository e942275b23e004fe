// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/streampage.h"

namespace dogwatch {

class Database;

// A connection that writes sees what it has not committed yet, so this is for readers: what is
// shown was on the disk before. A page holds about 1 MiB, or one append where that is larger.
// Reader connection.
[[nodiscard]] Result<StreamPage> readStream(Database &database, const StreamQuery &query,
                                            qint64 nowMs);

} // namespace dogwatch
