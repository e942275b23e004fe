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
#include <memory>
#include <sqlite3.h>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// 16 MiB: as often it is told how far a copy is, and asked whether to go on.
constexpr int kPagesAtOnce = 4096;

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

struct CloseConnection
{
    void operator()(sqlite3 *connection) const { sqlite3_close(connection); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

// A connection of its own, because the copy may be of a schema that is yet to be migrated.
Result<Connection> openCopy(const QString &path, int flags)
{
    sqlite3 *opened = nullptr;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &opened, flags, nullptr);
    Connection copy(opened);
    if (code != SQLITE_OK)
        return sqliteError(code, u"opening the backup"_s);
    return copy;
}

// What the statement's first row says; empty where it has none.
Result<QByteArray> ask(sqlite3 *copy, const char *sql)
{
    QByteArray said;
    const int code = sqlite3_exec(
        copy, sql,
        [](void *to, int, char **values, char **) {
            *static_cast<QByteArray *>(to) = values[0];
            return 0;
        },
        &said, nullptr);
    if (code != SQLITE_OK)
        return sqliteError(code, QString::fromLatin1(sql));
    return said;
}

Result<void> checkCopy(const QString &path, const char *check)
{
    const Result<Connection> copy = openCopy(path, SQLITE_OPEN_READONLY);
    if (!copy)
        return copy.error();
    const Result<QByteArray> verdict = ask(copy->get(), check);
    if (!verdict)
        return verdict.error();
    if (*verdict != "ok")
        return Error{ErrorCode::Corrupt,
                     u"the copy is damaged, and so is the store: "_s + QString::fromUtf8(*verdict)};
    return {};
}

Result<void> copyPages(Database &database, sqlite3 *copy, const BackupProgress &progress)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", database.handle(), "main");
    if (!backup)
        return sqliteError(sqlite3_extended_errcode(copy), u"making the backup"_s);
    int code = SQLITE_OK;
    bool goesOn = true;
    while (code == SQLITE_OK && goesOn) {
        code = sqlite3_backup_step(backup, kPagesAtOnce);
        const int all = sqlite3_backup_pagecount(backup);
        const int left = sqlite3_backup_remaining(backup);
        goesOn = progress(all > 0 ? static_cast<int>(100LL * (all - left) / all) : 0);
    }
    sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE)
        return {};
    if (!goesOn)
        return Error{ErrorCode::Cancelled, u"the backup was broken off"_s};
    return sqliteError(code, u"making the backup"_s);
}

// The copy is a file of its own, synced when it is whole: until then nothing of it counts.
Result<void> copyStoreInto(Database &database, const QString &path, const BackupProgress &progress)
{
    const Result<Connection> copy = openCopy(path, SQLITE_OPEN_READWRITE);
    if (!copy)
        return copy.error();
    if (const auto off = ask(copy->get(), "PRAGMA synchronous = OFF"); !off)
        return off.error();
    if (Result<void> copied = copyPages(database, copy->get(), progress); !copied)
        return copied;
    // The pages say that there is a log beside them, which the copy has not.
    const Result<QByteArray> mode = ask(copy->get(), "PRAGMA journal_mode = DELETE");
    if (!mode)
        return mode.error();
    return *mode == "delete"
        ? Result<void>()
        : Result<void>(Error{ErrorCode::Internal, u"the backup can't be made one file"_s});
}

Result<void> finish(const QString &unfinished, const QString &path)
{
    if (Result<void> synced = syncPath(unfinished); !synced)
        return synced;
    if (!QFile::rename(unfinished, path))
        return Error{ErrorCode::StorageFull, u"cannot finish %1"_s.arg(path)};
    return syncPath(QFileInfo(path).path());
}

// `copy` fills the file that it is given.
template<class Copy>
Result<QString> makeAs(const QString &path, const char *check, Copy copy)
{
    const QString unfinished = path + u".unfinished"_s;
    if (QFile::exists(path))
        return Error{ErrorCode::Conflict, u"%1 exists already"_s.arg(path)};
    Result<void> done = makePrivately(unfinished);
    if (done)
        done = copy(unfinished);
    if (done)
        done = checkCopy(unfinished, check);
    if (done)
        done = finish(unfinished, path);
    if (!done) {
        QFile::remove(unfinished);
        return done.error();
    }
    return path;
}

Result<QString> nameIn(const QString &folder, const QString &label)
{
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::Permission, u"cannot make the folder %1"_s.arg(folder)};
    const QString time = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s);
    return u"%1/dogwatch-%2-%3.db"_s.arg(folder, time, label);
}

} // namespace

Result<QString> backUpTo(Database &database, const QString &folder, const QString &label)
{
    const Result<QString> path = nameIn(folder, label);
    return path ? backUpAs(database, *path) : path;
}

Result<QString> backUpAs(Database &database, const QString &path)
{
    return makeAs(path, "PRAGMA integrity_check(1)", [&database](const QString &unfinished) {
        return copyInto(database, unfinished);
    });
}

Result<QString> copyStoreTo(Database &database, const QString &folder, const QString &label,
                            const BackupProgress &progress)
{
    const Result<QString> path = nameIn(folder, label);
    if (!path)
        return path;
    // What a kill has left of an earlier try, which may be large.
    QDir files(folder);
    const QStringList left = files.entryList({u"dogwatch-*-%1.db.unfinished*"_s.arg(label)});
    for (const QString &name : left)
        files.remove(name);
    return makeAs(*path, "PRAGMA quick_check(1)", [&](const QString &unfinished) {
        return copyStoreInto(database, unfinished, progress);
    });
}

} // namespace dogwatch
