// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/evidence.h"

#include <QString>

namespace dogwatch {

// Where Copilot CLI keeps a folder for each session, whether it exists or not: below $COPILOT_HOME,
// else ~/.copilot. Any thread.
[[nodiscard]] QString copilotSessionFolder();

// What the locks of a session say. Copilot CLI writes "inuse.PID.lock" into the session's folder
// when it begins to work in it, and takes it away when it ends by itself; a kill leaves it (seen
// with 1.0.102). Nothing is opened: the names tell. Blocking.
[[nodiscard]] LockSign lockOf(const QString &sessionFolder, const QString &sessionId);

} // namespace dogwatch
