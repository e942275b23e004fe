// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/searchindex.h"
#include "store/searchsources.h"

#include <functional>
#include <optional>

namespace dogwatch {

class Database;

// Brings the search index up to what is stored, a slice at a time, behind the commits: in them it
// would cost most of the rate at which events are taken in. The texts of a slice are read before
// its transaction begins, and the transaction moves the durable position as well, so that a kill
// loses nothing and doubles nothing.
//
// Thread of the database, which outlives it.
class SearchIndexer
{
public:
    enum class Pace {
        BetweenEvents, // slices of a few milliseconds: an event that comes meanwhile waits for one
        Alone, // nobody waits: large slices, so that the work is not mostly commits and merges
    };
    explicit SearchIndexer(Database &database, Pace pace = Pace::BetweenEvents);

    // One slice. False: there is nothing more to do. `mustYield` is asked
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
    const Pace m_pace;
    SliceEnd m_slice; // between events its text is as much as took about as long as one may wait
    std::optional<IndexedTo> m_indexed; // as the store has it, once it was read
};

} // namespace dogwatch
