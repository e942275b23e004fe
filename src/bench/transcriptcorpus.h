// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

namespace dogwatch {

// Writes transcripts as Claude Code does, below FOLDER/projects: so many megabytes of sessions that
// differ in every message, with subagents, tool results of all sizes, and lines that tell nothing
// of usage. The same megabytes are always the same bytes. Returns the number of files.
[[nodiscard]] Result<int> writeTranscripts(const QString &folder, int megabytes);

} // namespace dogwatch
