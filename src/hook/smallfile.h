// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string_view>

namespace dogwatch::hook {

// Reads the beginning of a file, at most `capacity` bytes, into `storage`. Empty if it can't be
// read.
[[nodiscard]] std::string_view readSmallFile(const char *path, char *storage, std::size_t capacity);

} // namespace dogwatch::hook
