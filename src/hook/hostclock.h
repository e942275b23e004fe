// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace dogwatch::hook {

// All clocks here are read without entering the kernel.

// Unix time in nanoseconds.
[[nodiscard]] std::uint64_t unixNanoseconds();

// Unix time in milliseconds of an instant given in clock ticks since boot, the unit in which
// /proc/PID/stat gives a process's start. Linux counts 100 ticks a second, suspended time included.
//
// The instant of boot is taken as CLOCK_REALTIME - CLOCK_BOOTTIME rather than from `btime` in
// /proc/stat: that has whole seconds only and makes the kernel add up every interrupt counter. So
// two calls for one process agree within 1 ms as long as nobody sets the clock; a clock that is set
// moves the answer by as much, which is why a comparison needs a tolerance.
[[nodiscard]] std::uint64_t unixMillisecondsOfBootTicks(std::uint64_t ticks);

// A point in time after which there is no more waiting; on the monotonic clock.
class Deadline
{
public:
    explicit Deadline(int milliseconds);

    // Rounded up, so that a wait of this length is not cut short; 0 once it has passed.
    [[nodiscard]] int remainingMs() const;

private:
    std::int64_t m_endNs;
};

} // namespace dogwatch::hook
