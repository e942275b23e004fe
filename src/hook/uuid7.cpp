// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/uuid7.h"

#include "hook/hostclock.h"

#include <cstddef>
#include <cstring>
#include <sys/auxv.h>
#include <sys/random.h>
#include <unistd.h>

namespace dogwatch::hook {

namespace {

std::uint64_t scrambled(std::uint64_t x)
{
    x ^= x >> 31;
    x *= 0x9E3779B97F4A7C15u;
    x ^= x >> 29;
    x *= 0xD6E8FEB86659FD93u;
    return x ^ (x >> 32);
}

// For a kernel that has no random bytes yet, or a sandbox that refuses to give any. The kernel
// hands each program a few at its start; with the pid and the clock they keep two hooks apart.
std::uint64_t randomWithoutKernel()
{
    std::uint64_t seed = 0;
    if (const unsigned long address = getauxval(AT_RANDOM); address != 0)
        std::memcpy(&seed, reinterpret_cast<const void *>(address), sizeof seed);
    return scrambled(scrambled(seed) ^ unixNanoseconds())
        ^ scrambled(static_cast<std::uint64_t>(getpid()));
}

std::uint64_t randomBits()
{
    std::uint64_t bits = 0;
    if (getrandom(&bits, sizeof bits, GRND_NONBLOCK) != static_cast<ssize_t>(sizeof bits))
        bits = randomWithoutKernel();
    return bits;
}

} // namespace

Uuid7::Uuid7(std::uint64_t unixNanoseconds)
{
    constexpr std::uint64_t kNsPerMs = 1'000'000;
    const std::uint64_t ms = unixNanoseconds / kNsPerMs;
    const std::uint64_t fraction = unixNanoseconds % kNsPerMs * 4096 / kNsPerMs;
    const std::uint64_t high = ms << 16 | 0x7000u | fraction;
    const std::uint64_t low = (randomBits() >> 2) | (std::uint64_t{1} << 63);

    char *to = m_text;
    for (int nibble = 0; nibble < 32; ++nibble) {
        if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20)
            *to++ = '-';
        const std::uint64_t half = nibble < 16 ? high : low;
        *to++ = "0123456789abcdef"[half >> (60 - nibble % 16 * 4) & 0xf];
    }
}

} // namespace dogwatch::hook
