// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

namespace dogwatch {

// Where everything of one Dogwatch stands, and the names of the files in it (CONTRACT.md, "Files in
// the data folder"). A plain value. Thread: any.
class DataFolder
{
public:
    // `--data-dir`, else $DOGWATCH_DATA_DIR, else the platform's data folder + "/dogwatch".
    [[nodiscard]] static DataFolder locate(const QString &fromCommandLine);

    explicit DataFolder(const QString &path);

    // Makes the folder and its sub-folders 0700, and verifies owner, mode and that it is no link
    // and on no network file system (WAL does not work there).
    [[nodiscard]] Result<void> prepare() const;

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QString database() const;
    [[nodiscard]] QString endpoint() const;
    [[nodiscard]] QString token() const;
    [[nodiscard]] QString lock() const;
    [[nodiscard]] QString spool() const;
    [[nodiscard]] QString rejected() const;
    [[nodiscard]] QString backups() const;
    [[nodiscard]] QString vault() const;
    [[nodiscard]] QString settings() const;
    // In the folder, or, where that path is too long for a socket, in $XDG_RUNTIME_DIR.
    [[nodiscard]] QString socket() const;
    [[nodiscard]] bool socketIsElsewhere() const;
    [[nodiscard]] bool isDefault() const;

private:
    QString m_path;
};

} // namespace dogwatch
