// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/hostclock.h"

#include <ctime>
#include <unistd.h>

namespace dogwatch::hook {

namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;
constexpr std::int64_t kNsPerMs = 1'000'000;

std::int64_t readClock(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * kNsPerSecond + time.tv_nsec;
}

// Being put aside between the two readings would shift the result; the tightest of a few counts.
std::int64_t unixNanosecondsOfBoot()
{
    constexpr int kTries = 3;
    constexpr std::int64_t kGoodEnoughNs = 20'000;
    std::int64_t best = 0;
    std::int64_t bestSpan = INT64_MAX;
    for (int i = 0; i < kTries && bestSpan > kGoodEnoughNs; ++i) {
        const std::int64_t before = readClock(CLOCK_BOOTTIME);
        const std::int64_t now = readClock(CLOCK_REALTIME);
        const std::int64_t after = readClock(CLOCK_BOOTTIME);
        if (after - before < bestSpan) {
            bestSpan = after - before;
            best = now - (before + bestSpan / 2);
        }
    }
    return best;
}

} // namespace

std::uint64_t unixNanoseconds()
{
    return static_cast<std::uint64_t>(readClock(CLOCK_REALTIME));
}

std::uint64_t unixMillisecondsOfBootTicks(std::uint64_t ticks)
{
    const auto ticksPerSecond = static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
    const auto sinceBootMs = static_cast<std::int64_t>(ticks * 1000 / ticksPerSecond);
    const std::int64_t bootMs = (unixNanosecondsOfBoot() + kNsPerMs / 2) / kNsPerMs;
    const std::int64_t result = bootMs + sinceBootMs;
    return result > 0 ? static_cast<std::uint64_t>(result) : 0;
}

Deadline::Deadline(int milliseconds)
    : m_endNs(readClock(CLOCK_MONOTONIC) + milliseconds * kNsPerMs)
{ }

int Deadline::remainingMs() const
{
    const std::int64_t leftNs = m_endNs - readClock(CLOCK_MONOTONIC);
    return leftNs <= 0 ? 0 : static_cast<int>((leftNs + kNsPerMs - 1) / kNsPerMs);
}

} // namespace dogwatch::hook
