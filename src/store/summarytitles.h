// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/transcript.h"
#include "core/result.h"
#include "core/sessionkey.h"

#include <optional>

namespace dogwatch {

class Database;

// How good the title is that a session has of its transcripts. Nothing: none of them was read yet.
[[nodiscard]] Result<std::optional<TitleRank>> titleRankOf(Database &database, SessionRef session);

// Titles as old versions of Claude Code wrote them: in any file, for the session that holds the
// line they name, which may be read before or after. Writer connection, in the caller's
// transaction.

[[nodiscard]] Result<void> keepSummaryTitle(Database &database, const SummaryTitle &title);
// There are any at all: most stores have none, and need not look further.
[[nodiscard]] Result<bool> hasSummaryTitles(Database &database);
// Nothing: the line has not been read, or is no entry.
[[nodiscard]] Result<std::optional<SessionRef>> sessionOfLine(Database &database,
                                                              const QByteArray &uuid);
[[nodiscard]] Result<bool> namesLine(Database &database, const QByteArray &uuid);
// Of several the one that names the latest line.
[[nodiscard]] Result<QString> summaryTitleOf(Database &database, SessionRef session);

} // namespace dogwatch
