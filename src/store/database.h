// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QSqlDatabase>
#include <QString>

#include <functional>
#include <memory>

struct sqlite3;

namespace dogwatch {

class StatementCache;

// One connection to the store. Opened, used and destroyed in one thread; SQLite's driver in Qt
// opens without a mutex, so that sharing one would be a data race. Movable only before threads
// matter.
//
// The store is SQLite in WAL mode with synchronous=FULL: what a commit returned for survives a
// power cut. Only the one read-write connection commits and checkpoints (SQLite before 3.51.3 can
// corrupt a WAL that two connections checkpoint: https://sqlite.org/wal.html#walresetbug).
class Database
{
public:
    enum class Mode {
        ReadOnly, // fails with Missing where there is no store
        ReadWrite, // fails with Missing where there is no store
        CreateIfMissing, // makes a new, empty store of the current schema
    };

    // Opens and checks: that it is ours, sound enough to be read, and of a schema this program
    // knows. An older schema is migrated in the read-write modes, after a backup into
    // `backupFolder`, of which `progress` hears (in per cent; false breaks it off). Errors:
    // Missing, Permission, Corrupt, Foreign, Newer, Busy, StorageFull, Cancelled. On any error the
    // files are as they were.
    using Progress = std::function<bool(int percent)>;
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &path, Mode mode,
                                                                const QString &backupFolder = {},
                                                                const Progress &progress = {});
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    [[nodiscard]] QSqlDatabase connection() const;
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }
    [[nodiscard]] StatementCache &statements() { return *m_statements; }

    // One statement without parameters: pragmas, transaction control, DDL.
    [[nodiscard]] Result<void> execute(const QString &sql);

    // No transaction is open. After any error inside one this alone tells whether it still stands:
    // disk full, I/O errors and lack of memory roll the whole transaction back by themselves
    // (https://sqlite.org/lang_transaction.html, section 3).
    [[nodiscard]] bool isAutocommit() const;

private:
    Database(QString connectionName, sqlite3 *handle);

    QString m_connectionName;
    sqlite3 *m_handle = nullptr;
    std::unique_ptr<StatementCache> m_statements;
};

} // namespace dogwatch
