// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/readmodel.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace dogwatch {

// The events and tool calls of one session, page by page. As in readmodel.h, each is one short read
// on the given connection, in its thread, and an error is never an empty answer.

// Where a row stands in a log. Calls that one event brought have the same seq and differ in their
// id; the id of an event's row is empty.
struct LogKey
{
    qint64 seq = 0;
    QString id;

    friend bool operator==(const LogKey &, const LogKey &) = default;
    friend bool operator<(const LogKey &a, const LogKey &b)
    {
        return a.seq != b.seq ? a.seq < b.seq : a.id < b.id;
    }
};

struct LogFilter
{
    SessionRef session{};
    std::optional<QString> agentId; // empty: the main agent; nothing: all
    QString text; // contained in any of the columns shown, letters of either case
    bool failedOnly = false; // calls only
};

struct LogPage
{
    LogKey after; // exclusive
    std::optional<LogKey> before; // exclusive
    bool newestFirst = false;
    int limit = 500;
};

[[nodiscard]] Result<std::vector<EventRow>> eventPage(Database &database, const LogFilter &filter,
                                                      const LogPage &page);
[[nodiscard]] Result<std::vector<ToolCall>> callPage(Database &database, const LogFilter &filter,
                                                     const LogPage &page);
// Those that an event after `afterSeq` names, and those with the given ids, whatever their state;
// in order of their first event.
[[nodiscard]] Result<std::vector<ToolCall>> callsTouched(Database &database, SessionRef session,
                                                         qint64 afterSeq, const QStringList &ids);

// Every statement used above, for the test that none of them scans a table.
[[nodiscard]] QList<const char *> sessionLogStatements();

} // namespace dogwatch
