// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "core/result.h"
#include "store/entriesmodel.h"

namespace dogwatch {

// The line of a transcript that an entry came from, as it was written, without its end. Read from
// the file each time: NotFound where that is gone, or holds something else at that place by now.
// Blocking: for a thread of a pool.
[[nodiscard]] Result<QByteArray> rawLine(const EntryPlace &place, const DataFolder &folder);

} // namespace dogwatch
