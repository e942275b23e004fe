// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace dogwatch {

// To which repository a folder belongs.
struct Workspace
{
    QString project; // name of the repository's main worktree folder, else of the folder itself
    QString branch; // empty: none, or detached

    friend bool operator==(const Workspace &, const Workspace &) = default;
};

// Looks for .git upwards from the folder. Reads a few small files and runs no program: a repository
// can name programs to be run by git. Blocking, because a folder may lie on a dead mount: pool
// thread.
[[nodiscard]] Workspace findWorkspace(const QString &folder);

} // namespace dogwatch
