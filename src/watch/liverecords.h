// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/evidence.h"

#include <QStringList>

namespace dogwatch {

// The folders in which Claude Code keeps a record of each running process, "PID.json", whether they
// exist or not. Any thread.
[[nodiscard]] QStringList liveRecordFolders();

// What the agent's own record says about that session in that process; nothing where there is none,
// or where it is of another session. Only a small regular file of ours is read. Blocking.
[[nodiscard]] std::optional<LiveRecord> liveRecordOf(const QStringList &folders, qint64 pid,
                                                     const QString &sessionId);

} // namespace dogwatch
