// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/subscriptionlinks.h"

#include "core/streamglob.h"
#include "store/monitorstream.h"
#include "store/statement.h"
#include "store/streamrow.h"

namespace dogwatch {

namespace {

constexpr char kStreams[] = R"(
    SELECT id, path, tail FROM stream
    WHERE state = 0 AND path IS NOT NULL AND (expires_at IS NULL OR expires_at > ?)
    ORDER BY path)";
constexpr char kMonitorTail[] = "SELECT ifnull(max(seq), 0) FROM event";
constexpr char kAdd[] = R"(
    INSERT INTO subscription_link (subscription, path, stream, acked, explicit)
    VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (subscription, path) DO UPDATE SET explicit = max(explicit, excluded.explicit))";
constexpr char kLower[] =
    "UPDATE subscription_link SET explicit = 0 WHERE subscription = ? AND path = ?";
constexpr char kRemove[] = "DELETE FROM subscription_link WHERE subscription = ? AND path = ?";
constexpr char kGiveStream[] = "UPDATE subscription_link SET stream = ? WHERE path = ?";
constexpr char kTakeStream[] =
    "UPDATE subscription_link SET stream = NULL, acked = -1 WHERE stream = ? AND explicit = 1";
constexpr char kDropStream[] = "DELETE FROM subscription_link WHERE stream = ?";
constexpr char kAcknowledge[] = R"(
    UPDATE subscription_link SET acked = max(acked, ?)
    WHERE subscription = ? AND path = ? AND stream = ?)";

// What is at a path: a stream's id and tail.
struct Place
{
    QByteArray path;
    std::optional<qint64> stream;
    StreamPosition tail = 0;
};

Result<Place> monitorPlace(Database &database)
{
    Statement select(database, kMonitorTail);
    const Result<bool> row = select.next();
    if (!row)
        return row.error();
    return Place{kMonitorStream, 0, select.integer(0)};
}

Result<Place> placeOf(Database &database, const QByteArray &path, qint64 nowMs)
{
    if (path == kMonitorStream)
        return monitorPlace(database);
    Result<std::optional<StreamRow>> row = streamByPath(database, path);
    if (!row)
        return row.error();
    const bool isThere = *row && (*row)->state == StreamState::Live && !(*row)->isExpired(nowMs);
    return isThere ? Place{path, (*row)->id, (*row)->tail} : Place{path, std::nullopt, 0};
}

Result<void> add(Database &database, const Subscription &subscription, const Place &place,
                 bool isExplicit, bool fromStart)
{
    Statement insert(database, kAdd);
    insert.bind(subscription.id)
        .bindUtf8(place.path)
        .bind(place.stream)
        .bind(place.stream && !fromStart ? place.tail : -1)
        .bind(isExplicit);
    return insert.run();
}

bool takesIn(const SubscriptionConfig &config, const QByteArray &path)
{
    return !config.pattern.isEmpty() && path != config.wakeStream
        && matchesGlob(path, config.pattern);
}

Result<void> linkPattern(Database &database, const Subscription &subscription, qint64 nowMs)
{
    Result<Place> monitor = monitorPlace(database);
    if (!monitor)
        return monitor.error();
    std::vector<Place> places{std::move(monitor).value()};
    {
        Statement select(database, kStreams);
        select.bind(nowMs);
        for (Result<bool> row = select.next(); !row || *row; row = select.next()) {
            if (!row)
                return row.error();
            places.push_back({select.blob(1), select.integer(0), select.integer(2)});
        }
    }
    const SubscriptionConfig &config = subscription.config;
    for (const Place &place : places) {
        if (!takesIn(config, place.path))
            continue;
        if (Result<void> added = add(database, subscription, place, false, config.fromStart);
            !added)
            return added;
    }
    return {};
}

} // namespace

Result<void> linkAll(Database &database, const Subscription &subscription, qint64 nowMs)
{
    const SubscriptionConfig &config = subscription.config;
    for (const QByteArray &path : config.streams) {
        Result<Place> place = placeOf(database, path, nowMs);
        if (!place)
            return place.error();
        if (Result<void> added = add(database, subscription, *place, true, config.fromStart);
            !added)
            return added;
    }
    return config.pattern.isEmpty() ? Result<void>() : linkPattern(database, subscription, nowMs);
}

Result<void> linkByName(Database &database, const Subscription &subscription,
                        const QByteArray &path, qint64 nowMs)
{
    Result<Place> place = placeOf(database, path, nowMs);
    if (!place)
        return place.error();
    return add(database, subscription, *place, true, false);
}

Result<void> unlinkByName(Database &database, const Subscription &subscription,
                          const QByteArray &path)
{
    Statement change(database, takesIn(subscription.config, path) ? kLower : kRemove);
    return change.bind(subscription.id).bindUtf8(path).run();
}

Result<void> linkNewStream(Database &database, const QByteArray &path, qint64 stream)
{
    Statement give(database, kGiveStream);
    give.bind(stream).bindUtf8(path);
    if (Result<void> given = give.run(); !given)
        return given;
    Result<std::vector<Subscription>> all = allSubscriptions(database);
    if (!all)
        return all.error();
    for (const Subscription &subscription : *all) {
        if (!takesIn(subscription.config, path))
            continue;
        if (Result<void> added = add(database, subscription, {path, stream, 0}, false, true);
            !added)
            return added;
    }
    return {};
}

Result<void> unlinkStream(Database &database, qint64 stream)
{
    for (const char *sql : {kTakeStream, kDropStream}) {
        Statement change(database, sql);
        if (Result<void> done = change.bind(stream).run(); !done)
            return done;
    }
    return {};
}

Result<void> acknowledge(Database &database, qint64 subscription, const QByteArray &path,
                         qint64 stream, StreamPosition position)
{
    Statement change(database, kAcknowledge);
    return change.bind(position).bind(subscription).bindUtf8(path).bind(stream).run();
}

} // namespace dogwatch
