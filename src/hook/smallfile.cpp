// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/smallfile.h"

#include "hook/filedescriptor.h"

#include <fcntl.h>

namespace dogwatch::hook {

std::string_view readSmallFile(const char *path, char *storage, std::size_t capacity)
{
    // Non-blocking, so that a pipe in the place of a file can't hold us.
    const FileDescriptor file(open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file.isOpen())
        return {};
    const ssize_t got = read(file.get(), storage, capacity);
    return got > 0 ? std::string_view(storage, static_cast<std::size_t>(got)) : std::string_view();
}

} // namespace dogwatch::hook
