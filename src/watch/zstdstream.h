// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>

#include <functional>

namespace dogwatch {

// Compresses and unpacks what does not fit into memory, piece by piece. Blocking; any thread.

// Fills the buffer and says how much; 0: the end.
using ByteSource = std::function<Result<qint64>(char *buffer, qint64 size)>;
using ByteSink = std::function<Result<void>(const char *bytes, qint64 size)>;

[[nodiscard]] Result<void> compress(const ByteSource &source, const ByteSink &sink);
// Corrupt where it is no compressed stream, or ends too early.
[[nodiscard]] Result<void> unpack(const ByteSource &source, const ByteSink &sink);

} // namespace dogwatch
