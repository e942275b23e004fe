// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/transcriptslice.h"

#include <functional>
#include <vector>

namespace dogwatch {

class BatchCommitter;
class Clock;
class Writer;

// How slices come into the store: all of them in one transaction. Which were taken, in their order;
// see TranscriptLog. Blocks until it is done; each has one caller at a time.
using SliceCommit =
    std::function<Result<std::vector<bool>>(std::shared_ptr<const std::vector<TranscriptSlice>>)>;

// Through the writer's thread. Not to be called there. Writer and clock outlive it; an error
// Cancelled where the writer goes before it has answered.
[[nodiscard]] SliceCommit commitThrough(Writer &writer, const Clock &clock);
// In the caller's thread, by the one that owns the store.
[[nodiscard]] SliceCommit commitThrough(BatchCommitter &committer, const Clock &clock);

} // namespace dogwatch
