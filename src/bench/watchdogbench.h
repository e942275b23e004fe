// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QJsonObject>

namespace dogwatch {

// What a look of the watchdog costs in a store with that many live sessions, made for the purpose
// in a folder that goes away with it: reading, looking outside, and above all how long its
// transactions hold the store's lock, where there is nothing to say, where all evidence has to be
// judged, and where all processes have gone at once. Blocking, some seconds.
[[nodiscard]] Result<QJsonObject> measureWatchdog(int sessions);

} // namespace dogwatch
