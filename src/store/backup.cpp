// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/backup.h"

#include "store/database.h"
#include "store/sqlerror.h"
#include "store/statement.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Result<void> syncPath(const QString &path)
{
    const int file = open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const bool done = file >= 0 && fsync(file) == 0;
    const int code = errno;
    if (file >= 0)
        close(file);
    if (!done)
        return Error{ErrorCode::StorageFull,
                     u"cannot sync %1: %2"_s.arg(path, qt_error_string(code))};
    return {};
}

// An empty file that nobody else can read, for SQLite to fill; what an earlier try has left there
// goes.
Result<void> makePrivately(const QString &path)
{
    QFile::remove(path);
    const int file =
        open(QFile::encodeName(path).constData(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0)
        return Error{errno == ENOSPC ? ErrorCode::StorageFull : ErrorCode::Permission,
                     u"cannot make %1: %2"_s.arg(path, qt_error_string(errno))};
    close(file);
    return {};
}

Result<bool> isQueryOnly(Database &database)
{
    Statement ask(database, "PRAGMA query_only");
    const Result<bool> row = ask.next();
    if (!row)
        return row.error();
    return *row && ask.integer(0) != 0;
}

Result<void> copyInto(Database &database, const QString &path)
{
    const Result<bool> limited = isQueryOnly(database);
    if (!limited)
        return limited.error();
    // A reader's connection may write nothing, and that includes the copy.
    const bool isLimited = *limited;
    if (isLimited) {
        if (Result<void> lifted = database.execute(u"PRAGMA query_only = OFF"_s); !lifted)
            return lifted;
    }
    // A file of its own, so opening it outside SQLite afterwards touches none of our locks.
    const Result<void> copied = Statement(database, "VACUUM INTO ?").bind(path).run();
    if (isLimited) {
        if (Result<void> restored = database.execute(u"PRAGMA query_only = ON"_s); !restored)
            return restored;
    }
    return copied;
}

// A connection of its own, because the copy may be of a schema that is yet to be migrated.
Result<void> checkCopy(const QString &path)
{
    sqlite3 *copy = nullptr;
    int code = sqlite3_open_v2(path.toUtf8().constData(), &copy, SQLITE_OPEN_READONLY, nullptr);
    QByteArray verdict;
    if (code == SQLITE_OK)
        code = sqlite3_exec(
            copy, "PRAGMA integrity_check(1)",
            [](void *said, int, char **values, char **) {
                *static_cast<QByteArray *>(said) = values[0];
                return 0;
            },
            &verdict, nullptr);
    sqlite3_close(copy);
    if (code != SQLITE_OK)
        return sqliteError(code, u"checking the backup"_s);
    if (verdict != "ok")
        return Error{ErrorCode::Corrupt,
                     u"the copy is damaged, and so is the store: "_s + QString::fromUtf8(verdict)};
    return {};
}

} // namespace

Result<QString> backUpTo(Database &database, const QString &folder, const QString &label)
{
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::Permission, u"cannot make the folder %1"_s.arg(folder)};
    const QString time = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s);
    return backUpAs(database, folder + u"/dogwatch-%1-%2.db"_s.arg(time, label));
}

Result<QString> backUpAs(Database &database, const QString &path)
{
    const QString unfinished = path + u".unfinished"_s;
    if (QFile::exists(path))
        return Error{ErrorCode::Conflict, u"%1 exists already"_s.arg(path)};
    Result<void> done = makePrivately(unfinished);
    if (done)
        done = copyInto(database, unfinished);
    if (done)
        done = checkCopy(unfinished);
    if (done)
        done = syncPath(unfinished);
    if (done && !QFile::rename(unfinished, path))
        done = Error{ErrorCode::StorageFull, u"cannot finish %1"_s.arg(path)};
    if (done)
        done = syncPath(QFileInfo(path).path());
    if (!done) {
        QFile::remove(unfinished);
        return done.error();
    }
    return path;
}

} // namespace dogwatch
