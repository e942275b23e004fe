// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

struct stat;

namespace dogwatch {

// What lies in the spool may have been put there by anybody with our uid, so each file is looked at
// before it is opened: regular, ours, one link, not too large. Blocking; pool thread.

// InvalidInput: not a file that belongs there.
[[nodiscard]] Result<void> checkSpoolFile(const struct stat &info);
// InvalidInput as above; another error: it can't be read now.
[[nodiscard]] Result<QByteArray> readSpoolFile(const QString &path);

// Renames without ever taking the place of another file: Conflict where there is one.
[[nodiscard]] Result<void> renameNew(const QString &from, const QString &to);
// So that what was renamed stays so after a power cut.
[[nodiscard]] Result<void> syncFolder(const QString &path);

} // namespace dogwatch
