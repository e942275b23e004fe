// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/readmodel.h"
#include "store/sessionruns.h"
#include "store/usagemodel.h"

#include <QJsonArray>
#include <QJsonObject>

namespace dogwatch {

// The read model as the contract writes it: snake_case, times in RFC 3339 UTC with milliseconds,
// null for what is not known. The HTTP API and the command line give the same. Pure; any thread.

// Its usage is what the figures of the session are, and null where no transcript of it was read.
[[nodiscard]] QJsonObject toJson(const Session &session, const UsageBySession &usage,
                                 const Starters &starters);
[[nodiscard]] QJsonObject toJson(const Agent &agent);
[[nodiscard]] QJsonObject toJson(const ToolCall &call, const QString &sessionId);
[[nodiscard]] QJsonObject toJson(const AttentionItem &item, const QString &sessionId);
[[nodiscard]] QJsonObject toJson(const EventRow &event);
[[nodiscard]] QJsonObject toJson(const DeadLetter &letter);
[[nodiscard]] QJsonObject toJson(const StoreCounts &counts);

template<class Row>
[[nodiscard]] QJsonArray toJsonArray(const std::vector<Row> &rows)
{
    QJsonArray array;
    for (const Row &row : rows)
        array.append(toJson(row));
    return array;
}
[[nodiscard]] QJsonArray toJsonArray(const std::vector<Session> &sessions,
                                     const UsageBySession &usage, const Starters &starters);

// All of one session: its agents, which begin with the main one, as a tree in "agent_tree", what
// transcripts tell of it, its "runs". A read on the given connection, in its thread.
[[nodiscard]] Result<QJsonObject> sessionJson(Database &database, const Session &session,
                                              const std::vector<Agent> &agents);

} // namespace dogwatch
