// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace dogwatch::hook {

// What the program says of itself. Each returns the exit code.
[[nodiscard]] int printHelp();
[[nodiscard]] int printVersion();
[[nodiscard]] int printWrongUsage(const char *argument);

} // namespace dogwatch::hook
