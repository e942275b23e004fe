// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/consumers.h"

#include "store/readsnapshot.h"
#include "store/subscriptionjson.h"

namespace dogwatch {

Result<SubscriptionOutcome> showSubscription(Database &database, const QByteArray &name,
                                             qint64 nowMs)
{
    ReadSnapshot snapshot(database);
    if (Result<void> begun = snapshot.begin(); !begun)
        return begun.error();
    SubscriptionOutcome outcome;
    Result<std::optional<Subscription>> row = subscriptionByName(database, name);
    if (!row)
        return row.error();
    if (!*row)
        return outcome;
    Result<std::vector<SubscriptionLink>> links = linksOf(database, (*row)->id, nowMs);
    if (!links)
        return links.error();
    Result<SigningKey> key = signingKey(database); // made with the first subscription
    if (!key)
        return key.error();
    outcome.verdict = SubscriptionVerdict::Done;
    outcome.subscription = std::move(**row);
    outcome.links = std::move(links).value();
    outcome.kid = key->kid;
    return outcome;
}

Result<QJsonArray> consumers(Database &database, qint64 nowMs)
{
    ReadSnapshot snapshot(database);
    if (Result<void> begun = snapshot.begin(); !begun)
        return begun.error();
    Result<std::vector<Subscription>> all = allSubscriptions(database);
    if (!all)
        return all.error();
    QJsonArray array;
    for (const Subscription &subscription : *all) {
        Result<std::vector<SubscriptionLink>> links = linksOf(database, subscription.id, nowMs);
        if (!links)
            return links.error();
        array.append(consumerJson(subscription, *links, false));
    }
    return array;
}

Result<QJsonObject> consumer(Database &database, const QByteArray &name, qint64 nowMs)
{
    Result<SubscriptionOutcome> outcome = showSubscription(database, name, nowMs);
    if (!outcome)
        return outcome.error();
    if (outcome->verdict == SubscriptionVerdict::NotFound)
        return Error{ErrorCode::NotFound, QStringLiteral("there is no such consumer")};
    return consumerJson(outcome->subscription, outcome->links, true);
}

} // namespace dogwatch
