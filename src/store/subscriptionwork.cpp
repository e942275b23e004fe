// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/subscriptionwork.h"

#include "store/database.h"
#include "store/subscriptionlinks.h"

#include <algorithm>

namespace dogwatch {

namespace {

using Outcome = Result<SubscriptionOutcome>;

SubscriptionOutcome refused(SubscriptionVerdict verdict, Subscription subscription = {})
{
    SubscriptionOutcome outcome;
    outcome.verdict = verdict;
    outcome.subscription = std::move(subscription);
    return outcome;
}

// With its streams and its key.
Outcome shown(Database &database, SubscriptionVerdict verdict, Subscription subscription,
              qint64 nowMs)
{
    SubscriptionOutcome outcome = refused(verdict, std::move(subscription));
    Result<std::vector<SubscriptionLink>> links = linksOf(database, outcome.subscription.id, nowMs);
    if (!links)
        return links.error();
    outcome.links = std::move(links).value();
    Result<SigningKey> key = ensureSigningKey(database, nowMs);
    if (!key)
        return key.error();
    outcome.kid = key->kid;
    return outcome;
}

} // namespace

Outcome createSubscription(Database &database, const QByteArray &name,
                           const SubscriptionConfig &config, qint64 nowMs)
{
    Result<std::optional<Subscription>> there = subscriptionByName(database, name);
    if (!there)
        return there.error();
    if (*there) {
        if (toJson((*there)->config) != toJson(config))
            return refused(SubscriptionVerdict::OtherConfig, **there);
        return shown(database, SubscriptionVerdict::Exists, **there, nowMs);
    }
    Subscription made;
    made.name = name;
    made.config = config;
    made.createdAtMs = nowMs;
    if (Result<void> inserted = insertSubscription(database, made); !inserted)
        return inserted.error();
    if (Result<void> linked = linkAll(database, made, nowMs); !linked)
        return linked.error();
    Wakes wakes;
    if (Result<bool> woken = wakeIfPending(database, made, nowMs, wakes); !woken)
        return woken.error();
    Outcome outcome = shown(database, SubscriptionVerdict::Created, std::move(made), nowMs);
    if (outcome)
        outcome->wakes = std::move(wakes);
    return outcome;
}

Outcome deleteSubscription(Database &database, const QByteArray &name)
{
    Result<std::optional<Subscription>> there = subscriptionByName(database, name);
    if (!there)
        return there.error();
    if (!*there)
        return refused(SubscriptionVerdict::NotFound);
    if (Result<void> removed = removeSubscription(database, (*there)->id); !removed)
        return removed.error();
    return refused(SubscriptionVerdict::Done, **there);
}

Outcome addStreams(Database &database, const QByteArray &name, const QByteArrayList &paths,
                   qint64 nowMs)
{
    Result<std::optional<Subscription>> there = subscriptionByName(database, name);
    if (!there)
        return there.error();
    if (!*there)
        return refused(SubscriptionVerdict::NotFound);
    for (const QByteArray &path : paths) {
        if (Result<void> linked = linkByName(database, **there, path, nowMs); !linked)
            return linked.error();
    }
    return refused(SubscriptionVerdict::Done, **there);
}

Outcome removeStream(Database &database, const QByteArray &name, const QByteArray &path)
{
    Result<std::optional<Subscription>> there = subscriptionByName(database, name);
    if (!there)
        return there.error();
    if (!*there)
        return refused(SubscriptionVerdict::NotFound);
    if (Result<void> removed = unlinkByName(database, **there, path); !removed)
        return removed.error();
    return refused(SubscriptionVerdict::Done, **there);
}

} // namespace dogwatch
