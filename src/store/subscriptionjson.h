// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/subscriptiontable.h"

#include <QJsonArray>
#include <QJsonObject>

namespace dogwatch {

// Subscriptions as they are told. Pure.

// For the protocol's clients: a link with where it stands, and, for claims and webhooks, how far
// there is something.
[[nodiscard]] QJsonArray linksJson(const std::vector<SubscriptionLink> &links, bool withTails);

// For people and scripts: who works, and how far behind it is. A lag is of events or of bytes.
[[nodiscard]] QJsonObject consumerJson(const Subscription &subscription,
                                       const std::vector<SubscriptionLink> &links,
                                       bool withStreams);

// "-1" before the first.
[[nodiscard]] QByteArray ackedToken(const SubscriptionLink &link);
[[nodiscard]] QString phaseName(SubscriptionPhase phase);

struct Lag
{
    qint64 events = 0;
    qint64 bytes = 0;
};
[[nodiscard]] Lag lagOf(const std::vector<SubscriptionLink> &links);

} // namespace dogwatch
