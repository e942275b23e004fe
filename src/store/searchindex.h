// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/searchdoc.h"

#include <vector>

namespace dogwatch {

class Database;

// The writing of the search index: the rows of search_doc and the words of each. All of it on the
// writer's connection, inside the caller's transaction.

// The id of the first doc that can be of this time. Docs in the order of their ids are in the order
// of time.
[[nodiscard]] qint64 firstDocIdAt(qint64 unixMs);
[[nodiscard]] qint64 msOfDocId(qint64 id);

// Adds those whose key is not there yet; says how many.
[[nodiscard]] Result<int> addSearchDocs(Database &database, const std::vector<SearchDoc> &docs);

// Takes docs out. The index has to be told the very words it was given, so that this must come
// before their events or entries are deleted or changed; Corrupt where a text can't be made any
// more: then only to make the index anew helps.
[[nodiscard]] Result<void> removeSearchDocs(Database &database, const std::vector<qint64> &ids);
// The oldest docs from before that time, at most so many; says how many it took out.
[[nodiscard]] Result<int> removeSearchDocsBefore(Database &database, qint64 beforeMs, int atMost);

// How far was indexed. For events a seq, for entries an id.
struct IndexedTo
{
    qint64 event = 0;
    qint64 entry = 0;
    qint64 format = 0; // 0: nothing was indexed yet

    friend bool operator==(const IndexedTo &, const IndexedTo &) = default;
};
[[nodiscard]] Result<IndexedTo> readIndexedTo(Database &database);
[[nodiscard]] Result<void> writeIndexedTo(Database &database, const IndexedTo &indexed);

// Makes an empty index, whatever state the old one is in. It is filled again behind the events.
[[nodiscard]] Result<void> clearSearchIndex(Database &database);

} // namespace dogwatch
