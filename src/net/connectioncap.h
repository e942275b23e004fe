// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"

namespace dogwatch {

// How many connections may be open: together, and for each way in, so that a crowd on TCP can't
// keep our own hook client out of the local socket, nor the other way round. Thread: any.
struct ConnectionCap
{
    static constexpr int kMost = 1024;

    int total = kMost;

    // min(1,024, open-file limit - 128), after raising the soft limit.
    [[nodiscard]] static ConnectionCap fromSystem();

    [[nodiscard]] int share(Transport transport) const;
    [[nodiscard]] bool hasRoom(Transport transport, int ofTransport, int open) const;
};

// Whether a descriptor with this number says that the process is about to run out of them.
[[nodiscard]] bool isNearFileLimit(qintptr descriptor);

} // namespace dogwatch
