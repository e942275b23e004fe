// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/privateoutput.h"

#include "store/spoolfile.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPrefix = ".dogwatch-"_L1;
constexpr auto kSuffix = ".tmp"_L1;

Error systemError(const QString &path)
{
    return {errno == ENOSPC || errno == EIO || errno == EDQUOT ? ErrorCode::StorageFull
                                                               : ErrorCode::Permission,
            u"cannot write %1: %2"_s.arg(path, qt_error_string(errno))};
}

} // namespace

PrivateOutput::PrivateOutput(int descriptor, QString path)
    : m_descriptor(descriptor)
    , m_path(std::move(path))
{ }

PrivateOutput::PrivateOutput(PrivateOutput &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_path(std::exchange(other.m_path, {}))
{ }

PrivateOutput &PrivateOutput::operator=(PrivateOutput &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_path, other.m_path);
    return *this;
}

PrivateOutput::~PrivateOutput()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
    if (!m_path.isEmpty())
        unlink(QFile::encodeName(m_path).constData());
}

Result<PrivateOutput> PrivateOutput::create(const QString &folder)
{
    const QString path = folder + u'/' + kPrefix
        + QString::number(QRandomGenerator::system()->generate64(), 16) + kSuffix;
    const int descriptor = open(QFile::encodeName(path).constData(),
                                O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return systemError(path);
    return PrivateOutput(descriptor, path);
}

bool PrivateOutput::isTemporary(const QString &name)
{
    return name.startsWith(kPrefix) && name.endsWith(kSuffix);
}

Result<void> PrivateOutput::write(const char *bytes, qint64 size)
{
    while (size > 0) {
        const ssize_t done = ::write(m_descriptor, bytes, static_cast<std::size_t>(size));
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return systemError(m_path);
        bytes += done;
        size -= done;
    }
    return {};
}

Result<void> PrivateOutput::sync(std::optional<qint64> modifiedMs)
{
    if (modifiedMs) {
        struct timespec at
        { };
        at.tv_sec = *modifiedMs / 1000;
        at.tv_nsec = *modifiedMs % 1000 * 1'000'000;
        const std::array<timespec, 2> times{at, at};
        if (futimens(m_descriptor, times.data()) != 0)
            return systemError(m_path);
    }
    return fsync(m_descriptor) == 0 ? Result<void>() : Result<void>(systemError(m_path));
}

Result<void> PrivateOutput::rename(const QString &target)
{
    if (std::rename(QFile::encodeName(m_path).constData(), QFile::encodeName(target).constData())
        != 0)
        return systemError(target);
    return named(target);
}

Result<void> PrivateOutput::renameNew(const QString &target)
{
    if (Result<void> done = dogwatch::renameNew(m_path, target); !done)
        return Error{done.error().code, u"cannot write %1: %2"_s.arg(target, done.error().text)};
    return named(target);
}

Result<void> PrivateOutput::named(const QString &target)
{
    m_path.clear();
    return syncFolder(QFileInfo(target).path());
}

} // namespace dogwatch
