// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QJsonObject>

namespace dogwatch {

// How long searches take in a store of that many events, made for the purpose in a folder that goes
// away with it: words in every event and in few, with and without filters; and how fast the index
// is made. Blocking, about a minute for a million events.
[[nodiscard]] Result<QJsonObject> measureSearch(qint64 events);

} // namespace dogwatch
