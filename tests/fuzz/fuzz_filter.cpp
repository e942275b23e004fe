// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person, or a script, types into a filter or a search. Whatever it is, it is a filter or a
// sentence, its form gives the same filter, and SQLite takes what is made of it.

#include "core/filterassist.h"
#include "core/filtermatch.h"
#include "store/filtersql.h"
#include "store/searchwords.h"

#include <cstdint>
#include <sqlite3.h>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNowMs = 1'800'000'000'000;

void require(bool holds)
{
    if (!holds)
        __builtin_trap();
}

// A table of words such as the store has, with one doc; it stays for all runs.
sqlite3 *words()
{
    static sqlite3 *database = [] {
        sqlite3 *made = nullptr;
        require(sqlite3_open(":memory:", &made) == SQLITE_OK);
        require(sqlite3_exec(made,
                             "CREATE VIRTUAL TABLE search_text USING fts5(text, content='',"
                             " columnsize=0, tokenize=\"unicode61 remove_diacritics 2\");"
                             "INSERT INTO search_text (rowid, text) VALUES (1, 'a b status x')",
                             nullptr, nullptr, nullptr)
                == SQLITE_OK);
        return made;
    }();
    return database;
}

// No text is syntax: the expression is taken, whatever it finds.
void match(const QString &expression)
{
    static sqlite3_stmt *statement = [] {
        sqlite3_stmt *made = nullptr;
        require(sqlite3_prepare_v2(words(),
                                   "SELECT rowid FROM search_text WHERE search_text MATCH ?", -1,
                                   &made, nullptr)
                == SQLITE_OK);
        return made;
    }();
    const QByteArray utf8 = expression.toUtf8();
    sqlite3_bind_text(statement, 1, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_STATIC);
    int code = sqlite3_step(statement);
    while (code == SQLITE_ROW)
        code = sqlite3_step(statement);
    require(code == SQLITE_DONE);
    sqlite3_reset(statement);
}

void checkSearch(const Filter &filter)
{
    for (const FilterTerm &term : filter.terms) {
        if (term.key != FilterKey::Text)
            continue;
        const QString &text = term.values.front().text;
        match(quotedForSearch(text, false));
        match(quotedForSearch(text, true));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Session session;
    FilterSubject subject;
    subject.session = &session;
    for (const FilterScope scope :
         {FilterScope::Sessions, FilterScope::Events, FilterScope::Calls, FilterScope::Docs}) {
        const ParsedFilter parsed = parseFilter(text, scope, kNowMs);
        if (parsed.error) {
            require(!parsed.error->text.isEmpty() && parsed.error->position >= 0
                    && parsed.error->position + parsed.error->length <= text.size());
        }
        const ParsedFilter again = parseFilter(filterText(parsed.filter), scope, kNowMs);
        require(again.filter == parsed.filter || filterText(parsed.filter).size() > 4096);
        (void)filterState(parsed, {});
        (void)filterMatches(parsed.filter, subject);
        for (const SqlCondition &condition :
             {sessionCondition(parsed.filter), eventCondition(parsed.filter),
              callCondition(parsed.filter)})
            require(condition.sql.count('?') == static_cast<qsizetype>(condition.values.size()));
        if (scope == FilterScope::Docs)
            checkSearch(parsed.filter);
    }
    const FilterCompletion completion = completeFilter(
        text, size > 0 ? data[0] : 0, FilterScope::Sessions, {{FilterKey::Project, {u"a b"_s}}});
    require(completion.position >= 0 && completion.length >= 0
            && completion.position + completion.length <= text.size());
    return 0;
}
