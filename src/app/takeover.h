// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "core/result.h"
#include "store/instancelock.h"

namespace dogwatch {

// A start with a window where another instance holds the data folder. One with a window is asked to
// raise it (and to show the session, if one is named): false, and this start is done. A headless
// one is asked to stop, and its lock taken: true. Busy where neither came about. Blocking, up to 5
// s.
[[nodiscard]] Result<bool> takeOver(const DataFolder &folder, const QString &session,
                                    InstanceLock &lock);

} // namespace dogwatch
