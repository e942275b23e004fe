// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/statement.h"

namespace dogwatch {

// Several reads of one moment: what others commit meanwhile is not seen. Short, because it keeps
// the log from being checkpointed. Reader connection.
class ReadSnapshot
{
public:
    explicit ReadSnapshot(Database &database)
        : m_database(database)
    { }
    ~ReadSnapshot()
    {
        if (m_isOpen)
            (void)Statement(m_database, kEnd).run();
    }
    ReadSnapshot(const ReadSnapshot &) = delete;
    ReadSnapshot &operator=(const ReadSnapshot &) = delete;

    // The moment is that of the first read after it.
    [[nodiscard]] Result<void> begin()
    {
        Result<void> begun = Statement(m_database, kBegin).run();
        m_isOpen = begun.ok();
        return begun;
    }

private:
    static constexpr char kBegin[] = "BEGIN";
    static constexpr char kEnd[] = "ROLLBACK";

    Database &m_database;
    bool m_isOpen = false;
};

} // namespace dogwatch
