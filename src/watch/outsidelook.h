// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/watchlist.h"

#include <vector>

namespace dogwatch {

// Looks at processes, at the agents' own records and at the transcripts of subagents that were
// never heard, and returns what is worth a word: of most sessions there is nothing to say, and
// those cost the writer nothing. `awakeSinceMs` as in SessionEvidence. Blocking: for a thread of a
// pool.
[[nodiscard]] std::vector<SessionEvidence> lookOutside(std::vector<WatchedSession> sessions,
                                                       qint64 nowMs, qint64 awakeSinceMs);

} // namespace dogwatch
