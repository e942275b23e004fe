// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/storecare.h"

#include "store/database.h"
#include "store/spoolfile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

void removeStore(const QString &path)
{
    for (const QString &suffix : {u"-wal"_s, u"-shm"_s, QString()})
        QFile::remove(path + suffix);
}

// Opened for writing, so that a backup of an older schema is migrated; closing leaves one file.
Result<void> copySoundly(const QString &from, const QString &to)
{
    removeStore(to);
    if (!QFile::copy(from, to))
        return Error{ErrorCode::StorageFull, u"cannot copy %1"_s.arg(from)};
    QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner);
    QFile file(to);
    if (!file.open(QIODevice::ReadWrite) || fsync(file.handle()) != 0)
        return Error{ErrorCode::StorageFull, u"cannot write %1"_s.arg(to)};
    file.close();
    const auto opened =
        Database::open(to, Database::Mode::ReadWrite, QFileInfo(from).absolutePath());
    return opened ? Result<void>() : Result<void>(opened.error());
}

} // namespace

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
    // The copy is whole, sound and on disk before anything that is there is touched.
    const QString unfinished = folder.database() + u".restoring"_s;
    const Result<void> copied = copySoundly(backup, unfinished);
    Result<QString> aside = copied ? setStoreAside(folder) : Result<QString>(copied.error());
    if (!aside) {
        removeStore(unfinished);
        return aside;
    }
    if (!QFile::rename(unfinished, folder.database()))
        return Error{ErrorCode::StorageFull,
                     u"cannot put %1 in place; the former store is in %2"_s.arg(backup, *aside)};
    if (Result<void> synced = syncFolder(folder.path()); !synced)
        return synced.error();
    return backup;
}

} // namespace dogwatch
