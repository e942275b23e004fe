// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace dogwatch {

// Tells the allocator to keep some megabytes of what was freed in each thread instead of giving the
// pages back at once: a batch of events takes and frees more than the 128 KiB at which glibc trims,
// so that under load every page was taken from the kernel again for each batch, at a third of the
// writer's time.
//
// Once, before the first thread. glibc only (mallopt(3)); elsewhere nothing happens.
void keepFreedMemory();

} // namespace dogwatch
