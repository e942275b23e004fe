// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <optional>

namespace dogwatch {

// Brings a window of another program to the front of this X11 display and waits until it is there:
// `window` or the top one that it is in, or, where that is 0 or gone, the only window of the
// process `pid` or of one that has started it. Blocking, up to two seconds; any thread.
//
// Unavailable: no X11 display, or no window manager that does such things. NotFound: there is no
// such window, or it can't be told which. Conflict: the window manager did not do it.
[[nodiscard]] Result<void> raiseWindow(quint32 window, std::optional<qint64> pid);

} // namespace dogwatch
