// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/storecare.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

namespace dogwatch {

using namespace Qt::StringLiterals;

Result<QString> setStoreAside(const DataFolder &folder)
{
    const QString time = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s);
    const QString aside = folder.path() + u"/corrupt-"_s + time;
    if (!QDir().mkdir(aside))
        return Error{ErrorCode::Permission, u"cannot make the folder %1"_s.arg(aside)};
    QFile::setPermissions(aside, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    // The log first: should this stop half-way, the database is still where its name says.
    for (const QString &suffix : {u"-wal"_s, u"-shm"_s, QString()}) {
        const QString file = folder.database() + suffix;
        if (QFile::exists(file) && !QFile::rename(file, aside + u"/dogwatch.db"_s + suffix))
            return Error{ErrorCode::Permission, u"cannot move %1"_s.arg(file)};
    }
    return aside;
}

QString newestBackup(const DataFolder &folder)
{
    const QStringList names =
        QDir(folder.backups()).entryList({u"*.db"_s}, QDir::Files, QDir::Time);
    return names.isEmpty() ? QString() : folder.backups() + u'/' + names.first();
}

Result<QString> restoreNewestBackup(const DataFolder &folder)
{
    const QString backup = newestBackup(folder);
    if (backup.isEmpty())
        return Error{ErrorCode::Missing, u"there is no backup in %1"_s.arg(folder.backups())};
    if (Result<QString> aside = setStoreAside(folder); !aside)
        return aside;
    const QString unfinished = folder.database() + u".restoring"_s;
    QFile::remove(unfinished);
    if (!QFile::copy(backup, unfinished))
        return Error{ErrorCode::StorageFull, u"cannot copy %1"_s.arg(backup)};
    QFile::setPermissions(unfinished, QFile::ReadOwner | QFile::WriteOwner);
    if (!QFile::rename(unfinished, folder.database()))
        return Error{ErrorCode::StorageFull, u"cannot put %1 in place"_s.arg(backup)};
    return backup;
}

} // namespace dogwatch
