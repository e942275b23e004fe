// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/streampage.h"

namespace dogwatch {

class Database;

// The path below the root of all streams under which the monitor's own log is read.
inline constexpr char kMonitorStream[] = "monitor/events";

// The log of events as a stream of JSON messages, each as `dogwatchctl events --payload` shows it;
// a position is the number of the last event before it. From the start means from the first event
// that is kept; a position before that is trimmed. Reader connection.
[[nodiscard]] Result<StreamPage> readMonitorStream(Database &database, const StreamQuery &query);

} // namespace dogwatch
