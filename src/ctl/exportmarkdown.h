// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/session.h"

namespace dogwatch {

class Database;
class ExportTarget;

// One session for a person to read: prompts, answers, tool calls with what they gave back, from its
// transcript where that was read, else from its events. Whatever stands in the texts, it is shown
// and never becomes markup.
[[nodiscard]] Result<void> exportMarkdown(Database &database, const Session &session,
                                          ExportTarget &target);

} // namespace dogwatch
