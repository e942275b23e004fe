// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/subscriptionwakes.h"

#include "core/uuid7.h"
#include "store/statement.h"
#include "store/streamlog.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kOfStream[] = R"(
    SELECT DISTINCT s.id FROM subscription_link l JOIN subscription s ON s.id = l.subscription
    WHERE l.stream = ? AND s.phase = 0 ORDER BY s.id)";
constexpr char kDue[] =
    "SELECT id FROM subscription WHERE due_at IS NOT NULL AND phase = 2 ORDER BY due_at";
constexpr char kIdle[] = "SELECT id FROM subscription WHERE phase = 0 ORDER BY id";

Result<std::vector<qint64>> idsOf(Statement &select)
{
    std::vector<qint64> ids;
    for (Result<bool> row = select.next(); !row || *row; row = select.next()) {
        if (!row)
            return row.error();
        ids.push_back(select.integer(0));
    }
    return ids;
}

// A wake stream that can't be told is no reason not to wake: the work can be claimed all the same.
Result<void> tellWakeStream(Database &database, Subscription &subscription,
                            const QByteArray &pending, qint64 nowMs, Wakes &wakes)
{
    const QJsonObject wake{{u"type"_s, u"wake"_s},
                           {u"subscription_id"_s, QString::fromUtf8(subscription.name)},
                           {u"stream"_s, QString::fromUtf8(pending)},
                           {u"generation"_s, subscription.generation},
                           {u"ts"_s, nowMs}};
    StreamAppend append;
    append.path = subscription.config.wakeStream;
    append.contentType = QByteArrayLiteral("application/json");
    append.body = bodyOf(QJsonDocument(wake).toJson(QJsonDocument::Compact), true);
    Result<StreamOutcome> told = appendToStream(database, append, nowMs);
    if (!told)
        return told.error();
    if (told->verdict == StreamVerdict::Done)
        wakes.grown.push_back({append.path, told->stream.id});
    else
        subscription.error = u"its wake stream is not there, closed, or not of JSON"_s;
    return {};
}

Result<void> wakeThese(Database &database, const std::vector<qint64> &ids, qint64 nowMs,
                       Wakes &wakes)
{
    for (const qint64 id : ids) {
        Result<std::optional<Subscription>> row = subscriptionById(database, id);
        if (!row)
            return row.error();
        if (!*row)
            continue;
        if (Result<bool> woken = wakeIfPending(database, **row, nowMs, wakes); !woken)
            return woken.error();
    }
    return {};
}

} // namespace

Result<bool> wakeIfPending(Database &database, Subscription &subscription, qint64 nowMs,
                           Wakes &wakes)
{
    if (subscription.phase != SubscriptionPhase::Idle)
        return false;
    Result<QByteArray> pending = pendingPathOf(database, subscription.id, nowMs);
    if (!pending)
        return pending.error();
    if (pending->isEmpty())
        return false;
    subscription.phase = SubscriptionPhase::Woken;
    ++subscription.generation;
    subscription.wakeId = "wake_" + makeUuid7(nowMs).toLatin1();
    subscription.attempts = 0;
    subscription.error.clear();
    if (subscription.isWebhook())
        subscription.dueAtMs = nowMs;
    if (!subscription.config.wakeStream.isEmpty()) {
        if (Result<void> told = tellWakeStream(database, subscription, *pending, nowMs, wakes);
            !told)
            return told.error();
    }
    if (Result<void> saved = saveState(database, subscription); !saved)
        return saved.error();
    wakes.any = true;
    return true;
}

void letGo(Subscription &subscription)
{
    subscription.phase = SubscriptionPhase::Idle;
    subscription.holder.clear();
    subscription.wakeId.clear();
    subscription.dueAtMs.reset();
    subscription.attempts = 0;
}

Result<Wakes> wakeGrown(Database &database, const std::vector<qint64> &streams, qint64 nowMs)
{
    Wakes wakes;
    for (const qint64 stream : streams) {
        Result<std::vector<qint64>> ids = [&] {
            Statement select(database, kOfStream);
            select.bind(stream);
            return idsOf(select);
        }();
        if (!ids)
            return ids.error();
        if (Result<void> woken = wakeThese(database, *ids, nowMs, wakes); !woken)
            return woken.error();
    }
    return wakes;
}

Result<Wakes> endLeases(Database &database, qint64 nowMs)
{
    Result<std::vector<qint64>> ids = [&] {
        Statement select(database, kDue);
        return idsOf(select);
    }();
    if (!ids)
        return ids.error();
    Wakes wakes;
    for (const qint64 id : *ids) {
        Result<std::optional<Subscription>> row = subscriptionById(database, id);
        if (!row)
            return row.error();
        if (!*row || !(*row)->isLeaseOver(nowMs))
            continue;
        letGo(**row);
        wakes.any = true;
        if (Result<void> saved = saveState(database, **row); !saved)
            return saved.error();
        if (Result<bool> woken = wakeIfPending(database, **row, nowMs, wakes); !woken)
            return woken.error();
    }
    return wakes;
}

Result<Wakes> wakeAll(Database &database, qint64 nowMs)
{
    Result<Wakes> wakes = endLeases(database, nowMs);
    if (!wakes)
        return wakes;
    Result<std::vector<qint64>> ids = [&] {
        Statement select(database, kIdle);
        return idsOf(select);
    }();
    if (!ids)
        return ids.error();
    if (Result<void> woken = wakeThese(database, *ids, nowMs, *wakes); !woken)
        return woken.error();
    return wakes;
}

} // namespace dogwatch
