// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QUrl>

namespace dogwatch {

// Where a webhook may be: https, but to no address of a private network, or http on this machine's
// loopback. A name that turns out to be private only when it is looked up is not seen here; over
// https the receiver must have a certificate for that name. Pure; any thread.
[[nodiscard]] bool isWebhookUrlAllowed(const QUrl &url);

} // namespace dogwatch
