// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/foldernames.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <memory>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

struct CloseFolder
{
    void operator()(DIR *folder) const { closedir(folder); }
};

Error errorOf(const QString &folder, int code)
{
    const ErrorCode kind = code == ENOENT ? ErrorCode::NotFound
        : code == EACCES                  ? ErrorCode::Permission
                                          : ErrorCode::StorageFull;
    return {kind, u"cannot read %1: %2"_s.arg(folder, qt_error_string(code))};
}

} // namespace

Result<std::vector<QByteArray>> namesIn(const QString &folder)
{
    const std::unique_ptr<DIR, CloseFolder> open(opendir(QFile::encodeName(folder).constData()));
    if (!open)
        return errorOf(folder, errno);
    std::vector<QByteArray> names;
    while (true) {
        errno = 0; // by which an error is told from the end
        const dirent *entry = readdir(open.get());
        if (!entry && errno != 0)
            return errorOf(folder, errno);
        if (!entry)
            return names;
        if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0)
            names.emplace_back(entry->d_name);
    }
}

} // namespace dogwatch
