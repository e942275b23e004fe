// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/signingkey.h"
#include "store/subscriptionwakes.h"

namespace dogwatch {

// What consumers do with their subscriptions. Each call is part of a transaction of the writer;
// what is refused moves no position. An Error is only ever the store's.
//
// Writer thread.

enum class SubscriptionVerdict {
    Created,
    Exists, // as it was asked for
    Done,
    NotFound,
    OtherConfig,
    OtherKind, // a webhook is not claimed, and nothing else is called back
    AlreadyClaimed,
    NoPendingWork,
    BadToken, // none of this subscription
    Fenced, // of a wake that is over
    NoSuchStream, // none of its streams
    BadOffset, // not past what is done already, past the tail, or none of the stream
};

struct SubscriptionOutcome
{
    SubscriptionVerdict verdict = SubscriptionVerdict::NotFound;
    Subscription subscription; // as it is now; of no meaning for NotFound
    std::vector<SubscriptionLink> links;
    QByteArray kid; // of the key that signs its webhooks
    QByteArray token; // of a claim
    bool nextWake = false; // there is more to be done, and it was woken for that
    Wakes wakes;
};

struct SubscriptionAck
{
    QByteArray stream;
    std::optional<StreamPosition> position; // none: whatever is there now
};

// What a holder shows, and says.
struct ClaimRequest
{
    QByteArray token;
    QByteArray wakeId;
    qint64 generation = 0;
    std::vector<SubscriptionAck> acks;
    bool done = false;
    bool isCallback = false; // of a webhook
};

// Registering again gives back what is there, with its positions.
[[nodiscard]] Result<SubscriptionOutcome> createSubscription(Database &database,
                                                             const QByteArray &name,
                                                             const SubscriptionConfig &config,
                                                             qint64 nowMs);
[[nodiscard]] Result<SubscriptionOutcome> deleteSubscription(Database &database,
                                                             const QByteArray &name);
[[nodiscard]] Result<SubscriptionOutcome> addStreams(Database &database, const QByteArray &name,
                                                     const QByteArrayList &paths, qint64 nowMs);
[[nodiscard]] Result<SubscriptionOutcome> removeStream(Database &database, const QByteArray &name,
                                                       const QByteArray &path);

[[nodiscard]] Result<SubscriptionOutcome> claimSubscription(Database &database,
                                                            const QByteArray &name,
                                                            const QByteArray &worker, qint64 nowMs);
// Moves positions forward and prolongs the lease; or, with `done`, ends it.
[[nodiscard]] Result<SubscriptionOutcome> ackSubscription(Database &database,
                                                          const QByteArray &name,
                                                          const ClaimRequest &request,
                                                          qint64 nowMs);
// Ends the lease with what is done.
[[nodiscard]] Result<SubscriptionOutcome> releaseSubscription(Database &database,
                                                              const QByteArray &name,
                                                              const ClaimRequest &request,
                                                              qint64 nowMs);

// By a person, whoever holds it: these are done.
[[nodiscard]] Result<SubscriptionOutcome> skipTo(Database &database, const QByteArray &name,
                                                 const std::vector<SubscriptionAck> &acks,
                                                 qint64 nowMs);

} // namespace dogwatch
