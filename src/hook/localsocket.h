// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/filedescriptor.h"

namespace dogwatch::hook {

enum class Reach {
    Connected,
    Missing,
    NotASocket,
    // The socket file, or the process that listens on it, belongs to another user: whoever that is
    // must not get the payload.
    Foreign,
    // Nobody listens any more.
    Refused,
    // Listens, but does not accept: hung, or overrun.
    Busy,
    Failed,
};

struct Connection
{
    Reach reach = Reach::Failed;
    FileDescriptor socket;
};

// Connects to the application, within `connectMs`, and makes sure that it runs as our user.
[[nodiscard]] Connection connectToApplication(const char *path, int connectMs);

} // namespace dogwatch::hook
