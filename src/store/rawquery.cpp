// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/rawquery.h"

#include "store/database.h"
#include "store/sqlerror.h"

#include <sqlite3.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

RawQuery::RawQuery(Database &database, const char *sql)
    : m_database(database)
    , m_prepareCode(sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT,
                                       &m_statement, nullptr))
{ }

RawQuery::~RawQuery()
{
    sqlite3_finalize(m_statement);
}

RawQuery &RawQuery::bind(qint64 value)
{
    sqlite3_bind_int64(m_statement, ++m_bound, value);
    return *this;
}

RawQuery &RawQuery::bind(std::optional<qint64> value)
{
    if (value)
        return bind(*value);
    sqlite3_bind_null(m_statement, ++m_bound);
    return *this;
}

RawQuery &RawQuery::bind(const QByteArray &text)
{
    // A null array is an empty text, as in Statement.
    const char *bytes = text.isNull() ? "" : text.constData();
    sqlite3_bind_text(m_statement, ++m_bound, bytes, static_cast<int>(text.size()), SQLITE_STATIC);
    return *this;
}

Result<bool> RawQuery::step()
{
    if (m_prepareCode != SQLITE_OK)
        return sqliteError(m_prepareCode, u"preparing a statement"_s);
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    reset();
    return sqliteError(code, QString::fromUtf8(sqlite3_errmsg(m_database.handle())));
}

Result<void> RawQuery::run()
{
    const Result<bool> row = step();
    reset();
    return row ? Result<void>() : Result<void>(row.error());
}

void RawQuery::reset()
{
    sqlite3_reset(m_statement);
    m_bound = 0;
}

qint64 RawQuery::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

std::optional<qint64> RawQuery::optionalInteger(int column) const
{
    if (sqlite3_column_type(m_statement, column) == SQLITE_NULL)
        return std::nullopt;
    return integer(column);
}

QByteArray RawQuery::text(int column) const
{
    const void *bytes = sqlite3_column_blob(m_statement, column);
    return {static_cast<const char *>(bytes), sqlite3_column_bytes(m_statement, column)};
}

} // namespace dogwatch
