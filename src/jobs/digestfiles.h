// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/digestdata.h"

namespace dogwatch {

// So many of the newest digests have a file.
inline constexpr int kDigestFiles = 30;

// Writes those that `folder` has no file of. What went wrong, or nothing. Pool; blocking.
[[nodiscard]] QString writeDigestFiles(const QString &folder,
                                       const std::vector<KeptDigest> &digests);

} // namespace dogwatch
