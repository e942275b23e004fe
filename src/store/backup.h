// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

namespace dogwatch {

class Database;

// Writes a consistent copy of the store as `folder`/dogwatch-<UTC>-<label>.db: through SQLite only,
// because opening its files by other means would cancel its locks. Checked, synced and renamed, so
// that a file of that name is a whole backup. Returns its path.
[[nodiscard]] Result<QString> backUpTo(Database &database, const QString &folder,
                                       const QString &label);

// The same under a name of the caller's own.
[[nodiscard]] Result<QString> backUpAs(Database &database, const QString &path);

} // namespace dogwatch
