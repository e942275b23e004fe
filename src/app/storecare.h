// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "core/result.h"

#include <QString>

namespace dogwatch {

// What a person may do about a store that can't be used, and only when asked to. The store must not
// be open. Blocking.

// Moves dogwatch.db with its -wal and -shm, which only make sense together, into a folder of their
// own beside it: nothing is deleted. Returns that folder.
[[nodiscard]] Result<QString> setStoreAside(const DataFolder &folder);

// The newest backup, or an empty text where there is none.
[[nodiscard]] QString newestBackup(const DataFolder &folder);
// Sets the store aside and puts a copy of the newest backup in its place.
[[nodiscard]] Result<QString> restoreNewestBackup(const DataFolder &folder);

} // namespace dogwatch
