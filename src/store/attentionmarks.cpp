// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/attentionmarks.h"

#include "store/statement.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kItem[] = "SELECT resolved_at FROM attention_item WHERE id = ?";
constexpr char kOpenItems[] = R"(
    SELECT id FROM attention_item WHERE session_ref = ? AND resolved_at IS NULL ORDER BY id)";
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
constexpr char kOpenMarks[] = R"(
    SELECT mark.item_id, mark.acknowledged_at, mark.snoozed_until
    FROM attention_item AS item JOIN attention_mark AS mark ON mark.item_id = item.id
    WHERE item.resolved_at IS NULL ORDER BY mark.item_id)";
constexpr char kMark[] = R"(
    SELECT 1 FROM attention_mark WHERE item_id = ? AND acknowledged_at IS NOT NULL)";
constexpr char kMutes[] = "SELECT session_ref FROM session_mute ORDER BY session_ref";

// Whether it still waits; NotFound where it is not there.
Result<bool> waits(Database &database, const QString &itemId)
{
    Statement select(database, kItem);
    const Result<bool> row = select.bind(itemId).next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, u"there is no item '%1'"_s.arg(itemId)};
    return select.isNull(0);
}

Result<void> mustWait(Database &database, const QString &itemId)
{
    const Result<bool> waiting = waits(database, itemId);
    if (!waiting)
        return waiting.error();
    if (!*waiting)
        return Error{ErrorCode::Conflict, u"the item '%1' is over"_s.arg(itemId)};
    return {};
}

Result<void> acknowledge(Database &database, const QString &itemId, qint64 nowMs,
                         ChangeSet &changes)
{
    Statement mark(database, kAcknowledge);
    if (Result<void> done = mark.bind(itemId).bind(nowMs).run(); !done)
        return done;
    changes.marks.insert(itemId, {nowMs, std::nullopt});
    Statement withdraw(database, kWithdraw);
    return withdraw.bind(itemId).run();
}

Result<void> snooze(Database &database, const QString &itemId, qint64 untilMs, ChangeSet &changes)
{
    Statement mark(database, kSnooze);
    if (Result<void> done = mark.bind(itemId).bind(untilMs).run(); !done)
        return done;
    changes.marks.insert(itemId, {std::nullopt, untilMs});
    Statement later(database, kTellLater);
    return later.bind(untilMs).bind(itemId).run();
}

Result<QStringList> openItemsOf(Database &database, SessionRef session)
{
    QStringList items;
    Statement select(database, kOpenItems);
    select.bind(static_cast<qint64>(session));
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return items;
        items.append(select.text(0));
    }
}

} // namespace

Result<ChangeSet> acknowledgeItem(Database &database, const QString &itemId, qint64 nowMs)
{
    if (Result<void> waiting = mustWait(database, itemId); !waiting)
        return waiting.error();
    return acknowledgeItems(database, {itemId}, nowMs);
}

Result<ChangeSet> snoozeItem(Database &database, const QString &itemId, qint64 untilMs)
{
    if (Result<void> waiting = mustWait(database, itemId); !waiting)
        return waiting.error();
    ChangeSet changes;
    if (Result<void> done = snooze(database, itemId, untilMs, changes); !done)
        return done.error();
    return changes;
}

Result<ChangeSet> acknowledgeItems(Database &database, const QStringList &itemIds, qint64 nowMs)
{
    ChangeSet changes;
    for (const QString &itemId : itemIds) {
        const Result<bool> waiting = waits(database, itemId);
        if (!waiting && waiting.error().code == ErrorCode::NotFound)
            continue;
        if (!waiting)
            return waiting.error();
        if (Result<void> done = acknowledge(database, itemId, nowMs, changes); !done)
            return done.error();
    }
    return changes;
}

Result<ChangeSet> acknowledgeSession(Database &database, SessionRef session, qint64 nowMs)
{
    const Result<QStringList> items = openItemsOf(database, session);
    return items ? acknowledgeItems(database, *items, nowMs) : Result<ChangeSet>(items.error());
}

Result<ChangeSet> snoozeSession(Database &database, SessionRef session, qint64 untilMs)
{
    const Result<QStringList> items = openItemsOf(database, session);
    if (!items)
        return items.error();
    ChangeSet changes;
    for (const QString &itemId : *items) {
        if (Result<void> done = snooze(database, itemId, untilMs, changes); !done)
            return done.error();
    }
    return changes;
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
    if (Result<void> done = change.run(); !done)
        return done.error();
    ChangeSet changes;
    changes.mutes.insert(session, muted);
    return changes;
}

Result<QHash<QString, AttentionMark>> openMarks(Database &database)
{
    QHash<QString, AttentionMark> marks;
    Statement select(database, kOpenMarks);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return marks;
        marks.insert(select.text(0), {select.optionalInteger(1), select.optionalInteger(2)});
    }
}

Result<QSet<QString>> acknowledgedOf(Database &database, const QStringList &itemIds)
{
    QSet<QString> acknowledged;
    for (const QString &itemId : itemIds) {
        Statement select(database, kMark);
        const Result<bool> row = select.bind(itemId).next();
        if (!row)
            return row.error();
        if (*row)
            acknowledged.insert(itemId);
    }
    return acknowledged;
}

Result<QSet<SessionRef>> mutedSessions(Database &database)
{
    QSet<SessionRef> muted;
    Statement select(database, kMutes);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return muted;
        muted.insert(SessionRef{select.integer(0)});
    }
}

} // namespace dogwatch
