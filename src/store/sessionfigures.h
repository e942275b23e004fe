// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/sessionkey.h"
#include "store/usagemodel.h"

#include <QJsonObject>

#include <optional>

namespace dogwatch {

class Database;

// What transcripts tell of a session beside its usage. Nothing: not told.
struct SessionFigures
{
    // What the main agent's last answer had before it, or what a compaction since then has left.
    std::optional<qint64> contextTokens;
    // What the agent itself says that the session cost: a check on our own sum, never added to
    // anything. Trillionths of a US dollar.
    std::optional<qint64> reportedCost;
};
[[nodiscard]] Result<SessionFigures> sessionFigures(Database &database, SessionRef session);

// Adds context_tokens, reported_cost_usd, and by how much that is more than our own sum:
// reported_cost_difference_usd, null where one of them is not known.
void addFigures(QJsonObject &object, const SessionFigures &figures,
                const std::optional<UsageSums> &usage);

} // namespace dogwatch
