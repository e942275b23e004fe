// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/statement.h"

#include "core/fault.h"
#include "store/database.h"
#include "store/sqlerror.h"

#include <sqlite3.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

Statement::Statement(Database &database, const char *sql)
{
    Result<sqlite3_stmt *> statement = database.statements().prepared(sql);
    if (statement)
        m_statement = *statement;
    else
        m_error = statement.error();
}

Statement::Statement(Database &database, const Once &once)
    : m_isOnce(true)
{
    const int code =
        sqlite3_prepare_v3(database.handle(), once.sql.constData(), -1, 0, &m_statement, nullptr);
    if (code != SQLITE_OK)
        m_error = sqliteError(code, QString::fromUtf8(once.sql).simplified().left(80));
}

Statement::~Statement()
{
    if (!m_statement)
        return;
    if (m_isOnce) {
        sqlite3_finalize(m_statement);
        return;
    }
    // They repeat the error of the last step, which has been told.
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

Statement &Statement::bind(qint64 value)
{
    if (m_statement)
        noteBinding(sqlite3_bind_int64(m_statement, ++m_bound, value));
    return *this;
}

Statement &Statement::bind(double value)
{
    if (m_statement)
        noteBinding(sqlite3_bind_double(m_statement, ++m_bound, value));
    return *this;
}

Statement &Statement::bind(const QString &text)
{
    return bindText(text.toUtf8());
}

Statement &Statement::bind(const QByteArray &blob)
{
    return bindBlob(blob);
}

Statement &Statement::bindUtf8(const QByteArray &text)
{
    return bindText(text);
}

Statement &Statement::bind(std::optional<qint64> value)
{
    return value ? bind(*value) : bindNull();
}

Statement &Statement::bindOrNull(const QString &text)
{
    return text.isEmpty() ? bindNull() : bind(text);
}

Statement &Statement::bindOrNull(const QByteArray &blob)
{
    return blob.isEmpty() ? bindNull() : bind(blob);
}

Statement &Statement::bindNull()
{
    if (m_statement)
        noteBinding(sqlite3_bind_null(m_statement, ++m_bound));
    return *this;
}

// The pointers are never null, which SQLite would take for NULL: an empty QByteArray has one too.
Statement &Statement::bindText(const QByteArray &utf8)
{
    if (!m_statement)
        return *this;
    m_held.append(utf8);
    noteBinding(sqlite3_bind_text64(m_statement, ++m_bound, m_held.last().constData(),
                                    static_cast<sqlite3_uint64>(utf8.size()), SQLITE_STATIC,
                                    SQLITE_UTF8));
    return *this;
}

Statement &Statement::bindBlob(const QByteArray &blob)
{
    if (!m_statement)
        return *this;
    m_held.append(blob);
    noteBinding(sqlite3_bind_blob64(m_statement, ++m_bound, m_held.last().constData(),
                                    static_cast<sqlite3_uint64>(blob.size()), SQLITE_STATIC));
    return *this;
}

void Statement::noteBinding(int code)
{
    if (code != SQLITE_OK && !m_error)
        m_error = errorOf(code);
}

Error Statement::errorOf(int code) const
{
    return sqliteError(code, QString::fromUtf8(sqlite3_sql(m_statement)).simplified().left(80));
}

Result<bool> Statement::step()
{
    if (m_error)
        return *m_error;
    if (m_ended)
        return false; // another step would begin anew
    if (faultAt("store.statement")) {
        m_error = Error{ErrorCode::StorageFull, u"failpoint store.statement"_s};
        return *m_error;
    }
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    m_ended = true;
    if (code == SQLITE_DONE)
        return false;
    m_error = errorOf(sqlite3_extended_errcode(sqlite3_db_handle(m_statement)));
    return *m_error;
}

Result<void> Statement::run()
{
    Result<bool> row = step();
    while (row && *row)
        row = step();
    if (!row)
        return row.error();
    m_changedRows = sqlite3_changes(sqlite3_db_handle(m_statement));
    sqlite3_reset(m_statement);
    return {};
}

Result<bool> Statement::next()
{
    return step();
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

std::optional<qint64> Statement::optionalInteger(int column) const
{
    if (isNull(column))
        return std::nullopt;
    return integer(column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QString Statement::text(int column) const
{
    // First the pointer: it makes a text of the value, and the length is that of the text.
    const auto *utf8 = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(utf8, sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {bytes, sqlite3_column_bytes(m_statement, column)};
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

StatementCache::StatementCache(Database &database)
    : m_database(database)
{ }

void StatementCache::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Result<sqlite3_stmt *> StatementCache::prepared(const char *sql)
{
    if (const auto it = m_statements.find(sql); it != m_statements.end())
        return it->second.get();
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v3(m_database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
    if (code != SQLITE_OK)
        return sqliteError(code, QString::fromUtf8(sql).simplified().left(80));
    return m_statements.emplace(sql, statement).first->second.get();
}

} // namespace dogwatch
