// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/spoolfile.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// A payload of 64 MiB and what stands around it.
constexpr qint64 kLargestFile = 65LL * 1024 * 1024;

// An open file, closed at the end of its scope.
class OpenFile
{
public:
    explicit OpenFile(int file)
        : m_file(file)
    { }
    ~OpenFile()
    {
        if (m_file >= 0)
            close(m_file);
    }
    Q_DISABLE_COPY_MOVE(OpenFile)

    [[nodiscard]] int get() const { return m_file; }

private:
    const int m_file;
};

Error systemError()
{
    return {errno == ENOENT ? ErrorCode::NotFound : ErrorCode::StorageFull, qt_error_string(errno)};
}

Result<QByteArray> readAll(int file, qint64 size)
{
    QByteArray content(static_cast<qsizetype>(size), Qt::Uninitialized);
    qsizetype have = 0;
    while (have < content.size()) {
        const ssize_t got =
            ::read(file, content.data() + have, static_cast<std::size_t>(content.size() - have));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError();
        if (got == 0)
            break;
        have += got;
    }
    content.truncate(have);
    return content;
}

} // namespace

Result<void> checkSpoolFile(const struct stat &info)
{
    if (!S_ISREG(info.st_mode))
        return Error{ErrorCode::InvalidInput, u"not a regular file"_s};
    if (info.st_uid != geteuid())
        return Error{ErrorCode::InvalidInput, u"it belongs to another user"_s};
    if (info.st_nlink != 1)
        return Error{ErrorCode::InvalidInput, u"it has another name elsewhere"_s};
    if (info.st_size > kLargestFile)
        return Error{ErrorCode::InvalidInput, u"larger than any event may be"_s};
    return {};
}

Result<QByteArray> readSpoolFile(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    // Looked at first: opening a FIFO or a device could block or do something.
    struct stat before
    { };
    if (lstat(name.constData(), &before) != 0)
        return systemError();
    if (Result<void> sound = checkSpoolFile(before); !sound)
        return sound.error();
    const OpenFile file(open(name.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat info
    { };
    if (file.get() < 0 || fstat(file.get(), &info) != 0)
        return systemError();
    if (Result<void> sound = checkSpoolFile(info); !sound)
        return sound.error();
    return readAll(file.get(), info.st_size);
}

Result<void> renameNew(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    if (renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE)
        == 0)
        return {};
    if (errno == EEXIST)
        return Error{ErrorCode::Conflict, qt_error_string(errno)};
    // Some file systems don't know the flag.
    struct stat info
    { };
    if (errno != EINVAL || lstat(target.constData(), &info) == 0
        || rename(source.constData(), target.constData()) != 0)
        return systemError();
    return {};
}

Result<void> syncFolder(const QString &path)
{
    const OpenFile folder(
        open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0 || fsync(folder.get()) != 0)
        return systemError();
    return {};
}

} // namespace dogwatch
