// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/options.h"

#include <cstdint>

namespace dogwatch::hook {

// `--check`: says in words where a payload would go, whether the application answers there, what
// waits in the spool, and what a payload would say of agent and terminal. Sends and makes nothing.
// Returns the exit code: done if the application takes events, nothing there if it does not run
// (hooks are safe in the spool then), failed if anything else stands in the way.
[[nodiscard]] int printSelfCheck(const Options &options, std::uint64_t nowNs);

} // namespace dogwatch::hook
