// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>
#include <QVarLengthArray>

#include <memory>
#include <optional>
#include <unordered_map>

struct sqlite3_stmt;

namespace dogwatch {

class Database;

// One execution of a prepared statement, by SQLite's own interface on the connection that Qt Sql
// opened: QSqlQuery makes a name and a variant of each value, which took the writer a third of its
// time. Binds by typed overloads only. Reset when it goes out of scope, because a query that is not
// run to its end pins the connection's snapshot and blocks checkpoints.
//
// Same thread as its database. Only one execution of the same SQL can be in use at a time.
class Statement
{
public:
    Statement(Database &database, const char *sql);
    // One that was put together for this once: it is prepared anew and kept by nobody. Only of
    // constants; whatever came from outside is bound.
    struct Once
    {
        QByteArray sql;
    };
    Statement(Database &database, const Once &once);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &bind(qint64 value);
    Statement &bind(int value) { return bind(static_cast<qint64>(value)); }
    Statement &bind(bool value) { return bind(static_cast<qint64>(value)); }
    Statement &bind(double value);
    Statement &bind(const QString &text); // a null string is stored as an empty one
    Statement &bind(const QByteArray &blob); // a null array is stored as an empty one
    Statement &bindUtf8(const QByteArray &text); // as text; valid UTF-8
    Statement &bind(std::optional<qint64> value);
    // An empty text as NULL.
    Statement &bindOrNull(const QString &text);
    Statement &bindOrNull(const QByteArray &blob);
    template<class T>
    Statement &bind(T) = delete;

    // Runs a statement that yields no rows.
    [[nodiscard]] Result<void> run();
    // Steps to the next row; the first call executes. False at the end.
    [[nodiscard]] Result<bool> next();
    // By the last run().
    [[nodiscard]] int changedRows() const { return m_changedRows; }

    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] std::optional<qint64> optionalInteger(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    // True: a row is there.
    [[nodiscard]] Result<bool> step();
    Statement &bindNull();
    Statement &bindText(const QByteArray &utf8);
    Statement &bindBlob(const QByteArray &blob);
    [[nodiscard]] Error errorOf(int code) const;
    // A value that SQLite would not take: too large, or no such placeholder.
    void noteBinding(int code);

    sqlite3_stmt *m_statement = nullptr; // owned by the cache, or by us if m_isOnce
    bool m_isOnce = false;
    std::optional<Error> m_error; // of preparing or binding
    // What is bound, for as long as SQLite may look at it.
    QVarLengthArray<QByteArray, 32> m_held;
    int m_bound = 0;
    int m_changedRows = 0;
    bool m_ended = false;
};

// The prepared statements of one connection, by the address of their SQL constant.
class StatementCache
{
public:
    explicit StatementCache(Database &database);

    [[nodiscard]] Result<sqlite3_stmt *> prepared(const char *sql);

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const;
    };

    Database &m_database;
    std::unordered_map<const char *, std::unique_ptr<sqlite3_stmt, Finalize>> m_statements;
};

} // namespace dogwatch
