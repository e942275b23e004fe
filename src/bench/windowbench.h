// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QtGlobal>

namespace dogwatch {

// What the window costs while many sessions live. Milliseconds are of the GUI thread's CPU time.
struct WindowFigures
{
    double eventsPerSecond = 0;
    double meanMsPerTick = 0;
    double p99MsPerTick = 0;
    double lagP50Ms = 0; // from an input-like message to its answer
    double lagMaxMs = 0;
    double cores = 0; // of the whole process, store and drawing in software included
    double rssAnonMb = 0;
    double idleCores = 0; // after the load, the window still open
};

// Runs a Dogwatch with its window on a virtual display of its own (Xvfb), with 100 live sessions
// and 2,000 events a second for `seconds`. Blocking. Unavailable: no Xvfb, or no answer.
[[nodiscard]] Result<WindowFigures> measureWindow(int seconds);

} // namespace dogwatch
