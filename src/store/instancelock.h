// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

namespace dogwatch {

// One process at a time holds a data folder: the app, or a command that writes without it. A lock
// of the kernel's (flock), so that a kill releases it and a reused pid can't keep it. Thread: any
// one.
class InstanceLock
{
public:
    InstanceLock() = default;
    ~InstanceLock();
    InstanceLock(const InstanceLock &) = delete;
    InstanceLock &operator=(const InstanceLock &) = delete;

    // Busy: somebody else has it. The folder must exist.
    [[nodiscard]] Result<void> acquire(const QString &path);
    [[nodiscard]] bool isHeld() const { return m_file >= 0; }

private:
    int m_file = -1;
};

} // namespace dogwatch
