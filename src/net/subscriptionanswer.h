// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/refusal.h"
#include "store/subscriptionwork.h"

#include <optional>

namespace dogwatch {

// What came of requests below /v1/stream/__ds/, as the protocol puts it. Pure.

// `keys` is the address of the key set.
[[nodiscard]] HttpResponse recordAnswer(const SubscriptionOutcome &outcome, const QByteArray &keys);
[[nodiscard]] HttpResponse claimAnswer(const SubscriptionOutcome &outcome);
[[nodiscard]] HttpResponse ackAnswer(const SubscriptionOutcome &outcome);
// 204.
[[nodiscard]] HttpResponse doneAnswer(const SubscriptionOutcome &outcome);
[[nodiscard]] HttpResponse keysAnswer(const SigningKey &key);
[[nodiscard]] HttpResponse subscriptionMisuse(const Error &error);
// Why it was refused; nothing where it was not.
[[nodiscard]] std::optional<Refusal> refusalOf(SubscriptionVerdict verdict);

} // namespace dogwatch
