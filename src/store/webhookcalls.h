// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/signingkey.h"
#include "store/subscriptionwakes.h"

namespace dogwatch {

// The calls of webhooks that are due, and what came of them. A call that was not answered by a 2xx
// is made again, after a second at first and a minute at most, also after a restart; so a receiver
// may see a wake more than once, and knows it by its id.

struct WebhookCall
{
    Subscription subscription;
    std::vector<SubscriptionLink> links; // as they are told
};

// Reader connection.
struct WebhooksDue
{
    std::vector<WebhookCall> calls;
    std::optional<SigningKey> key; // there where there are calls
    bool any = false; // there are subscriptions
    std::optional<qint64> nextMs; // when something is due after these
};
[[nodiscard]] Result<WebhooksDue> webhooksDue(Database &database, qint64 nowMs);

struct WebhookResult
{
    bool isTaken = false; // a 2xx
    bool isDone = false; // and all that was told is done
    QString error; // why it was not taken
};

// Writer connection, inside a transaction. Nothing happens where the wake is over by now.
[[nodiscard]] Result<Wakes> finishWebhook(Database &database, const WebhookCall &call,
                                          const WebhookResult &result, qint64 nowMs);

// Before the next one after so many that failed: 1 s to 60 s, and a fifth more or less by chance.
[[nodiscard]] qint64 webhookDelayMs(qint64 attempts, double chance);

} // namespace dogwatch
