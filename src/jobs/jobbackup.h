// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/jobround.h"

namespace dogwatch {

class Database;

// A backup of the store into `folder`, under a name that tells its occurrence: one that is there
// already is this one, made before the program ended. Older ones of the same job go, but for as
// many as it keeps. Its path. On a reader's connection, in its thread; blocking.
[[nodiscard]] Result<QString> backUpFor(Database &database, const ClaimedOccurrence &occurrence,
                                        const QString &folder);

} // namespace dogwatch
