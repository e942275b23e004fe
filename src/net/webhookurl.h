// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHostAddress>
#include <QUrl>

#include <optional>

namespace dogwatch {

// Where a webhook may be that a client has named: where core/sendaddress.h lets one be, without a
// user's name in it, and at no address of a private network. Pure; any thread.

// False also for an address that stands in the URL itself and is refused.
[[nodiscard]] bool isWebhookUrlAllowed(const QUrl &url);

// Whether the host of such a URL may turn out to be there: this machine at loopback and nowhere
// else, others on the open network.
[[nodiscard]] bool isWebhookAddressAllowed(const QUrl &url, const QHostAddress &address);

// The address that the URL's host is; nothing for a name.
[[nodiscard]] std::optional<QHostAddress> addressIn(const QUrl &url);

} // namespace dogwatch
