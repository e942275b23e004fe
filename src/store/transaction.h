// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

namespace dogwatch {

class Database;

// The only way to write: BEGIN IMMEDIATE takes the write lock before anything is read, so that what
// a decision rests on can't change under it, and an upgrade from reader to writer can't fail with
// SQLITE_BUSY_SNAPSHOT. QSqlDatabase::transaction() is deferred and never used.
//
// Begin, then commit() explicitly; the destructor rolls back what was not committed.
class ImmediateTransaction
{
public:
    explicit ImmediateTransaction(Database &database);
    ~ImmediateTransaction();
    ImmediateTransaction(const ImmediateTransaction &) = delete;
    ImmediateTransaction &operator=(const ImmediateTransaction &) = delete;

    // Waits for the lock up to the connection's busy timeout. Error Busy: nothing has happened.
    [[nodiscard]] Result<void> begin();
    // An error means "not known": after a crash the rows may be there all the same.
    [[nodiscard]] Result<void> commit();
    void rollback();

    // The transaction begun still stands; see Database::isAutocommit().
    [[nodiscard]] bool isOpen() const;

private:
    Database &m_database;
    bool m_begun = false;
};

// A part of a transaction that can be undone alone.
class Savepoint
{
public:
    explicit Savepoint(Database &database);
    ~Savepoint();
    Savepoint(const Savepoint &) = delete;
    Savepoint &operator=(const Savepoint &) = delete;

    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> release();
    // Undoes and releases. An error means that the whole transaction is gone.
    [[nodiscard]] Result<void> rollback();

private:
    Database &m_database;
    bool m_open = false;
};

} // namespace dogwatch
