// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/searchmodel.h"

#include "core/filterkeys.h"
#include "store/database.h"
#include "store/searchindex.h"
#include "store/searchplan.h"
#include "store/searchsources.h"
#include "store/statement.h"

#include <QHash>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// The newest first is the order of the index itself, so that it need not find all to give some.
constexpr char kFind[] = R"(
    SELECT rowid FROM search_text
    WHERE search_text MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC)";
constexpr char kDoc[] = R"(
    SELECT session_ref, agent_id, kind, tool_name, seq, entry FROM search_doc WHERE id = ?)";
constexpr char kSession[] = "SELECT id, source, project, title FROM session WHERE ref = ?";
constexpr char kEnds[] = R"(
    SELECT (SELECT ifnull(max(seq), 0) FROM event),
        (SELECT ifnull(max(id), 0) FROM transcript_entry))";

// So that what is read belongs together, though the writer goes on.
class Snapshot
{
public:
    explicit Snapshot(Database &database)
        : m_database(database)
    { }
    ~Snapshot()
    {
        if (m_begun)
            (void)m_database.execute(u"ROLLBACK"_s);
    }
    Snapshot(const Snapshot &) = delete;
    Snapshot &operator=(const Snapshot &) = delete;

    [[nodiscard]] Result<void> begin()
    {
        if (!m_database.isAutocommit()) // the caller's own will do
            return {};
        Result<void> begun = m_database.execute(u"BEGIN"_s);
        m_begun = begun.ok();
        return begun;
    }

private:
    Database &m_database;
    bool m_begun = false;
};

Error damaged(const Error &error)
{
    if (error.code != ErrorCode::Corrupt)
        return error;
    return {ErrorCode::Corrupt,
            u"the search index is damaged (%1); `dogwatchctl rebuild --search` makes it anew"_s.arg(
                error.text)};
}

class Searcher
{
public:
    Searcher(Database &database, const SearchPlan &plan, const SearchTokenizer &tokenizer)
        : m_database(database)
        , m_plan(plan)
        , m_tokenizer(tokenizer)
    { }

    Result<void> run(int limit, SearchPage &page)
    {
        if (m_plan.isNothing)
            return {};
        Statement find(m_database, kFind);
        find.bind(m_plan.expression).bind(m_plan.fromId).bind(m_plan.beforeId);
        while (true) {
            Result<bool> row = find.next();
            if (!row)
                return row.error();
            if (!*row)
                return {};
            Result<std::optional<SearchHit>> hit = hitOf(find.integer(0));
            if (!hit)
                return hit.error();
            if (!*hit)
                continue;
            if (page.hits.size() >= static_cast<std::size_t>(limit)) {
                page.next = page.hits.back().id;
                return {};
            }
            page.hits.push_back(**std::move(hit));
        }
    }

    // What is shown of a hit, once it is known to be one.
    Result<void> complete(SearchHit &hit)
    {
        if (Result<void> named = nameSession(hit); !named)
            return named;
        Result<SearchDoc> doc = hit.seq ? searchDocOfEvent(m_database, *hit.seq)
                                        : searchDocOfEntry(m_database, hit.entry.value_or(0));
        if (doc) {
            hit.toolUseId = doc->toolUseId;
            hit.snippet = makeSnippet(doc->text, m_plan.phrases, m_tokenizer);
            return {};
        }
        // A text that is damaged or gone hides no other.
        const ErrorCode code = doc.error().code;
        return code == ErrorCode::Corrupt || code == ErrorCode::NotFound
            ? Result<void>()
            : Result<void>(doc.error());
    }

private:
    // Nothing: the index says so, but the plan asks for more than the index knows.
    Result<std::optional<SearchHit>> hitOf(qint64 id)
    {
        Statement select(m_database, kDoc);
        Result<bool> row = select.bind(id).next();
        if (!row)
            return row.error();
        if (!*row)
            return Error{ErrorCode::Corrupt, u"it holds a text that its table has not"_s};
        SearchHit hit;
        hit.id = id;
        hit.atMs = msOfDocId(id);
        hit.session = SessionRef{select.integer(0)};
        if (m_plan.sessions && !m_plan.sessions->contains(hit.session))
            return std::optional<SearchHit>();
        hit.agentId = select.text(1);
        hit.kind = static_cast<TextKind>(select.integer(2));
        hit.toolName = select.text(3);
        hit.seq = select.optionalInteger(4);
        hit.entry = select.optionalInteger(5);
        const bool isWanted = std::all_of(
            m_plan.toolTerms.begin(), m_plan.toolTerms.end(), [&](const FilterTerm &term) {
                const bool matches = std::any_of(
                    term.values.begin(), term.values.end(), [&](const FilterValue &value) {
                        return filterValueMatches(value, FilterUnit::Pattern, hit.toolName);
                    });
                return matches != term.negated;
            });
        return isWanted ? std::optional(std::move(hit)) : std::nullopt;
    }

    Result<void> nameSession(SearchHit &hit)
    {
        auto known = m_sessions.find(hit.session);
        if (known == m_sessions.end()) {
            Statement select(m_database, kSession);
            Result<bool> row = select.bind(static_cast<qint64>(hit.session)).next();
            if (!row)
                return row.error();
            SearchHit named;
            if (*row) {
                named.sessionId = select.text(0);
                named.source = sourceFromName(select.text(1)).value_or(Source::Generic);
                named.project = select.text(2);
                named.sessionTitle = select.text(3);
            }
            known = m_sessions.insert(hit.session, std::move(named));
        }
        hit.sessionId = known->sessionId;
        hit.source = known->source;
        hit.project = known->project;
        hit.sessionTitle = known->sessionTitle;
        return {};
    }

    Database &m_database;
    const SearchPlan &m_plan;
    const SearchTokenizer &m_tokenizer;
    QHash<SessionRef, SearchHit> m_sessions;
};

} // namespace

Result<SearchProgress> searchProgress(Database &database)
{
    Result<IndexedTo> indexed = readIndexedTo(database);
    if (!indexed)
        return indexed.error();
    Statement ends(database, kEnds);
    Result<bool> row = ends.next();
    if (!row)
        return row.error();
    SearchProgress progress;
    progress.indexedTo = indexed->event;
    progress.lastSeq = std::max(ends.integer(0), indexed->event);
    progress.entriesBehind = std::max<qint64>(0, ends.integer(1) - indexed->entry);
    return progress;
}

Result<SearchPage> search(Database &database, const SearchQuery &query)
{
    Result<SearchTokenizer> tokenizer = SearchTokenizer::make(database);
    if (!tokenizer)
        return tokenizer.error();
    Snapshot snapshot(database);
    if (Result<void> begun = snapshot.begin(); !begun)
        return begun.error();
    Result<SearchPlan> plan = planSearch(database, query.filter, query.before, *tokenizer);
    if (!plan)
        return plan.error();
    SearchPage page;
    Searcher searcher(database, *plan, *tokenizer);
    if (Result<void> done = searcher.run(query.limit, page); !done)
        return damaged(done.error());
    for (SearchHit &hit : page.hits) {
        if (Result<void> done = searcher.complete(hit); !done)
            return done.error();
    }
    Result<SearchProgress> progress = searchProgress(database);
    if (!progress)
        return progress.error();
    page.progress = *progress;
    return page;
}

} // namespace dogwatch
