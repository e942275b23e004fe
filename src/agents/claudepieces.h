// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/claudeline.h"
#include "agents/transcript.h"

namespace dogwatch {

// What a person may want to read of one line of a Claude Code transcript; nothing for many. The
// line was read with its texts. The session and the place in the file are left for the caller. A
// line without a name of its own must be given one in `uuid`. Pure.
[[nodiscard]] std::vector<TranscriptPiece> piecesOf(const ClaudeLine &line, const QByteArray &uuid,
                                                    qint64 atMs);

} // namespace dogwatch
