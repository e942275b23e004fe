// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/searchindexer.h"

#include "core/fault.h"
#include "store/database.h"
#include "store/searchsources.h"
#include "store/statement.h"
#include "store/transaction.h"

#include <QElapsedTimer>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// An event that comes in the middle of a slice waits for it.
constexpr qint64 kLongMs = 8;
constexpr qint64 kShortMs = 4;
constexpr qsizetype kLeastText = 16 * 1024; // beside which a commit is not the most of it
constexpr qsizetype kMostText = 128 * 1024;
constexpr SliceEnd kLargeSlice{4 * 1024 * 1024, 20'000, 2000};

constexpr char kEnds[] = R"(
    SELECT (SELECT ifnull(max(seq), 0) FROM event),
        (SELECT ifnull(max(id), 0) FROM transcript_entry))";

} // namespace

SearchIndexer::SearchIndexer(Database &database, Pace pace)
    : m_database(database)
    , m_pace(pace)
    , m_slice(pace == Pace::Alone ? kLargeSlice : SliceEnd())
{ }

// Reads where the index ends. One that was made by other rules, or of a log that is not this one,
// is made anew. True: the index can be used.
Result<bool> SearchIndexer::resume()
{
    Result<IndexedTo> indexed = readIndexedTo(m_database);
    if (!indexed)
        return indexed.error();
    qint64 lastEntry = 0;
    bool isForeign = indexed->format != 0 && indexed->format != kSearchFormat;
    {
        Statement ends(m_database, kEnds);
        Result<bool> row = ends.next();
        if (!row)
            return row.error();
        isForeign = isForeign || indexed->event > ends.integer(0);
        lastEntry = ends.integer(1);
    }
    if (isForeign) {
        if (Result<void> remade = remake(); !remade)
            return remade.error();
        return false;
    }
    // Entries may be taken away again; a number that is given once more is indexed once more.
    indexed->entry = std::min(indexed->entry, lastEntry);
    indexed->format = kSearchFormat;
    m_indexed = *indexed;
    return true;
}

Result<bool> SearchIndexer::step(const std::function<bool()> &mustYield)
{
    if (!m_indexed) {
        Result<bool> isUsable = resume();
        if (!isUsable)
            return isUsable.error();
        if (!*isUsable)
            return true;
    }
    QElapsedTimer spent;
    spent.start();
    IndexedTo to = *m_indexed;
    Result<SearchSources> sources = searchDocsOfEvents(m_database, to.event, m_slice);
    if (sources && sources->readTo > to.event) {
        to.event = sources->readTo;
    } else if (sources) {
        sources = searchDocsOfEntries(m_database, to.entry, m_slice);
        if (sources)
            to.entry = sources->readTo;
    }
    if (!sources)
        return sources.error();
    if (to == *m_indexed)
        return false;
    if (mustYield())
        return true;
    if (Result<void> written = write(sources->docs, to); !written)
        return written.error();
    learnFrom(spent.elapsed());
    return true;
}

void SearchIndexer::learnFrom(qint64 tookMs)
{
    if (m_pace == Pace::Alone)
        return;
    qsizetype &text = m_slice.text;
    if (tookMs > kLongMs)
        text = std::max(kLeastText, text / 2);
    else if (tookMs < kShortMs)
        text = std::min(kMostText, text + text / 4);
}

Result<void> SearchIndexer::remake()
{
    ImmediateTransaction transaction(m_database);
    if (Result<void> begun = transaction.begin(); !begun)
        return begun;
    if (Result<void> cleared = clearSearchIndex(m_database); !cleared)
        return cleared;
    if (Result<void> set = writeIndexedTo(m_database, {0, 0, kSearchFormat}); !set)
        return set;
    return transaction.commit();
}

Result<void> SearchIndexer::write(const std::vector<SearchDoc> &docs, const IndexedTo &to)
{
    // Read anew after an error: a commit that failed may be on the disk all the same.
    m_indexed.reset();
    ImmediateTransaction transaction(m_database);
    if (Result<void> begun = transaction.begin(); !begun)
        return begun;
    if (Result<int> added = addSearchDocs(m_database, docs); !added)
        return added.error();
    if (faultAt("search.before_position"))
        return Error{ErrorCode::StorageFull, u"failpoint search.before_position"_s};
    if (Result<void> set = writeIndexedTo(m_database, to); !set)
        return set;
    if (faultAt("search.before_commit"))
        return Error{ErrorCode::StorageFull, u"failpoint search.before_commit"_s};
    if (Result<void> committed = transaction.commit(); !committed)
        return committed;
    (void)faultAt("search.after_commit");
    m_indexed = to;
    return {};
}

} // namespace dogwatch
