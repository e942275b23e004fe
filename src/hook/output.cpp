// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/output.h"

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <unistd.h>

namespace dogwatch::hook {

namespace {

bool writeTo(int file, std::string_view text)
{
    signal(SIGPIPE, SIG_IGN);
    while (!text.empty()) {
        const ssize_t written = write(file, text.data(), text.size());
        if (written > 0)
            text.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            return false;
    }
    return true;
}

} // namespace

bool writeOut(std::string_view text)
{
    return writeTo(STDOUT_FILENO, text);
}

void writeError(std::initializer_list<std::string_view> parts)
{
    for (const std::string_view part : parts) {
        if (!writeTo(STDERR_FILENO, part))
            return;
    }
}

} // namespace dogwatch::hook
