// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/readmodel.h"
#include "store/usagemodel.h"

#include <QJsonArray>
#include <QJsonObject>

namespace dogwatch {

// The read model as the contract writes it: snake_case, times in RFC 3339 UTC with milliseconds,
// null for what is not known. The HTTP API and the command line give the same. Pure; any thread.

// Its usage is what the figures of the session are, and null where no transcript of it was read.
[[nodiscard]] QJsonObject toJson(const Session &session, const UsageBySession &usage);
// One session with its agents as a tree in "agent_tree"; `agents` begins with the main one.
[[nodiscard]] QJsonObject toJson(const Session &session, const UsageBySession &usage,
                                 const std::vector<Agent> &agents);
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
                                     const UsageBySession &usage);

} // namespace dogwatch
