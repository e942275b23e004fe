// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/transaction.h"

#include "store/database.h"
#include "store/statement.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kBegin[] = "SAVEPOINT entry";
constexpr char kRelease[] = "RELEASE entry";
constexpr char kRollBack[] = "ROLLBACK TO entry";

} // namespace

ImmediateTransaction::ImmediateTransaction(Database &database)
    : m_database(database)
{ }

ImmediateTransaction::~ImmediateTransaction()
{
    rollback();
}

Result<void> ImmediateTransaction::begin()
{
    Q_ASSERT(!m_begun && m_database.isAutocommit());
    Result<void> result = m_database.execute(u"BEGIN IMMEDIATE"_s);
    m_begun = result.ok();
    return result;
}

Result<void> ImmediateTransaction::commit()
{
    if (!isOpen())
        return Error{ErrorCode::StorageFull, u"the transaction was rolled back by an error"_s};
    Result<void> result = m_database.execute(u"COMMIT"_s);
    if (result)
        m_begun = false;
    else
        rollback();
    return result;
}

void ImmediateTransaction::rollback()
{
    if (isOpen())
        (void)m_database.execute(u"ROLLBACK"_s);
    m_begun = false;
}

bool ImmediateTransaction::isOpen() const
{
    return m_begun && !m_database.isAutocommit();
}

Savepoint::Savepoint(Database &database)
    : m_database(database)
{ }

Savepoint::~Savepoint()
{
    (void)rollback();
}

Result<void> Savepoint::begin()
{
    Result<void> result = Statement(m_database, kBegin).run();
    m_open = result.ok();
    return result;
}

Result<void> Savepoint::release()
{
    Result<void> result = Statement(m_database, kRelease).run();
    if (result)
        m_open = false;
    return result;
}

Result<void> Savepoint::rollback()
{
    if (!m_open)
        return {};
    m_open = false;
    if (m_database.isAutocommit())
        return Error{ErrorCode::StorageFull, u"the transaction was rolled back by an error"_s};
    // ROLLBACK TO leaves the savepoint on the stack; it must still be released.
    if (Result<void> result = Statement(m_database, kRollBack).run(); !result)
        return result;
    return Statement(m_database, kRelease).run();
}

} // namespace dogwatch
