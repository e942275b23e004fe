// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/checkpointer.h"

#include "store/database.h"
#include "store/sqlerror.h"

#include <sqlite3.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

Checkpointer::Checkpointer(Database &database)
    : m_database(database)
{
    sqlite3_wal_hook(
        m_database.handle(),
        [](void *pages, sqlite3 *, const char *, int inLog) {
            *static_cast<int *>(pages) = inLog;
            return SQLITE_OK;
        },
        &m_logPages);
}

Checkpointer::~Checkpointer()
{
    sqlite3_wal_hook(m_database.handle(), nullptr, nullptr);
}

Result<void> Checkpointer::afterCommit()
{
    if (m_logPages < m_triedAt) // begun anew from its start
        m_triedAt = 0;
    // What a reader still needed stays in the log until so many pages more have come: to try at
    // each commit would cost more than it brings.
    if (m_logPages - m_triedAt < kPagesBetween)
        return {};
    m_triedAt = m_logPages;
    const int code = sqlite3_wal_checkpoint_v2(m_database.handle(), nullptr,
                                               SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (code != SQLITE_OK)
        return sqliteError(code, u"moving the log into the store"_s);
    return {};
}

} // namespace dogwatch
