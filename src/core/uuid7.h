// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace dogwatch {

// A new time-ordered UUID (RFC 9562, version 7) as 36 characters. `nowMs` is unix ms; within one
// millisecond the order is random. Thread: any.
[[nodiscard]] QString makeUuid7(qint64 nowMs);

} // namespace dogwatch
