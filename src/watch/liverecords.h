// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/evidence.h"

#include <QStringList>

namespace dogwatch {

// The folders in which Claude Code keeps a record of each running process, "PID.json", whether they
// exist or not. Any thread.
[[nodiscard]] QStringList liveRecordFolders();

// What the agent itself says about what that process does; nothing where there is no record. Only a
// small regular file of ours is read. Blocking.
[[nodiscard]] std::optional<LiveRecord> liveRecordOf(const QStringList &folders,
                                                     const ProcessIdentity &process);

} // namespace dogwatch
