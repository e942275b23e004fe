// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/attentionmarks.h"

#include "store/statement.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kItem[] = "SELECT resolved_at FROM attention_item WHERE id = ?";
constexpr char kSession[] = "SELECT 1 FROM session WHERE ref = ?";
constexpr char kAcknowledge[] = R"(
    INSERT INTO attention_mark (item_id, acknowledged_at) VALUES (?, ?)
    ON CONFLICT (item_id) DO UPDATE SET acknowledged_at = excluded.acknowledged_at)";
constexpr char kSnooze[] = R"(
    INSERT INTO attention_mark (item_id, snoozed_until) VALUES (?, ?)
    ON CONFLICT (item_id) DO UPDATE
    SET snoozed_until = excluded.snoozed_until, acknowledged_at = NULL)";
constexpr char kWithdraw[] = R"(
    UPDATE outbox SET state = 'withdrawn', error = 'acknowledged'
    WHERE cause = ? AND target = 'notification' AND state = 'pending')";
constexpr char kTellLater[] = R"(
    UPDATE outbox SET state = 'pending', not_before = ?, error = ''
    WHERE cause = ? AND target = 'notification' AND state <> 'sending')";
constexpr char kMute[] = R"(
    INSERT INTO session_mute (session_ref, muted_at) VALUES (?, ?)
    ON CONFLICT (session_ref) DO NOTHING)";
constexpr char kUnmute[] = "DELETE FROM session_mute WHERE session_ref = ?";

Result<void> mustWait(Database &database, const QString &itemId)
{
    Statement select(database, kItem);
    const Result<bool> row = select.bind(itemId).next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, u"there is no item '%1'"_s.arg(itemId)};
    if (!select.isNull(0))
        return Error{ErrorCode::Conflict, u"the item '%1' is over"_s.arg(itemId)};
    return {};
}

Result<ChangeSet> changed(const Result<void> &done)
{
    return done ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(done.error());
}

} // namespace

Result<ChangeSet> acknowledgeItem(Database &database, const QString &itemId, qint64 nowMs)
{
    if (Result<void> waits = mustWait(database, itemId); !waits)
        return waits.error();
    Statement mark(database, kAcknowledge);
    if (Result<void> done = mark.bind(itemId).bind(nowMs).run(); !done)
        return done.error();
    Statement withdraw(database, kWithdraw);
    return changed(withdraw.bind(itemId).run());
}

Result<ChangeSet> snoozeItem(Database &database, const QString &itemId, qint64 untilMs)
{
    if (Result<void> waits = mustWait(database, itemId); !waits)
        return waits.error();
    Statement mark(database, kSnooze);
    if (Result<void> done = mark.bind(itemId).bind(untilMs).run(); !done)
        return done.error();
    Statement later(database, kTellLater);
    return changed(later.bind(untilMs).bind(itemId).run());
}

Result<ChangeSet> muteSession(Database &database, SessionRef session, bool muted, qint64 nowMs)
{
    const auto ref = static_cast<qint64>(session);
    Statement select(database, kSession);
    const Result<bool> row = select.bind(ref).next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, u"there is no such session"_s};
    Statement change(database, muted ? kMute : kUnmute);
    change.bind(ref);
    if (muted)
        change.bind(nowMs);
    return changed(change.run());
}

} // namespace dogwatch
