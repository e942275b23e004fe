// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

#include <functional>

namespace dogwatch {

class Database;

// Writes a consistent copy of the store as `folder`/dogwatch-<UTC>-<label>.db: through SQLite only,
// because opening its files by other means would cancel its locks. Checked, synced and renamed, so
// that a file of that name is a whole backup. Returns its path.
[[nodiscard]] Result<QString> backUpTo(Database &database, const QString &folder,
                                       const QString &label);

// The same under a name of the caller's own.
[[nodiscard]] Result<QString> backUpAs(Database &database, const QString &path);

// Hears how much is copied, in per cent; false breaks it off (Cancelled).
using BackupProgress = std::function<bool(int percent)>;

// The same as backUpTo(), page by page as the store lies on the disk: many times faster for a large
// one, as large as it is, and it tells how far it is. Only while nobody can write to the store.
[[nodiscard]] Result<QString> copyStoreTo(Database &database, const QString &folder,
                                          const QString &label, const BackupProgress &progress);

} // namespace dogwatch
