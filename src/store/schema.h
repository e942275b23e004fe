// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>

namespace dogwatch {

// The statements that bring a store from one schema version to the next, in order. A step that was
// released is never changed: the next one mends it. 0 <= from < kSchemaVersion. Any thread.
[[nodiscard]] std::span<const char *const> schemaStep(int from);

} // namespace dogwatch
