// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <initializer_list>
#include <string_view>

namespace dogwatch::hook {

// Writes to the standard output; false if nobody takes it. Not for hook mode.
[[nodiscard]] bool writeOut(std::string_view text);

// Writes to the standard error, and does not care whether anyone takes it. Not for hook mode.
void writeError(std::initializer_list<std::string_view> parts);

} // namespace dogwatch::hook
