// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "platform/shortslice.h"

#ifdef __linux__
#include <cstdint>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace dogwatch {

#ifdef __linux__

namespace {

constexpr std::uint64_t kSliceNs = 100'000; // the shortest that the kernel grants

// The kernel's struct sched_attr in its first size; newer C libraries have one of that name.
struct SchedulingAttributes
{
    std::uint32_t size = sizeof(SchedulingAttributes);
    std::uint32_t policy = 0;
    std::uint64_t flags = 0;
    std::int32_t nice = 0;
    std::uint32_t priority = 0;
    std::uint64_t runtime = 0; // of a normal thread: its slice
    std::uint64_t deadline = 0;
    std::uint64_t period = 0;
};

} // namespace

void askForShortSlices()
{
    SchedulingAttributes attributes;
    // What was set for us, a niceness above all, stays.
    if (syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0
        || attributes.policy != SCHED_OTHER)
        return;
    attributes.size = sizeof attributes;
    attributes.runtime = kSliceNs;
    (void)syscall(SYS_sched_setattr, 0, &attributes, 0);
}

#else

void askForShortSlices() { }

#endif

} // namespace dogwatch
