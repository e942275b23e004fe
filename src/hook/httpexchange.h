// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/hostclock.h"

#include <string_view>

namespace dogwatch::hook {

struct Answer
{
    // The HTTP status; 0 if no answer came in time.
    int status = 0;
    // Did the application take all of the request before it answered?
    bool requestWasTaken = false;
};

// Sends a request (the header with its empty line, then the body) over a connected socket and waits
// for the status line of the answer; nothing after that line is read. Never waits past `deadline`.
[[nodiscard]] Answer exchange(int socket, std::string_view header, std::string_view body,
                              const Deadline &deadline);

} // namespace dogwatch::hook
