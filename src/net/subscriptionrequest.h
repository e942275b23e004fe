// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"
#include "store/subscriptionwork.h"

namespace dogwatch {

// What requests below /v1/stream/__ds/ ask for. InvalidInput is for 400. Pure.

struct SubscriptionRoute
{
    enum class Kind {
        None, // there is no such path
        OtherMethod,
        Keys,
        Create,
        Show,
        Delete,
        AddStreams,
        RemoveStream,
        Claim,
        Ack,
        Release,
        Callback,
    };
    Kind kind = Kind::None;
    QByteArray name; // of the subscription
    QByteArray stream; // to be removed
    QByteArray allowed; // methods of the path

    // It shows the claim's token where the others show that of the data folder.
    [[nodiscard]] bool hasOwnToken() const
    {
        return kind == Kind::Ack || kind == Kind::Release || kind == Kind::Callback;
    }
};

[[nodiscard]] bool isSubscriptionPath(const RequestHead &head);
[[nodiscard]] SubscriptionRoute subscriptionRouteOf(const RequestHead &head);

// InvalidInput with the text kUrlRejected where the webhook may not be called.
inline constexpr char kUrlRejected[] = "the webhook's address is not allowed";
[[nodiscard]] Result<SubscriptionConfig> configOf(const QByteArray &body);
[[nodiscard]] Result<QByteArrayList> streamsOf(const QByteArray &body);
[[nodiscard]] Result<QByteArray> workerOf(const QByteArray &body);
[[nodiscard]] Result<ClaimRequest> claimRequestOf(const HttpRequest &request);
// Of a person: {"acks":[{"stream","offset"}]}, where an offset may be "now".
[[nodiscard]] Result<std::vector<SubscriptionAck>> skipsOf(const QByteArray &body);

[[nodiscard]] bool isSubscriptionName(const QByteArray &name);

} // namespace dogwatch
