// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/streamposition.h"
#include "core/subscriptionconfig.h"

#include <vector>

namespace dogwatch {

class Database;

enum class SubscriptionPhase {
    Idle = 0, // nothing is pending, or nobody has looked yet
    Woken = 1, // it was told that there is work, or is to be told
    Held = 2, // somebody works, until its lease ends
};

// A durable consumer of streams, as it lies in the store.
struct Subscription
{
    qint64 id = 0;
    QByteArray name;
    SubscriptionConfig config;
    qint64 createdAtMs = 0;
    SubscriptionPhase phase = SubscriptionPhase::Idle;
    qint64 generation = 0; // how often it was woken; whoever knows an older one is shut out
    QByteArray wakeId;
    QByteArray holder;
    std::optional<qint64> dueAtMs; // end of the lease, or the webhook's next call
    qint64 attempts = 0; // of the webhook, that failed since it was woken
    QString error; // of the last of them, or why its wake stream was not told

    [[nodiscard]] bool isWebhook() const
    {
        return config.kind == SubscriptionConfig::Kind::Webhook;
    }
    // A lease that ends later than any can is one that the clock was set back under.
    [[nodiscard]] bool isLeaseOver(qint64 nowMs) const
    {
        return phase == SubscriptionPhase::Held && dueAtMs
            && (*dueAtMs <= nowMs || *dueAtMs > nowMs + config.leaseTtlMs);
    }
};

// One stream of a subscription: how far it is done, and how far there is something.
struct SubscriptionLink
{
    QByteArray path;
    bool isExplicit = false; // asked for by name
    std::optional<qint64> stream; // its id, 0 for the log of events; none: nothing is there
    StreamPosition acked = -1; // up to here all is done; -1: nothing was
    StreamPosition tail = 0;

    [[nodiscard]] bool hasPending() const { return tail > std::max<StreamPosition>(acked, 0); }
};

// Any connection. None: there is no such.
[[nodiscard]] Result<std::optional<Subscription>> subscriptionByName(Database &database,
                                                                     const QByteArray &name);
[[nodiscard]] Result<std::optional<Subscription>> subscriptionById(Database &database, qint64 id);
// By name.
[[nodiscard]] Result<std::vector<Subscription>> allSubscriptions(Database &database);
// By path. What has expired counts as not there.
[[nodiscard]] Result<std::vector<SubscriptionLink>> linksOf(Database &database, qint64 subscription,
                                                            qint64 nowMs);
// The first path that has something; empty: none.
[[nodiscard]] Result<QByteArray> pendingPathOf(Database &database, qint64 subscription,
                                               qint64 nowMs);

// Writer connection, inside a transaction. The id is set.
[[nodiscard]] Result<void> insertSubscription(Database &database, Subscription &subscription);
// All that changes with its work.
[[nodiscard]] Result<void> saveState(Database &database, const Subscription &subscription);
[[nodiscard]] Result<void> removeSubscription(Database &database, qint64 id);

} // namespace dogwatch
