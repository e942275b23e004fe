// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <unistd.h>
#include <utility>

namespace dogwatch {

// What replacing a person's file needs and QFile does not give: modes from the first moment on,
// fsync, owners, and the system's reason for a refusal. Blocking; usable in any thread.

// Closes the descriptor at its end.
class PosixHandle
{
public:
    explicit PosixHandle(int fd)
        : m_fd(fd)
    { }
    ~PosixHandle()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    PosixHandle(const PosixHandle &) = delete;
    PosixHandle &operator=(const PosixHandle &) = delete;

    [[nodiscard]] int fd() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd = -1;
};

// Takes the temporary file away unless it has become the real one.
class UnfinishedFile
{
public:
    explicit UnfinishedFile(QByteArray path)
        : m_path(std::move(path))
    { }
    ~UnfinishedFile()
    {
        if (!m_path.isEmpty())
            ::unlink(m_path.constData());
    }
    UnfinishedFile(const UnfinishedFile &) = delete;
    UnfinishedFile &operator=(const UnfinishedFile &) = delete;

    [[nodiscard]] const char *path() const { return m_path.constData(); }
    void keep() { m_path.clear(); }

private:
    QByteArray m_path;
};

// Permission, Conflict (the path leads to no file), Missing, else StorageFull.
[[nodiscard]] Error systemError(const QString &what, const QString &path, int number);

// `path` is for the error's text.
Result<QByteArray> readAll(int fd, const QString &path);
// With fsync.
Result<void> writeAll(int fd, const QByteArray &bytes, const QString &path);
// Fails with Permission where the owner can't be given away.
Result<void> setOwnerAndMode(int fd, quint32 owner, quint32 group, quint32 mode,
                             const QString &path);

} // namespace dogwatch
