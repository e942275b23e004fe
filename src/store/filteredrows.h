// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/filter.h"
#include "store/readmodel.h"

namespace dogwatch {

// Sessions, events and calls that a filter takes in, in the same order as without one. As in
// readmodel.h, each is one short read on the given connection, in its thread, and an error is never
// an empty answer. An empty filter takes in all.

[[nodiscard]] Result<std::vector<Session>>
filteredSessions(Database &database, const SessionQuery &query, const Filter &filter);
// Without regard to EventQuery::newestFirst and agentId: in the order of their commit.
[[nodiscard]] Result<std::vector<EventRow>>
filteredEvents(Database &database, const EventQuery &query, const Filter &filter);
[[nodiscard]] Result<std::vector<ToolCall>> filteredCalls(Database &database,
                                                          std::optional<SessionRef> session,
                                                          int limit, const Filter &filter);

// The filter that a text means, at this moment. InvalidInput with a sentence for a person.
[[nodiscard]] Result<Filter> filterFrom(const QString &text, FilterScope scope);

// The sessions that the terms of a filter take in which ask nothing but the session.
struct FilteredRefs
{
    std::vector<SessionRef> refs; // in order
    qint64 events = 0; // that they have
};
[[nodiscard]] Result<FilteredRefs> filteredRefs(Database &database, const Filter &filter);

} // namespace dogwatch
