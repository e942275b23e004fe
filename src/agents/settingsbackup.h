// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/settingsfile.h"
#include "core/result.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace dogwatch {

// Copies of a settings file, called <path>.dogwatch-backup-<UTC time>. Blocking; any thread.

inline constexpr int kBackupsKept = 5;

// Beside the path that the person knows, not beside the file behind a link: that folder may be a
// repository that publishes what is put into it.
// Gives back the full path of the copy.
Result<QString> writeSettingsBackup(const SettingsSnapshot &before, const QDateTime &now);
// `fresh` stays even where a clock that was set back makes it look old.
void dropOldSettingsBackups(const QString &path, const QString &fresh);
// Full paths, newest first.
[[nodiscard]] QStringList settingsBackups(const QString &path);

} // namespace dogwatch
