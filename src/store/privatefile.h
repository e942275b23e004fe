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

} // namespace dogwatch
