// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/spoolfile.h"

#include "hook/failpoint.h"
#include "hook/filedescriptor.h"
#include "hook/textbuilder.h"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <fcntl.h>

namespace dogwatch::hook {

namespace {

bool writeAll(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = write(file, bytes.data(), bytes.size());
        if (written > 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (written == 0 || errno != EINTR)
            return false;
    }
    return true;
}

bool fill(int file, std::span<const std::string_view> parts)
{
    if (faultAt("hook.before_spool_write"))
        return false;
    for (const std::string_view part : parts) {
        if (!writeAll(file, part))
            return false;
    }
    if (faultAt("hook.after_spool_write") || fsync(file) != 0)
        return false;
    return !faultAt("hook.after_fsync");
}

} // namespace

bool writeWholeFile(int folder, std::string_view name, std::span<const std::string_view> parts)
{
    FixedText<256> finalName;
    finalName.append(name);
    FixedText<256> temporary;
    temporary.append('.');
    temporary.append(name);
    temporary.append(".tmp");
    if (temporary.overflowed())
        return false;
    constexpr int kFlags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    const FileDescriptor file(openat(folder, temporary.cString(), kFlags, 0600));
    if (!file.isOpen())
        return false;
    if (!fill(file.get(), parts)
        || renameat(folder, temporary.cString(), folder, finalName.cString()) != 0) {
        unlinkat(folder, temporary.cString(), 0);
        return false;
    }
    // The event stands now, whatever becomes of the last step: a failure here is none of it.
    if (!faultAt("hook.after_rename"))
        fsync(folder);
    return true;
}

} // namespace dogwatch::hook
