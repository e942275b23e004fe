// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/transcriptslice.h"

namespace dogwatch {

class Database;

// Notes how far a slice has brought the reading of its file, in the transaction that takes in the
// rest of it. Writer connection.
[[nodiscard]] Result<void> setTranscriptPosition(Database &database, const TranscriptSlice &slice,
                                                 qint64 nowMs);
// The same for the pass over the texts. The number by which entries name the file.
[[nodiscard]] Result<qint64> setTextPosition(Database &database, const TranscriptSlice &slice,
                                             qint64 nowMs);

} // namespace dogwatch
