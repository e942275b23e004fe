// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"

#include <QStringList>

namespace dogwatch {

// What runs here and where it keeps things: a name in the person's language and what it is, in
// turn. Any thread.
[[nodiscard]] QStringList aboutFacts(const DataFolder &folder);

} // namespace dogwatch
