// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArrayList>
#include <QJsonObject>

namespace dogwatch {

// What a consumer of streams asks for when it registers. Paths are UTF-8. Pure; any thread.
struct SubscriptionConfig
{
    enum class Kind {
        PullWake, // somebody claims the work
        Webhook, // it is told by a request of ours
    };
    Kind kind = Kind::PullWake;
    QByteArray pattern; // a glob; empty: none
    QByteArrayList streams; // by name
    QByteArray url; // of a webhook
    QByteArray wakeStream; // is told that there is work; empty: nobody is
    qint64 leaseTtlMs = 30'000;
    QString description;
    bool fromStart = false; // of what is there already; else from its tail
};

// What no stream's path may begin with: the protocol's own.
inline constexpr char kReservedPaths[] = "__ds/";

// InvalidInput says what is wrong with it. Whether a webhook's address may be called is not seen.
[[nodiscard]] Result<SubscriptionConfig> subscriptionConfigOf(const QJsonObject &asked);
// Always the same for the same config; subscriptionConfigOf() reads it again.
[[nodiscard]] QJsonObject toJson(const SubscriptionConfig &config);

[[nodiscard]] bool isSubscribablePath(const QByteArray &path);

} // namespace dogwatch
