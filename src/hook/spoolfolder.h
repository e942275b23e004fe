// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/filedescriptor.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dogwatch::hook {

// Where the spool ends (RELIABILITY.md, T29). One payload of any legal size still fits a spool that
// is not full yet, so that it can hold twice this at the very most.
inline constexpr std::uint64_t kSpoolBytes = std::uint64_t{64} << 20;
inline constexpr std::uint64_t kSpoolFiles = 20'000;

// How much a folder of the spool holds. Counting stops where it is full.
struct SpoolFill
{
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;

    [[nodiscard]] bool isFull() const { return files >= kSpoolFiles || bytes >= kSpoolBytes; }
};

enum class IfMissing {
    Make,
    Fail,
};

// Opens "spool" in the data folder; where it is missing it is made with the folders above it, 0700.
// Not open if that fails, if it is a link, or if it belongs to another user.
[[nodiscard]] FileDescriptor openSpool(std::string_view dataFolder, IfMissing ifMissing);

// The same for "rejected" in the spool; made where it is missing.
[[nodiscard]] FileDescriptor openRejected(int spool);

// Reads the folder, which must be freshly opened, but not the sizes of files whose names tell them
// (see spool.h).
[[nodiscard]] SpoolFill measureFolder(int folder);

// Leaves word in ".gap" of an event that is lost because it could not be kept: one line
// "UNIX-MS SOURCE REASON". The file stops growing at 1 MiB, so its lines are the least that was
// lost.
void recordGap(int spool, std::uint64_t observedMs, std::string_view source,
               std::string_view reason);

} // namespace dogwatch::hook
