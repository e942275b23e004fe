// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/subscriptionwork.h"

#include <QJsonArray>
#include <QJsonObject>

namespace dogwatch {

// Subscriptions, looked at. Each is one moment of the store. Reader connection.

// With its streams and its key; NotFound is a verdict.
[[nodiscard]] Result<SubscriptionOutcome> showSubscription(Database &database,
                                                           const QByteArray &name, qint64 nowMs);
// For people and scripts; by name.
[[nodiscard]] Result<QJsonArray> consumers(Database &database, qint64 nowMs);
// NotFound: there is no such.
[[nodiscard]] Result<QJsonObject> consumer(Database &database, const QByteArray &name,
                                           qint64 nowMs);

} // namespace dogwatch
