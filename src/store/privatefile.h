// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace dogwatch {

// Replaces a file of the data folder as a whole, 0600 from its first byte on, and synced.
[[nodiscard]] Result<void> writePrivateFile(const QString &path, const QByteArray &content);

// The bearer token of a data folder; made if there is none. 64 hexadecimal digits from the system's
// random numbers.
[[nodiscard]] Result<QByteArray> ensureToken(const QString &path);
[[nodiscard]] Result<QByteArray> makeNewToken(const QString &path);

// What the webhooks of a data folder are signed with: 32 bytes from the system's random numbers,
// kept as hexadecimal digits; made if there is none.
[[nodiscard]] Result<QByteArray> ensureWebhookKey(const QString &folder);

} // namespace dogwatch
