// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changes.h"
#include "core/changeset.h"
#include "core/result.h"

#include <QJsonArray>

#include <optional>
#include <vector>

namespace dogwatch {

class Database;

// What leaves the machine or reaches a person, one row for each cause and target, so that no cause
// leaves twice. Pending → sending, committed before it leaves → done or failed. A row that was
// sending when the program ended is unknown: whether it left can't be told, so it never leaves
// again unless a person says so; only a parcel that may repeat (see parcels.h) is pending again.
// Withdrawn: its cause was over first, or nobody wants to hear it.
//
// Times are unix ms. What writes runs on the writer's connection, in the caller's transaction.
struct OutboxRow
{
    qint64 id = 0;
    QString cause; // an attention item's id, or a parcel's cause
    QString target;
    QString state;
    qint64 attempts = 0;
    qint64 notBeforeMs = 0;
    qint64 createdAtMs = 0;
    std::optional<qint64> sentAtMs;
    QString error;
};

inline constexpr QLatin1StringView kNotificationTarget("notification");

// A question that is answered at once is worth no word.
inline constexpr qint64 kNoticeDelayMs = 1500;

// Whatever an entry raised gets its row, and what it resolved is withdrawn. To be called where an
// entry enters the log, in the transaction that stores it, and never by a rebuild: what the log
// tells again was told.
[[nodiscard]] Result<void> queueNotices(Database &database, const Changes &changes, qint64 nowMs);

// At the start, before anything is sent: of what was sending.
[[nodiscard]] Result<ChangeSet> recoverOutbox(Database &database);

// Newest first. Any connection.
[[nodiscard]] Result<std::vector<OutboxRow>> outboxRows(Database &database, int limit);
[[nodiscard]] QJsonArray toJsonArray(const std::vector<OutboxRow> &rows);

// What a person may do with a row. NotFound: there is none; Conflict: it is not in a state for it.
// Sends what failed or is unknown once more, whatever that may repeat.
[[nodiscard]] Result<ChangeSet> retryOutbox(Database &database, qint64 id, qint64 nowMs);
// Never sends it. The row stays, so that its cause can't queue another.
[[nodiscard]] Result<ChangeSet> discardOutbox(Database &database, qint64 id);

} // namespace dogwatch
