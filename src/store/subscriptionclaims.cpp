// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/monitorstream.h"
#include "store/streamrow.h"
#include "store/subscriptionlinks.h"
#include "store/subscriptionwork.h"

#include <algorithm>

// Who works on a subscription, and how far that is.

namespace dogwatch {

namespace {

using Outcome = Result<SubscriptionOutcome>;
using Phase = SubscriptionPhase;
using Verdict = SubscriptionVerdict;

Outcome refused(Verdict verdict, Subscription subscription = {})
{
    SubscriptionOutcome outcome;
    outcome.verdict = verdict;
    outcome.subscription = std::move(subscription);
    return outcome;
}

// Whether the stream has such a place. The log of events has each up to its tail.
Result<bool> isPlace(Database &database, const SubscriptionLink &link, StreamPosition position)
{
    if (position > link.tail)
        return false;
    if (link.path == kMonitorStream)
        return true;
    Result<std::optional<StreamRow>> row = streamById(database, *link.stream);
    if (!row)
        return row.error();
    if (!*row)
        return false;
    Result<std::vector<StreamStretch>> stretches = stretchesOf(database, **row);
    if (!stretches)
        return stretches.error();
    return isPlaceIn(database, **row, *stretches, position);
}

// All of them or none.
Result<Verdict> applyAcks(Database &database, qint64 subscription,
                          const std::vector<SubscriptionAck> &acks, qint64 nowMs)
{
    if (acks.empty())
        return Verdict::Done;
    Result<std::vector<SubscriptionLink>> links = linksOf(database, subscription, nowMs);
    if (!links)
        return links.error();
    std::vector<std::pair<const SubscriptionLink *, StreamPosition>> moves;
    for (const SubscriptionAck &ack : acks) {
        const auto link = std::find_if(links->begin(), links->end(), [&](const auto &one) {
            return one.path == ack.stream && one.stream;
        });
        if (link == links->end())
            return Verdict::NoSuchStream;
        const StreamPosition to = ack.position.value_or(link->tail);
        Result<bool> is = to < link->acked ? Result<bool>(false) : isPlace(database, *link, to);
        if (!is)
            return is.error();
        if (!*is)
            return Verdict::BadOffset;
        moves.emplace_back(&*link, to);
    }
    for (const auto &[link, to] : moves) {
        if (Result<void> moved = acknowledge(database, subscription, link->path, *link->stream, to);
            !moved)
            return moved.error();
    }
    return Verdict::Done;
}

// Whose token this is: the generation that is under way, or why not.
Result<Verdict> judge(Database &database, const Subscription &subscription,
                      const ClaimRequest &request, qint64 nowMs)
{
    if (request.isCallback != subscription.isWebhook())
        return Verdict::OtherKind;
    Result<SigningKey> key = signingKey(database);
    if (!key)
        return key.error();
    const std::optional<qint64> generation =
        generationOfToken(*key, subscription.id, request.token);
    if (!generation)
        return Verdict::BadToken;
    // A webhook may call back before its request is answered.
    const bool isUnderWay = subscription.phase == Phase::Held
        || (request.isCallback && subscription.phase == Phase::Woken);
    const bool isCurrent = isUnderWay && !subscription.isLeaseOver(nowMs)
        && *generation == subscription.generation && request.generation == subscription.generation
        && request.wakeId == subscription.wakeId;
    return isCurrent ? Verdict::Done : Verdict::Fenced;
}

// The work of this wake is over; what came meanwhile is the next one's.
Outcome end(Database &database, Subscription subscription, qint64 nowMs)
{
    SubscriptionOutcome outcome;
    outcome.verdict = Verdict::Done;
    letGo(subscription);
    if (Result<void> saved = saveState(database, subscription); !saved)
        return saved.error();
    Result<bool> woken = wakeIfPending(database, subscription, nowMs, outcome.wakes);
    if (!woken)
        return woken.error();
    outcome.nextWake = *woken;
    outcome.subscription = std::move(subscription);
    return outcome;
}

} // namespace

Outcome claimSubscription(Database &database, const QByteArray &name, const QByteArray &worker,
                          qint64 nowMs)
{
    Result<std::optional<Subscription>> there = subscriptionByName(database, name);
    if (!there)
        return there.error();
    if (!*there)
        return refused(Verdict::NotFound);
    Subscription subscription = std::move(**there);
    if (subscription.isWebhook())
        return refused(Verdict::OtherKind, subscription);
    if (subscription.isLeaseOver(nowMs))
        letGo(subscription);
    if (subscription.phase == Phase::Held)
        return refused(Verdict::AlreadyClaimed, subscription);
    SubscriptionOutcome outcome;
    if (subscription.phase == Phase::Idle) {
        if (Result<bool> woken = wakeIfPending(database, subscription, nowMs, outcome.wakes);
            !woken)
            return woken.error();
    }
    Result<QByteArray> pending = pendingPathOf(database, subscription.id, nowMs);
    if (!pending)
        return pending.error();
    outcome.verdict = pending->isEmpty() ? Verdict::NoPendingWork : Verdict::Done;
    if (pending->isEmpty()) {
        letGo(subscription);
    } else {
        subscription.phase = Phase::Held;
        subscription.holder = worker;
        subscription.dueAtMs = nowMs + subscription.config.leaseTtlMs;
    }
    if (Result<void> saved = saveState(database, subscription); !saved)
        return saved.error();
    Result<std::vector<SubscriptionLink>> links = linksOf(database, subscription.id, nowMs);
    if (!links)
        return links.error();
    Result<SigningKey> key = ensureSigningKey(database, nowMs);
    if (!key)
        return key.error();
    outcome.links = std::move(links).value();
    outcome.token = claimToken(*key, subscription.id, subscription.generation);
    outcome.subscription = std::move(subscription);
    return outcome;
}

Outcome ackSubscription(Database &database, const QByteArray &name, const ClaimRequest &request,
                        qint64 nowMs)
{
    Result<std::optional<Subscription>> there = subscriptionByName(database, name);
    if (!there)
        return there.error();
    if (!*there)
        return refused(Verdict::NotFound);
    Subscription subscription = std::move(**there);
    Result<Verdict> verdict = judge(database, subscription, request, nowMs);
    if (verdict && *verdict == Verdict::Done)
        verdict = applyAcks(database, subscription.id, request.acks, nowMs);
    if (!verdict)
        return verdict.error();
    if (*verdict != Verdict::Done)
        return refused(*verdict, subscription);
    if (request.done)
        return end(database, std::move(subscription), nowMs);
    subscription.phase = Phase::Held;
    subscription.dueAtMs = nowMs + subscription.config.leaseTtlMs;
    if (Result<void> saved = saveState(database, subscription); !saved)
        return saved.error();
    return refused(Verdict::Done, subscription);
}

Outcome releaseSubscription(Database &database, const QByteArray &name, const ClaimRequest &request,
                            qint64 nowMs)
{
    ClaimRequest last = request;
    last.acks.clear();
    last.done = true;
    return ackSubscription(database, name, last, nowMs);
}

Outcome skipTo(Database &database, const QByteArray &name, const std::vector<SubscriptionAck> &acks,
               qint64 nowMs)
{
    Result<std::optional<Subscription>> there = subscriptionByName(database, name);
    if (!there)
        return there.error();
    if (!*there)
        return refused(Verdict::NotFound);
    Subscription subscription = std::move(**there);
    Result<Verdict> verdict = applyAcks(database, subscription.id, acks, nowMs);
    if (!verdict)
        return verdict.error();
    if (*verdict != Verdict::Done)
        return refused(*verdict, subscription);
    Result<QByteArray> pending = pendingPathOf(database, subscription.id, nowMs);
    if (!pending)
        return pending.error();
    // Nobody is to be called for what is done.
    if (pending->isEmpty() && subscription.phase == Phase::Woken) {
        letGo(subscription);
        if (Result<void> saved = saveState(database, subscription); !saved)
            return saved.error();
    }
    return refused(Verdict::Done, subscription);
}

} // namespace dogwatch
