// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <atomic>
#include <memory>

namespace dogwatch {

// Whether nobody waits for the answer any more; a read that sees it ends with Cancelled. Null: it
// is waited for to the end. Any thread.
using ReadCancelled = std::shared_ptr<const std::atomic<bool>>;

} // namespace dogwatch
