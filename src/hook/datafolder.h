// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/textbuilder.h"

namespace dogwatch::hook {

// Where everything of one Dogwatch stands: `--data-dir`, else $DOGWATCH_DATA_DIR, else
// $XDG_DATA_HOME/dogwatch, else $HOME/.local/share/dogwatch. An empty variable counts as none. The
// path is absolute and has no "." or ".." or double slash, as the application has it: it decides by
// the length of the path where the socket stands.
// False if there is no such place, for want of a HOME or because the path is too long.
[[nodiscard]] bool findDataFolder(const char *fromCommandLine, TextBuilder &path);

// The application's socket: "dogwatch.sock" in the folder, or, where that is not there or its path
// does not fit a socket's address, the one that "socket" in endpoint.json names. False if there is
// neither; then `path` holds where it would be.
[[nodiscard]] bool findSocket(std::string_view dataFolder, TextBuilder &path);

} // namespace dogwatch::hook
