// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/transcript.h"
#include "core/result.h"
#include "watch/transcriptfile.h"

#include <functional>
#include <optional>

namespace dogwatch {

// How a file beside a transcript is opened: under the same rules as the transcript itself.
using OpenBeside = std::function<Result<TranscriptFile>(const QString &path)>;

// What the files beside a subagent's transcript say of it: its own agent-ID.meta.json, and for one
// of a workflow the journal and the summary of that. Nothing for every other transcript; what is
// missing or makes no sense is left out. The session is left for the caller. Blocking: for a pool.
[[nodiscard]] std::optional<AgentFacts> agentFactsBeside(const QString &transcriptPath,
                                                         const OpenBeside &open);

} // namespace dogwatch
