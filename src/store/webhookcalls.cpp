// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/webhookcalls.h"

#include "store/statement.h"
#include "store/subscriptionlinks.h"

#include <QRandomGenerator>

#include <algorithm>

namespace dogwatch {

namespace {

constexpr int kMostCalls = 64; // at a time
constexpr qint64 kLongestDelayMs = 60'000;
constexpr qint64 kMostDoublings = 6;

// Further away than any delay: the clock was set back meanwhile.
constexpr qint64 kBeyondDelayMs = 2 * kLongestDelayMs;

constexpr char kNext[] = R"(
    SELECT EXISTS (SELECT 1 FROM subscription),
        (SELECT min(due_at) FROM subscription
         WHERE due_at IS NOT NULL AND (phase = 2 OR due_at > ?)))";
constexpr char kDueCalls[] = R"(
    SELECT id FROM subscription
    WHERE due_at IS NOT NULL AND phase = 1 AND (due_at <= ? OR due_at > ?)
    ORDER BY due_at LIMIT ?)";

} // namespace

Result<WebhooksDue> webhooksDue(Database &database, qint64 nowMs)
{
    WebhooksDue result;
    {
        Statement next(database, kNext);
        next.bind(nowMs);
        const Result<bool> row = next.next();
        if (!row)
            return row.error();
        result.any = next.integer(0) != 0;
        result.nextMs = next.optionalInteger(1);
    }
    std::vector<qint64> ids;
    {
        Statement select(database, kDueCalls);
        select.bind(nowMs).bind(nowMs + kBeyondDelayMs).bind(kMostCalls);
        for (Result<bool> row = select.next(); !row || *row; row = select.next()) {
            if (!row)
                return row.error();
            ids.push_back(select.integer(0));
        }
    }
    for (const qint64 id : ids) {
        Result<std::optional<Subscription>> row = subscriptionById(database, id);
        if (!row)
            return row.error();
        Result<std::vector<SubscriptionLink>> links = linksOf(database, id, nowMs);
        if (!links)
            return links.error();
        if (*row)
            result.calls.push_back({std::move(**row), std::move(links).value()});
    }
    if (!result.calls.empty()) {
        Result<SigningKey> key = signingKey(database);
        if (!key)
            return key.error();
        result.key = std::move(key).value();
    }
    return result;
}

Result<Wakes> finishWebhook(Database &database, const WebhookCall &call,
                            const WebhookResult &result, qint64 nowMs)
{
    Wakes wakes;
    Result<std::optional<Subscription>> row = subscriptionById(database, call.subscription.id);
    if (!row)
        return row.error();
    if (!*row || (*row)->generation != call.subscription.generation
        || (*row)->phase == SubscriptionPhase::Idle)
        return wakes;
    Subscription &subscription = **row;
    if (result.isTaken && result.isDone) {
        for (const SubscriptionLink &link : call.links) {
            if (!link.hasPending())
                continue;
            if (Result<void> moved =
                    acknowledge(database, subscription.id, link.path, *link.stream, link.tail);
                !moved)
                return moved.error();
        }
        letGo(subscription);
        subscription.error.clear();
    } else if (subscription.phase == SubscriptionPhase::Held) {
        return wakes; // it has called back, so the lease says what is next
    } else if (result.isTaken) {
        subscription.phase = SubscriptionPhase::Held;
        subscription.dueAtMs = nowMs + subscription.config.leaseTtlMs;
        subscription.attempts = 0;
        subscription.error.clear();
    } else {
        ++subscription.attempts;
        subscription.dueAtMs = nowMs
            + webhookDelayMs(subscription.attempts, QRandomGenerator::global()->generateDouble());
        subscription.error = result.error;
    }
    if (Result<void> saved = saveState(database, subscription); !saved)
        return saved.error();
    if (Result<bool> woken = wakeIfPending(database, subscription, nowMs, wakes); !woken)
        return woken.error();
    return wakes;
}

qint64 webhookDelayMs(qint64 attempts, double chance)
{
    const qint64 doublings = std::clamp<qint64>(attempts - 1, 0, kMostDoublings);
    const auto delay = static_cast<double>(std::min(kLongestDelayMs, 1000LL << doublings));
    return static_cast<qint64>(delay * (0.8 + 0.4 * chance));
}

} // namespace dogwatch
