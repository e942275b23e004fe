// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/options.h"

namespace dogwatch::hook {

// Hook mode: takes the payload from the standard input and brings it to the application or to the
// spool. Silent, and without a result: an agent must not learn from its hook how its monitor fares.
// `observedNs` is when the hook was called, unix time.
void runHook(const Options &options, std::uint64_t observedNs);

} // namespace dogwatch::hook
