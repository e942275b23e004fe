// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/posixfile.h"

#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kReadBlock = 64 * 1024;

} // namespace

Error systemError(const QString &what, const QString &path, int number)
{
    ErrorCode code = ErrorCode::StorageFull;
    if (number == EACCES || number == EPERM || number == EROFS)
        code = ErrorCode::Permission;
    else if (number == ELOOP || number == ENOTDIR || number == EISDIR || number == ENAMETOOLONG)
        code = ErrorCode::Conflict;
    else if (number == ENOENT)
        code = ErrorCode::Missing;
    const QString reason = QString::fromLocal8Bit(std::strerror(number));
    return {code, u"%1 %2: %3"_s.arg(what, path, reason)};
}

Result<QByteArray> readAll(int fd, const QString &path)
{
    QByteArray bytes;
    QByteArray block(kReadBlock, Qt::Uninitialized);
    for (;;) {
        const ssize_t got = ::read(fd, block.data(), size_t(block.size()));
        if (got == 0)
            return bytes;
        if (got < 0 && errno != EINTR)
            return systemError(u"cannot read"_s, path, errno);
        if (got > 0)
            bytes.append(block.constData(), got);
    }
}

Result<void> writeAll(int fd, const QByteArray &bytes, const QString &path)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t put = ::write(fd, bytes.constData() + done, size_t(bytes.size() - done));
        if (put < 0 && errno != EINTR)
            return systemError(u"cannot write"_s, path, errno);
        if (put > 0)
            done += put;
    }
    if (::fsync(fd) != 0)
        return systemError(u"cannot write"_s, path, errno);
    return {};
}

Result<void> setOwnerAndMode(int fd, quint32 owner, quint32 group, quint32 mode,
                             const QString &path)
{
    struct stat made = {};
    if (::fstat(fd, &made) != 0)
        return systemError(u"cannot write"_s, path, errno);
    const bool isSame = made.st_uid == owner && made.st_gid == group;
    if (!isSame && ::fchown(fd, owner, group) != 0) {
        return Error{ErrorCode::Permission,
                     u"cannot keep the owner of %1, so it is left alone"_s.arg(path)};
    }
    // After the change of owner, which clears bits.
    if (::fchmod(fd, mode) != 0)
        return systemError(u"cannot keep the mode of"_s, path, errno);
    return {};
}

} // namespace dogwatch
