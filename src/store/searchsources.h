// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/searchdoc.h"

#include <vector>

namespace dogwatch {

class Database;

// Where the texts of the search lie: the payloads of events and the entries of transcripts. Reads
// only; thread of the database.

// Where a slice of the sources ends: at the first of these.
struct SliceEnd
{
    qsizetype text = 32 * 1024; // UTF-16 units
    int rows = 500;
    qint64 ms = 4;
};

// The docs of the events behind `after`, and up to which seq these are all.
struct SearchSources
{
    std::vector<SearchDoc> docs;
    qint64 readTo = 0; // `after`, where there is nothing more
};
[[nodiscard]] Result<SearchSources> searchDocsOfEvents(Database &database, qint64 after,
                                                       const SliceEnd &end);
[[nodiscard]] Result<SearchSources> searchDocsOfEntries(Database &database, qint64 after,
                                                        const SliceEnd &end);

// One doc again, with its text. NotFound where there is no such event or entry, or no text in it;
// Corrupt where it is damaged.
[[nodiscard]] Result<SearchDoc> searchDocOfEvent(Database &database, qint64 seq);
[[nodiscard]] Result<SearchDoc> searchDocOfEntry(Database &database, qint64 id);

} // namespace dogwatch
