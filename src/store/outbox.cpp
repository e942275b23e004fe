// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/outbox.h"

#include "core/times.h"
#include "store/statement.h"

#include <QJsonObject>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kInsert[] = R"(
    INSERT INTO outbox (cause, target, state, attempts, not_before, created_at, error)
    VALUES (?, 'notification', 'pending', 0, ?, ?, '') ON CONFLICT (cause, target) DO NOTHING)";
constexpr char kWithdraw[] = R"(
    UPDATE outbox SET state = 'withdrawn', error = 'it was over'
    WHERE cause = ? AND state = 'pending')";
constexpr char kSendAgain[] = R"(
    UPDATE outbox SET state = 'pending', error = 'the program ended while it was sent'
    WHERE state = 'sending' AND target <> 'notification' AND id IN (
        SELECT outbox_id FROM outbox_parcel WHERE delivery = 'at_least_once'))";
constexpr char kRecover[] = R"(
    UPDATE outbox SET state = 'unknown', error = 'the program ended while it was sent'
    WHERE state = 'sending')";
constexpr char kRows[] = R"(
    SELECT id, cause, target, state, attempts, not_before, created_at, sent_at, error
    FROM outbox ORDER BY id DESC LIMIT ?)";
constexpr char kState[] = "SELECT state FROM outbox WHERE id = ?";
constexpr char kRetry[] = R"(
    UPDATE outbox SET state = 'pending', not_before = ?, error = ''
    WHERE id = ? AND state IN ('failed', 'unknown'))";
constexpr char kDiscard[] = R"(
    UPDATE outbox SET state = 'withdrawn', error = 'discarded'
    WHERE id = ? AND state IN ('pending', 'failed', 'unknown'))";

// Why a change of that row changed nothing.
Error refusalOf(Database &database, qint64 id, const QString &verb)
{
    Statement select(database, kState);
    const Result<bool> row = select.bind(id).next();
    if (!row)
        return row.error();
    if (!*row)
        return {ErrorCode::NotFound, u"there is no row %1 in the outbox"_s.arg(id)};
    return {ErrorCode::Conflict,
            u"row %1 is %2 and can't be %3"_s.arg(QString::number(id), select.text(0), verb)};
}

QJsonObject toJson(const OutboxRow &row)
{
    return {{u"id"_s, row.id},
            {u"cause"_s, row.cause},
            {u"target"_s, row.target},
            {u"state"_s, row.state},
            {u"attempts"_s, row.attempts},
            {u"not_before"_s, toRfc3339(row.notBeforeMs)},
            {u"created_at"_s, toRfc3339(row.createdAtMs)},
            {u"sent_at"_s, row.sentAtMs ? QJsonValue(toRfc3339(*row.sentAtMs)) : QJsonValue()},
            {u"error"_s, row.error.isEmpty() ? QJsonValue() : QJsonValue(row.error)}};
}

} // namespace

Result<void> queueNotices(Database &database, const Changes &changes, qint64 nowMs)
{
    for (const AttentionItem &item : changes.attention) {
        Statement change(database, item.resolvedAtMs ? kWithdraw : kInsert);
        change.bind(item.id);
        if (!item.resolvedAtMs)
            change.bind(nowMs + kNoticeDelayMs).bind(nowMs);
        if (Result<void> done = change.run(); !done)
            return done;
    }
    return {};
}

Result<ChangeSet> recoverOutbox(Database &database)
{
    for (const char *sql : {kSendAgain, kRecover}) {
        Statement recover(database, sql);
        if (Result<void> done = recover.run(); !done)
            return done.error();
    }
    return ChangeSet();
}

Result<std::vector<OutboxRow>> outboxRows(Database &database, int limit)
{
    std::vector<OutboxRow> rows;
    Statement select(database, kRows);
    select.bind(limit);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return rows;
        rows.push_back({select.integer(0), select.text(1), select.text(2), select.text(3),
                        select.integer(4), select.integer(5), select.integer(6),
                        select.optionalInteger(7), select.text(8)});
    }
}

QJsonArray toJsonArray(const std::vector<OutboxRow> &rows)
{
    QJsonArray array;
    for (const OutboxRow &row : rows)
        array.append(toJson(row));
    return array;
}

Result<ChangeSet> retryOutbox(Database &database, qint64 id, qint64 nowMs)
{
    Statement retry(database, kRetry);
    if (Result<void> done = retry.bind(nowMs).bind(id).run(); !done)
        return done.error();
    if (retry.changedRows() == 0)
        return refusalOf(database, id, u"sent again"_s);
    return ChangeSet();
}

Result<ChangeSet> discardOutbox(Database &database, qint64 id)
{
    Statement discard(database, kDiscard);
    if (Result<void> done = discard.bind(id).run(); !done)
        return done.error();
    if (discard.changedRows() == 0)
        return refusalOf(database, id, u"discarded"_s);
    return ChangeSet();
}

} // namespace dogwatch
