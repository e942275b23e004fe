// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>

#include <optional>

struct sqlite3_stmt;

namespace dogwatch {

class Database;

// A prepared statement without Qt between: for the few that run a hundred thousand times in a row,
// where Statement's variants cost more than SQLite does. Same thread as its database, which
// outlives it. Texts are UTF-8 and must live until reset().
class RawQuery
{
public:
    RawQuery(Database &database, const char *sql);
    ~RawQuery();
    RawQuery(const RawQuery &) = delete;
    RawQuery &operator=(const RawQuery &) = delete;

    RawQuery &bind(qint64 value);
    RawQuery &bind(bool value) { return bind(static_cast<qint64>(value)); }
    RawQuery &bind(std::optional<qint64> value);
    RawQuery &bind(const QByteArray &text);
    template<class T>
    RawQuery &bind(T) = delete;

    // True: there is a row. Every execution ends with reset().
    [[nodiscard]] Result<bool> step();
    [[nodiscard]] Result<void> run(); // step() and reset() of what yields no rows
    void reset();

    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] std::optional<qint64> optionalInteger(int column) const;
    [[nodiscard]] QByteArray text(int column) const;

private:
    Database &m_database;
    sqlite3_stmt *m_statement = nullptr;
    int m_prepareCode = 0;
    int m_bound = 0;
};

} // namespace dogwatch
