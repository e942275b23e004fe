// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/statement.h"

#include "store/database.h"
#include "store/sqlerror.h"

#include <QSqlError>
#include <QVariant>

namespace dogwatch {

using namespace Qt::StringLiterals;

Statement::Statement(Database &database, const char *sql)
{
    Result<QSqlQuery *> query = database.statements().prepared(sql);
    if (query)
        m_query = *query;
    else
        m_prepareError = query.error();
}

Statement::~Statement()
{
    if (m_query)
        m_query->finish();
}

Statement &Statement::bind(qint64 value)
{
    if (m_query)
        m_query->bindValue(m_bound++, QVariant(static_cast<qlonglong>(value)));
    return *this;
}

Statement &Statement::bind(double value)
{
    if (m_query)
        m_query->bindValue(m_bound++, QVariant(value));
    return *this;
}

Statement &Statement::bind(const QString &text)
{
    if (m_query)
        m_query->bindValue(m_bound++, QVariant(text.isNull() ? u""_s : text));
    return *this;
}

Statement &Statement::bind(const QByteArray &blob)
{
    if (m_query)
        m_query->bindValue(m_bound++, QVariant(blob.isNull() ? ""_ba : blob));
    return *this;
}

Statement &Statement::bind(std::optional<qint64> value)
{
    if (value)
        return bind(*value);
    if (m_query)
        m_query->bindValue(m_bound++, QVariant(QMetaType::fromType<qlonglong>()));
    return *this;
}

Statement &Statement::bindOrNull(const QString &text)
{
    if (!text.isEmpty())
        return bind(text);
    if (m_query)
        m_query->bindValue(m_bound++, QVariant(QMetaType::fromType<QString>()));
    return *this;
}

Statement &Statement::bindOrNull(const QByteArray &blob)
{
    if (!blob.isEmpty())
        return bind(blob);
    if (m_query)
        m_query->bindValue(m_bound++, QVariant(QMetaType::fromType<QByteArray>()));
    return *this;
}

Result<void> Statement::execute()
{
    if (m_prepareError)
        return *m_prepareError;
    m_executed = true;
    if (!m_query->exec())
        return sqlError(m_query->lastError(), m_query->lastQuery().simplified().left(80));
    return {};
}

Result<void> Statement::run()
{
    Result<void> result = execute();
    if (m_query && result) {
        // A finished query does not know it any more.
        m_changedRows = m_query->numRowsAffected();
        m_query->finish();
    }
    return result;
}

Result<bool> Statement::next()
{
    if (!m_executed) {
        if (Result<void> result = execute(); !result)
            return result.error();
    }
    const bool more = m_query->next();
    // next() is false at the end and after an error alike; only lastError() tells them apart.
    if (!more && m_query->lastError().isValid())
        return sqlError(m_query->lastError(), m_query->lastQuery().simplified().left(80));
    return more;
}

qint64 Statement::integer(int column) const
{
    return m_query->value(column).toLongLong();
}

std::optional<qint64> Statement::optionalInteger(int column) const
{
    if (isNull(column))
        return std::nullopt;
    return integer(column);
}

double Statement::real(int column) const
{
    return m_query->value(column).toDouble();
}

QString Statement::text(int column) const
{
    return m_query->value(column).toString();
}

QByteArray Statement::blob(int column) const
{
    return m_query->value(column).toByteArray();
}

bool Statement::isNull(int column) const
{
    return m_query->isNull(column);
}

StatementCache::StatementCache(Database &database)
    : m_database(database)
{ }

Result<QSqlQuery *> StatementCache::prepared(const char *sql)
{
    if (const auto it = m_queries.find(sql); it != m_queries.end())
        return &it->second;
    QSqlQuery query(m_database.connection());
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromUtf8(sql)))
        return sqlError(query.lastError(), QString::fromUtf8(sql).simplified().left(80));
    return &m_queries.emplace(sql, std::move(query)).first->second;
}

} // namespace dogwatch
