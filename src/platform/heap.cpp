// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "platform/heap.h"

#ifdef __linux__
#include <malloc.h>
#endif

namespace dogwatch {

void keepFreedMemory()
{
#ifdef __GLIBC__
    // To set one of them ends glibc's own adjusting of both.
    (void)mallopt(M_TRIM_THRESHOLD, 2 * 1024 * 1024);
    (void)mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
#endif
}

} // namespace dogwatch
