// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/spoolfolder.h"

#include "hook/textbuilder.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <utility>

namespace dogwatch::hook {

namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
constexpr const char *kGapFile = ".gap";

FileDescriptor ifOurs(FileDescriptor file)
{
    struct stat info;
    if (file.isOpen() && (fstat(file.get(), &info) != 0 || info.st_uid != geteuid()))
        file.reset();
    return file;
}

void syncFolder(const char *path)
{
    const FileDescriptor folder(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.isOpen())
        fsync(folder.get());
}

// Makes `path` and all above it. A new folder is brought to disk with the one that it stands in, or
// a power cut could take it away together with the file that is about to be written.
bool makeFolders(std::string_view path)
{
    PathText made;
    while (!path.empty()) {
        const std::size_t length = std::min(path.find('/', 1), path.size());
        PathText parent;
        parent.append(made.isEmpty() ? "/" : made.view());
        made.append(std::string_view(path.data(), length));
        path.remove_prefix(length);
        if (made.overflowed())
            return false;
        if (mkdir(made.cString(), 0700) == 0)
            syncFolder(parent.cString());
        else if (errno != EEXIST)
            return false;
    }
    return true;
}

// The size that spool.h puts into a name: "NANOSECONDS-UUID.BYTES.…". False for any other name.
bool sizeFromName(std::string_view name, std::uint64_t &size)
{
    constexpr std::size_t kSizeAt = 20 + 1 + 36 + 1;
    if (name.size() <= kSizeAt || name[20] != '-' || name[kSizeAt - 1] != '.')
        return false;
    name.remove_prefix(kSizeAt);
    size = 0;
    std::size_t digits = 0;
    while (digits < name.size() && name[digits] >= '0' && name[digits] <= '9' && digits < 12)
        size = size * 10 + static_cast<std::uint64_t>(name[digits++] - '0');
    return digits > 0 && digits < name.size() && name[digits] == '.';
}

// Files that were left half written by a hook that was killed count too.
void count(SpoolFill &fill, int folder, const dirent64 &entry)
{
    const std::string_view name = entry.d_name;
    if (name == "." || name == ".." || name == kGapFile || entry.d_type == DT_DIR)
        return;
    std::uint64_t size = 0;
    if (!sizeFromName(name, size)) {
        struct stat info;
        if (fstatat(folder, entry.d_name, &info, AT_SYMLINK_NOFOLLOW) == 0)
            size = static_cast<std::uint64_t>(info.st_size);
    }
    ++fill.files;
    fill.bytes += size;
}

} // namespace

FileDescriptor openSpool(std::string_view dataFolder, IfMissing ifMissing)
{
    umask(0077);
    PathText path;
    path.append(dataFolder);
    path.append("/spool");
    if (path.overflowed())
        return {};
    FileDescriptor spool(open(path.cString(), kFolderFlags));
    if (!spool.isOpen() && errno == ENOENT && ifMissing == IfMissing::Make
        && makeFolders(path.view()))
        spool = FileDescriptor(open(path.cString(), kFolderFlags));
    return ifOurs(std::move(spool));
}

FileDescriptor openRejected(int spool)
{
    constexpr const char *kName = "rejected";
    FileDescriptor folder(openat(spool, kName, kFolderFlags));
    if (!folder.isOpen() && errno == ENOENT && mkdirat(spool, kName, 0700) == 0) {
        fsync(spool);
        folder = FileDescriptor(openat(spool, kName, kFolderFlags));
    }
    return ifOurs(std::move(folder));
}

SpoolFill measureFolder(int folder)
{
    alignas(dirent64) static char entries[32768];
    SpoolFill fill;
    while (!fill.isFull()) {
        const ssize_t size = getdents64(folder, entries, sizeof entries);
        if (size <= 0)
            break;
        for (ssize_t at = 0; at < size;) {
            const auto *entry = reinterpret_cast<const dirent64 *>(entries + at);
            count(fill, folder, *entry);
            at += entry->d_reclen;
        }
    }
    return fill;
}

void recordGap(int spool, std::uint64_t observedMs, std::string_view source,
               std::string_view reason)
{
    constexpr off_t kLongestFile = 1 << 20;
    constexpr int kFlags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
    const FileDescriptor file = ifOurs(FileDescriptor(openat(spool, kGapFile, kFlags, 0600)));
    struct stat info;
    if (!file.isOpen() || fstat(file.get(), &info) != 0 || info.st_size >= kLongestFile)
        return;
    FixedText<128> line;
    line.appendNumber(observedMs);
    line.append(' ');
    line.append(source);
    line.append(' ');
    line.append(reason);
    line.append('\n');
    // One small write in append mode, so that the lines of several hooks don't mix.
    [[maybe_unused]] const ssize_t written = write(file.get(), line.cString(), line.size());
}

} // namespace dogwatch::hook
