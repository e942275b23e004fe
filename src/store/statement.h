// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QSqlQuery>
#include <QString>

#include <optional>
#include <unordered_map>

namespace dogwatch {

class Database;

// One execution of a prepared statement. Binds by typed overloads only: Qt's SQLite driver stores
// quint64, long and float as text. Finished when it goes out of scope, because a query that is not
// run to its end pins the connection's snapshot and blocks checkpoints.
//
// Same thread as its database. Borrow one from Database::statements(); only one execution of the
// same SQL can be in use at a time.
class Statement
{
public:
    Statement(Database &database, const char *sql);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &bind(qint64 value);
    Statement &bind(int value) { return bind(static_cast<qint64>(value)); }
    Statement &bind(bool value) { return bind(static_cast<qint64>(value)); }
    Statement &bind(double value);
    Statement &bind(const QString &text); // a null string is stored as an empty one
    Statement &bind(const QByteArray &blob); // a null array is stored as an empty one
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
    [[nodiscard]] Result<void> execute();

    QSqlQuery *m_query = nullptr; // owned by the cache
    std::optional<Error> m_prepareError;
    int m_bound = 0;
    int m_changedRows = 0;
    bool m_executed = false;
};

// The prepared statements of one connection, by the address of their SQL constant.
class StatementCache
{
public:
    explicit StatementCache(Database &database);

    [[nodiscard]] Result<QSqlQuery *> prepared(const char *sql);

private:
    Database &m_database;
    std::unordered_map<const char *, QSqlQuery> m_queries;
};

} // namespace dogwatch
