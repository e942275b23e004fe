// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/searchindex.h"

#include "core/fault.h"
#include "store/database.h"
#include "store/schema.h"
#include "store/searchsources.h"
#include "store/statement.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBitsOfNumber = 20;
constexpr qint64 kLatestMs = (qint64(1) << (63 - kBitsOfNumber)) - 2;

constexpr char kLastIdOf[] = R"(
    SELECT id FROM search_doc WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1)";
constexpr char kAddDoc[] = R"(
    INSERT INTO search_doc (id, key, session_ref, agent_id, kind, tool_name, seq, entry)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO NOTHING)";
constexpr char kAddWords[] = "INSERT INTO search_text (rowid, text) VALUES (?, ?)";

constexpr char kDoc[] = "SELECT seq, entry FROM search_doc WHERE id = ?";
constexpr char kRemoveDoc[] = "DELETE FROM search_doc WHERE id = ?";
constexpr char kRemoveWords[] =
    "INSERT INTO search_text (search_text, rowid, text) VALUES ('delete', ?, ?)";
constexpr char kOldest[] = "SELECT id FROM search_doc WHERE id < ? ORDER BY id LIMIT ?";

constexpr char kProgress[] = "SELECT what, indexed_to FROM search_progress ORDER BY what";
constexpr char kSetProgress[] = R"(
    INSERT INTO search_progress (what, indexed_to) VALUES (?, ?)
    ON CONFLICT (what) DO UPDATE SET indexed_to = excluded.indexed_to)";

// The next free number among the docs of that moment.
Result<qint64> freeDocId(Database &database, qint64 atMs)
{
    const qint64 first = firstDocIdAt(atMs);
    const qint64 end = first + (qint64(1) << kBitsOfNumber);
    Statement select(database, kLastIdOf);
    Result<bool> row = select.bind(first).bind(end).next();
    if (!row)
        return row.error();
    if (!*row)
        return first;
    if (select.integer(0) + 1 == end) // a million at once: the next moment will do
        return freeDocId(database, msOfDocId(first) + 1);
    return select.integer(0) + 1;
}

// The id, or nothing if such a doc is there already.
Result<std::optional<qint64>> addRow(Database &database, const SearchDoc &doc)
{
    Result<qint64> id = freeDocId(database, doc.atMs);
    if (!id)
        return id.error();
    Statement add(database, kAddDoc);
    add.bind(*id).bind(doc.key).bind(static_cast<qint64>(doc.session)).bind(doc.agentId);
    add.bind(static_cast<qint64>(doc.kind)).bind(doc.toolName).bind(doc.seq).bind(doc.entry);
    if (Result<void> added = add.run(); !added)
        return added.error();
    return add.changedRows() == 1 ? std::optional(*id) : std::nullopt;
}

Result<SearchDoc> docOf(Database &database, qint64 id)
{
    Statement select(database, kDoc);
    Result<bool> row = select.bind(id).next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, u"there is no such text in the index"_s};
    Result<SearchDoc> doc = select.isNull(0) ? searchDocOfEntry(database, select.integer(1))
                                             : searchDocOfEvent(database, select.integer(0));
    if (!doc && doc.error().code == ErrorCode::NotFound)
        return Error{ErrorCode::Corrupt, u"the index holds a text that is not in the store"_s};
    return doc;
}

} // namespace

qint64 firstDocIdAt(qint64 unixMs)
{
    return std::clamp<qint64>(unixMs, 0, kLatestMs) << kBitsOfNumber;
}

qint64 msOfDocId(qint64 id)
{
    return id >> kBitsOfNumber;
}

Result<int> addSearchDocs(Database &database, const std::vector<SearchDoc> &docs)
{
    std::vector<std::pair<qint64, const SearchDoc *>> added;
    for (const SearchDoc &doc : docs) {
        Result<std::optional<qint64>> id = addRow(database, doc);
        if (!id)
            return id.error();
        if (*id)
            added.emplace_back(**id, &doc);
        if (faultAt("search.between_docs"))
            return Error{ErrorCode::StorageFull, u"failpoint search.between_docs"_s};
    }
    // FTS5 writes out what it has gathered whenever an id is lower than the last one.
    std::sort(added.begin(), added.end());
    for (const auto &[id, doc] : added) {
        Statement add(database, kAddWords);
        if (Result<void> done = add.bind(id).bindUtf8(indexedText(*doc)).run(); !done)
            return done.error();
    }
    return static_cast<int>(added.size());
}

Result<void> removeSearchDocs(Database &database, const std::vector<qint64> &ids)
{
    for (const qint64 id : ids) {
        Result<SearchDoc> doc = docOf(database, id);
        if (!doc)
            return doc.error();
        Statement words(database, kRemoveWords);
        if (Result<void> done = words.bind(id).bindUtf8(indexedText(*doc)).run(); !done)
            return done;
        Statement row(database, kRemoveDoc);
        if (Result<void> done = row.bind(id).run(); !done)
            return done;
    }
    return {};
}

Result<int> removeSearchDocsBefore(Database &database, qint64 beforeMs, int atMost)
{
    std::vector<qint64> ids;
    {
        Statement select(database, kOldest);
        select.bind(firstDocIdAt(beforeMs)).bind(atMost);
        while (true) {
            Result<bool> row = select.next();
            if (!row)
                return row.error();
            if (!*row)
                break;
            ids.push_back(select.integer(0));
        }
    }
    if (Result<void> removed = removeSearchDocs(database, ids); !removed)
        return removed.error();
    return static_cast<int>(ids.size());
}

Result<IndexedTo> readIndexedTo(Database &database)
{
    IndexedTo indexed;
    Statement select(database, kProgress);
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return indexed;
        const QString what = select.text(0);
        if (what == "event"_L1)
            indexed.event = select.integer(1);
        else if (what == "entry"_L1)
            indexed.entry = select.integer(1);
        else if (what == "format"_L1)
            indexed.format = select.integer(1);
    }
}

Result<void> writeIndexedTo(Database &database, const IndexedTo &indexed)
{
    for (const auto &[what, value] : {std::pair(u"event"_s, indexed.event),
                                      {u"entry"_s, indexed.entry},
                                      {u"format"_s, indexed.format}}) {
        Statement set(database, kSetProgress);
        if (Result<void> done = set.bind(what).bind(value).run(); !done)
            return done;
    }
    return {};
}

Result<void> clearSearchIndex(Database &database)
{
    for (const QString &sql :
         {u"DELETE FROM search_doc"_s, u"DELETE FROM search_progress"_s,
          u"DROP TABLE IF EXISTS search_text"_s, QString::fromUtf8(kCreateSearchText)}) {
        if (Result<void> done = database.execute(sql); !done)
            return done;
    }
    return {};
}

} // namespace dogwatch
