// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sessionstatus.h"

#include <QIcon>

#include <optional>

namespace dogwatch {

// What the tray shows: the shape of the worst status and how many wait for a person. On a plate of
// its own, because nobody tells a program whether the panel is light or dark. Nothing but the plate
// and a ring where no session runs.

// `side` in device pixels; any thread.
[[nodiscard]] QImage trayImage(std::optional<SessionStatus> worst, int waiting, int side);
// In the sizes that panels use. GUI thread.
[[nodiscard]] QIcon trayIcon(std::optional<SessionStatus> worst, int waiting);

} // namespace dogwatch
