// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>
#include <string_view>

namespace dogwatch::hook {

// Writes a file that is there whole or not at all, over a crash and over a power cut: it is made
// under ".NAME.tmp", brought to disk, renamed, and its folder is brought to disk. The file is 0600.
// False if that failed; then nothing of it is left, but for a temporary file if we are killed.
[[nodiscard]] bool writeWholeFile(int folder, std::string_view name,
                                  std::span<const std::string_view> parts);

} // namespace dogwatch::hook
