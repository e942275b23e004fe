// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/subscriptiontable.h"

#include "store/statement.h"

#include <QJsonDocument>

namespace dogwatch {

namespace {

constexpr char kByName[] = R"(
    SELECT id, name, config, created_at, phase, generation, wake_id, holder, due_at, attempts, error
    FROM subscription WHERE name = ?)";
constexpr char kById[] = R"(
    SELECT id, name, config, created_at, phase, generation, wake_id, holder, due_at, attempts, error
    FROM subscription WHERE id = ?)";
constexpr char kAll[] = R"(
    SELECT id, name, config, created_at, phase, generation, wake_id, holder, due_at, attempts, error
    FROM subscription ORDER BY name)";
constexpr char kLinks[] = R"(
    SELECT l.path, l.explicit, CASE WHEN l.stream = 0 THEN 0 ELSE s.id END, l.acked,
        CASE WHEN l.stream = 0 THEN (SELECT ifnull(max(seq), 0) FROM event)
             ELSE ifnull(s.tail, 0) END
    FROM subscription_link l
    LEFT JOIN stream s ON s.id = l.stream AND s.state = 0
        AND (s.expires_at IS NULL OR s.expires_at > ?)
    WHERE l.subscription = ? ORDER BY l.path)";
constexpr char kPending[] = R"(
    SELECT l.path
    FROM subscription_link l
    LEFT JOIN stream s ON s.id = l.stream AND s.state = 0
        AND (s.expires_at IS NULL OR s.expires_at > ?)
    WHERE l.subscription = ?
        AND CASE WHEN l.stream = 0 THEN (SELECT ifnull(max(seq), 0) FROM event)
                 ELSE ifnull(s.tail, 0) END > max(l.acked, 0)
    ORDER BY l.path LIMIT 1)";
constexpr char kInsert[] = R"(
    INSERT INTO subscription (name, config, created_at, phase, generation, wake_id, holder, due_at,
        attempts, error)
    VALUES (?, ?, ?, 0, 0, '', '', NULL, 0, '')
    RETURNING id)";
constexpr char kSave[] = R"(
    UPDATE subscription
    SET phase = ?, generation = ?, wake_id = ?, holder = ?, due_at = ?, attempts = ?, error = ?
    WHERE id = ?)";
constexpr char kDeleteLinks[] = "DELETE FROM subscription_link WHERE subscription = ?";
constexpr char kDelete[] = "DELETE FROM subscription WHERE id = ?";

Result<Subscription> rowOf(const Statement &from)
{
    Subscription row;
    row.id = from.integer(0);
    row.name = from.text(1).toUtf8();
    Result<SubscriptionConfig> config =
        subscriptionConfigOf(QJsonDocument::fromJson(from.blob(2)).object());
    if (!config)
        return Error{ErrorCode::Corrupt,
                     QStringLiteral("a subscription can't be read: ") + config.error().text};
    row.config = std::move(config).value();
    row.createdAtMs = from.integer(3);
    row.phase = static_cast<SubscriptionPhase>(from.integer(4));
    row.generation = from.integer(5);
    row.wakeId = from.blob(6);
    row.holder = from.blob(7);
    row.dueAtMs = from.optionalInteger(8);
    row.attempts = from.integer(9);
    row.error = from.text(10);
    return row;
}

Result<std::optional<Subscription>> oneOf(Statement &select)
{
    const Result<bool> found = select.next();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<Subscription>();
    Result<Subscription> row = rowOf(select);
    if (!row)
        return row.error();
    return std::optional(std::move(row).value());
}

} // namespace

Result<std::optional<Subscription>> subscriptionByName(Database &database, const QByteArray &name)
{
    Statement select(database, kByName);
    select.bindUtf8(name);
    return oneOf(select);
}

Result<std::optional<Subscription>> subscriptionById(Database &database, qint64 id)
{
    Statement select(database, kById);
    select.bind(id);
    return oneOf(select);
}

Result<std::vector<Subscription>> allSubscriptions(Database &database)
{
    std::vector<Subscription> rows;
    Statement select(database, kAll);
    for (Result<bool> row = select.next(); !row || *row; row = select.next()) {
        if (!row)
            return row.error();
        Result<Subscription> one = rowOf(select);
        if (!one)
            return one.error();
        rows.push_back(std::move(one).value());
    }
    return rows;
}

Result<std::vector<SubscriptionLink>> linksOf(Database &database, qint64 subscription, qint64 nowMs)
{
    std::vector<SubscriptionLink> links;
    Statement select(database, kLinks);
    select.bind(nowMs).bind(subscription);
    for (Result<bool> row = select.next(); !row || *row; row = select.next()) {
        if (!row)
            return row.error();
        links.push_back({select.blob(0), select.integer(1) != 0, select.optionalInteger(2),
                         select.integer(3), select.integer(4)});
    }
    return links;
}

Result<QByteArray> pendingPathOf(Database &database, qint64 subscription, qint64 nowMs)
{
    Statement select(database, kPending);
    select.bind(nowMs).bind(subscription);
    const Result<bool> found = select.next();
    if (!found)
        return found.error();
    return *found ? select.blob(0) : QByteArray();
}

Result<void> insertSubscription(Database &database, Subscription &subscription)
{
    Statement insert(database, kInsert);
    insert.bindUtf8(subscription.name)
        .bindUtf8(QJsonDocument(toJson(subscription.config)).toJson(QJsonDocument::Compact))
        .bind(subscription.createdAtMs);
    const Result<bool> made = insert.next();
    if (!made)
        return made.error();
    subscription.id = insert.integer(0);
    return {};
}

Result<void> saveState(Database &database, const Subscription &subscription)
{
    Statement save(database, kSave);
    save.bind(static_cast<qint64>(subscription.phase))
        .bind(subscription.generation)
        .bindUtf8(subscription.wakeId)
        .bindUtf8(subscription.holder)
        .bind(subscription.dueAtMs)
        .bind(subscription.attempts)
        .bind(subscription.error)
        .bind(subscription.id);
    return save.run();
}

Result<void> removeSubscription(Database &database, qint64 id)
{
    for (const char *sql : {kDeleteLinks, kDelete}) {
        Statement remove(database, sql);
        if (Result<void> done = remove.bind(id).run(); !done)
            return done;
    }
    return {};
}

} // namespace dogwatch
