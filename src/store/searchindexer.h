// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/searchindex.h"

#include <functional>
#include <optional>

namespace dogwatch {

class Database;

// Brings the search index up to what is stored, a slice at a time, behind the commits: in them it
// would cost most of the rate at which events are taken in. The texts of a slice are read before
// its transaction begins, and the transaction moves the durable position as well, so that a kill
// loses nothing and doubles nothing.
//
// Writer thread. The database outlives it.
class SearchIndexer
{
public:
    explicit SearchIndexer(Database &database);

    // One slice, of a few milliseconds. False: there is nothing more to do. `mustYield` is asked
    // before the transaction begins; if it holds nothing is written. An error leaves the index as
    // it was.
    [[nodiscard]] Result<bool> step(const std::function<bool()> &mustYield);

    // Somebody else may have changed the index, or the store under it.
    void forget() { m_indexed.reset(); }

private:
    [[nodiscard]] Result<bool> resume();
    [[nodiscard]] Result<void> remake();
    void learnFrom(qint64 tookMs);
    [[nodiscard]] Result<void> write(const std::vector<SearchDoc> &docs, const IndexedTo &to);

    Database &m_database;
    // Text of one slice, in UTF-16 units: as much as took about as long as an event may wait.
    qsizetype m_enough = 32 * 1024;
    std::optional<IndexedTo> m_indexed; // as the store has it, once it was read
};

} // namespace dogwatch
