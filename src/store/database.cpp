// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/database.h"

#include "store/backup.h"
#include "store/faultvfs.h"
#include "store/interruptafter.h"
#include "store/migrations.h"
#include "store/pricetable.h"
#include "store/sqlerror.h"
#include "store/statement.h"

#include <QFile>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBusyTimeoutMs = 5000;
constexpr qint64 kJournalSizeLimit = 64 * 1024 * 1024;

// Looks at the file without opening it: an open and close of a database outside SQLite would drop
// the locks that SQLite holds on it (https://sqlite.org/howtocorrupt.html, section 2.2).
Result<void> checkFile(const QString &path, Database::Mode mode)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat info
    { };
    if (stat(name.constData(), &info) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            if (mode == Database::Mode::CreateIfMissing)
                return {};
            return Error{
                ErrorCode::Missing,
                u"there is no store at %1 yet; the first start of dogwatch makes one"_s.arg(path)};
        }
        return Error{ErrorCode::Permission,
                     u"cannot look at %1: %2"_s.arg(path, qt_error_string(errno))};
    }
    if (!S_ISREG(info.st_mode))
        return Error{ErrorCode::Foreign, u"%1 is not a regular file"_s.arg(path)};
    const int wanted = mode == Database::Mode::ReadOnly ? R_OK : R_OK | W_OK;
    if (access(name.constData(), wanted) != 0)
        return Error{ErrorCode::Permission, u"no permission to use %1"_s.arg(path)};
    return {};
}

// A new store must never be open to others, not even for a moment; -wal and -shm inherit the mode.
Result<void> createPrivately(const QString &path)
{
    const int file =
        open(QFile::encodeName(path).constData(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0 && errno != EEXIST)
        return Error{errno == ENOSPC ? ErrorCode::StorageFull : ErrorCode::Permission,
                     u"cannot make %1: %2"_s.arg(path, qt_error_string(errno))};
    if (file >= 0)
        close(file);
    return {};
}

Result<qint64> pragma(Database &database, const QString &name)
{
    QSqlQuery query(database.connection());
    if (!query.exec(u"PRAGMA "_s + name) || !query.next())
        return sqlError(query.lastError(), u"PRAGMA "_s + name);
    return query.value(0).toLongLong();
}

Result<QString> textPragma(Database &database, const QString &sql)
{
    QSqlQuery query(database.connection());
    if (!query.exec(u"PRAGMA "_s + sql) || !query.next())
        return sqlError(query.lastError(), u"PRAGMA "_s + sql);
    return query.value(0).toString();
}

Result<qint64> countTables(Database &database)
{
    QSqlQuery query(database.connection());
    if (!query.exec(u"SELECT count(*) FROM sqlite_schema"_s) || !query.next())
        return sqlError(query.lastError(), u"reading the schema"_s);
    return query.value(0).toLongLong();
}

// What kind of file it is. Runs before any pragma that could write.
Result<int> identify(Database &database)
{
    Result<qint64> application = pragma(database, u"application_id"_s);
    if (!application)
        return application.error();
    Result<qint64> version = pragma(database, u"user_version"_s);
    if (!version)
        return version.error();
    Result<qint64> tables = countTables(database);
    if (!tables)
        return tables.error();
    if (*application == 0 && *version == 0 && *tables == 0)
        return 0;
    if (*application != kApplicationId)
        return Error{ErrorCode::Foreign, u"the file is a database of another program"_s};
    if (*version > kSchemaVersion)
        return Error{ErrorCode::Newer,
                     u"the store was written by a newer version (schema %1; this one knows %2)"_s
                         .arg(*version)
                         .arg(kSchemaVersion)};
    return static_cast<int>(*version);
}

// A check of a large store takes longer than a start may. What the time does not suffice for is
// left to `dogwatchctl verify`; a damaged page that is met later fails its query.
constexpr auto kCheckBudget = std::chrono::milliseconds(300);

Result<void> checkSoundness(Database &database)
{
    InterruptAfter budget(database.handle(), kCheckBudget);
    const Result<QString> verdict = textPragma(database, u"quick_check(1)"_s);
    const bool isWhole = !budget.stop();
    if (!verdict && (isWhole || verdict.error().code != ErrorCode::Cancelled))
        return verdict.error();
    // Of a check that was broken off SQLite may say that the pages it has not seen are never used.
    if (!isWhole)
        return {};
    if (*verdict != "ok"_L1)
        return Error{ErrorCode::Corrupt, u"the store is damaged: "_s + *verdict};
    return {};
}

Result<void> configureWriter(Database &database)
{
    Result<QString> journal = textPragma(database, u"journal_mode = WAL"_s);
    if (!journal)
        return journal.error();
    if (*journal != "wal"_L1)
        return Error{ErrorCode::StorageFull, u"the store can't be switched to WAL"_s};
    for (const QString &sql :
         {u"PRAGMA synchronous = FULL"_s, u"PRAGMA foreign_keys = ON"_s,
          u"PRAGMA wal_autocheckpoint = 1000"_s, u"PRAGMA cache_size = -8000"_s,
          u"PRAGMA journal_size_limit = %1"_s.arg(kJournalSizeLimit)}) {
        if (Result<void> done = database.execute(sql); !done)
            return done;
    }
#ifdef Q_OS_MACOS
    if (Result<void> done = database.execute(u"PRAGMA fullfsync = 1"_s); !done)
        return done;
#endif
    Result<qint64> synchronous = pragma(database, u"synchronous"_s);
    if (!synchronous)
        return synchronous.error();
    if (*synchronous != 2)
        return Error{ErrorCode::Internal, u"synchronous=FULL was not accepted"_s};
    return {};
}

Result<void> configureReader(Database &database, int version)
{
    if (version != kSchemaVersion)
        return Error{ErrorCode::Missing, u"the store has not been set up by this version yet"_s};
    for (const QString &sql : {u"PRAGMA query_only = ON"_s, u"PRAGMA wal_autocheckpoint = 0"_s,
                               u"PRAGMA cache_size = -2000"_s}) {
        if (Result<void> done = database.execute(sql); !done)
            return done;
    }
    return {};
}

Result<void> prepareForWriting(Database &database, int version, const QString &backupFolder,
                               const Database::Progress &progress)
{
    if (Result<void> sound = checkSoundness(database); !sound)
        return sound;
    if (Result<void> configured = configureWriter(database); !configured)
        return configured;
    if (version > 0 && version < kSchemaVersion) {
        const auto tell = [&progress](int percent) { return !progress || progress(percent); };
        Result<QString> kept = copyStoreTo(database, backupFolder, u"before-migration"_s, tell);
        if (!kept)
            return kept.error();
    }
    if (Result<void> migrated = migrate(database, version); !migrated)
        return migrated;
    return ensureShippedPrices(database);
}

} // namespace

Database::Database(QString connectionName, sqlite3 *handle)
    : m_connectionName(std::move(connectionName))
    , m_handle(handle)
    , m_statements(std::make_unique<StatementCache>(*this))
{ }

Database::~Database()
{
    m_statements.reset();
    {
        QSqlDatabase connection = QSqlDatabase::database(m_connectionName, false);
        connection.close();
    }
    QSqlDatabase::removeDatabase(m_connectionName);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, Mode mode,
                                                 const QString &backupFolder,
                                                 const Progress &progress)
{
    installFaultVfsFromEnvironment();
    if (Result<void> there = checkFile(path, mode); !there)
        return there.error();
    if (mode == Mode::CreateIfMissing) {
        if (Result<void> made = createPrivately(path); !made)
            return made.error();
    }
    const bool hadWal = QFile::exists(path + u"-wal"_s);
    const QString name = QUuid::createUuid().toString(QUuid::Id128);
    std::unique_ptr<Database> database;
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        connection.setDatabaseName(path);
        connection.setConnectOptions(
            u"QSQLITE_BUSY_TIMEOUT=%1%2"_s.arg(kBusyTimeoutMs)
                .arg(mode == Mode::ReadOnly ? u";QSQLITE_OPEN_READONLY"_s : QString()));
        const bool opened = connection.open();
        const QVariant handle = opened ? connection.driver()->handle() : QVariant();
        database.reset(new Database(
            name, opened ? *static_cast<sqlite3 *const *>(handle.constData()) : nullptr));
        if (!opened)
            return sqlError(connection.lastError(), u"cannot open %1"_s.arg(path));
    }
    sqlite3_extended_result_codes(database->handle(), 1);
    // What is refused below must be left as it is, and that is more than not to write: closing the
    // last connection moves the WAL of a store that a crash left behind into it.
    if (hadWal)
        sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    Result<int> version = identify(*database);
    if (!version)
        return version.error();
    const Result<void> usable = mode == Mode::ReadOnly
        ? configureReader(*database, *version)
        : prepareForWriting(*database, *version, backupFolder, progress);
    if (!usable)
        return usable.error();
    if (mode != Mode::ReadOnly)
        sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    return database;
}

QSqlDatabase Database::connection() const
{
    return QSqlDatabase::database(m_connectionName, false);
}

Result<void> Database::execute(const QString &sql)
{
    const int code = sqlite3_exec(m_handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return sqliteError(code, sql.simplified().left(80));
    return {};
}

bool Database::isAutocommit() const
{
    return sqlite3_get_autocommit(m_handle) != 0;
}

} // namespace dogwatch
