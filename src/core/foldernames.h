// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace dogwatch {

// All names in a folder but "." and "..", in no order, as bytes: also one that is no valid text
// must be found again. A folder that can't be read to its end is an error and never an empty or
// shorter list: NotFound where it is not there, Permission, or StorageFull where the disk fails.
// Blocking.
[[nodiscard]] Result<std::vector<QByteArray>> namesIn(const QString &folder);

} // namespace dogwatch
