// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <functional>
#include <optional>

namespace dogwatch {

// Reads and replaces a settings file that belongs to a person and that others may be writing too.
// Blocking, stateless, usable in any thread but the GUI's. Linux and other POSIX systems.

// A settings file as it was read.
struct SettingsSnapshot
{
    QString path;
    QString target; // the file behind symbolic links; equal to `path` without one
    bool exists = false;
    QByteArray bytes;
    quint32 mode = 0; // permission bits
    quint32 owner = 0;
    quint32 group = 0;
};

// What is made when it is not there yet. The defaults are those of a person's own settings.
struct SettingsCreation
{
    quint32 fileMode = 0600; // before the umask
    quint32 folderMode = 0700;
};

// Missing is a snapshot that does not exist; fails with Permission, Conflict (no regular file,
// links in a circle), StorageFull (I/O).
Result<SettingsSnapshot> readSettings(const QString &path);

// Changing the file would be refused: read-only by its mode, or no right to it or its folder.
[[nodiscard]] bool isReadOnly(const SettingsSnapshot &snapshot);

struct SettingsChange
{
    bool remove = false; // else replace by `bytes`
    QByteArray bytes;
    bool isSecret = false; // nobody but the owner may read `bytes`
};

struct SettingsOutcome
{
    SettingsSnapshot before;
    std::optional<SettingsChange> change; // none: nothing was to be done, nothing was touched
    QString backup;
};

// Computes a change from the file as it stands (none: leave it) and carries it out: a backup beside
// it unless there is nothing to keep, a temporary file in the same folder, fsync, rename, fsync of
// the folder. Mode and owner stay; of a symbolic link the file behind it is replaced.
//
// Just before the rename the file is read again. When somebody has changed it meanwhile, the change
// is computed anew, once; after that it fails with Busy. On any failure the file is as it was.
// The backup is settingsbackup.h's; the newest kBackupsKept stay.
using SettingsEdit = std::function<Result<std::optional<SettingsChange>>(const SettingsSnapshot &)>;
Result<SettingsOutcome> editSettings(const QString &path, const SettingsEdit &edit,
                                     const SettingsCreation &creation, const QDateTime &now);

} // namespace dogwatch
