// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/instancelock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

InstanceLock::~InstanceLock()
{
    // The file stays: removing it would let two processes lock two files of one name.
    if (m_file >= 0)
        close(m_file);
}

Result<void> InstanceLock::acquire(const QString &path)
{
    const int file =
        open(QFile::encodeName(path).constData(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return Error{ErrorCode::Permission,
                     u"cannot open %1: %2"_s.arg(path, qt_error_string(errno))};
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        close(file);
        return Error{ErrorCode::Busy, u"another Dogwatch uses this data folder"_s};
    }
    m_file = file;
    return {};
}

} // namespace dogwatch
