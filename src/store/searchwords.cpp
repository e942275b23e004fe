// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/searchwords.h"

#include "store/database.h"
#include "store/sqlerror.h"

#include <array>
#include <sqlite3.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// FTS5 hands out its interface by a query with a pointer (https://sqlite.org/fts5.html, 7).
Result<fts5_api *> apiOf(Database &database)
{
    fts5_api *api = nullptr;
    sqlite3_stmt *statement = nullptr;
    int code = sqlite3_prepare_v2(database.handle(), "SELECT fts5(?1)", -1, &statement, nullptr);
    if (code == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void *>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
        code = sqlite3_finalize(statement);
    }
    if (code != SQLITE_OK)
        return sqliteError(code, u"asking for FTS5"_s);
    if (!api)
        return Error{ErrorCode::Internal, u"this SQLite has no FTS5"_s};
    return api;
}

struct Collected
{
    std::vector<SearchWord> words;
    std::size_t most = 0;
};

int collect(void *context, int flags, const char *word, int length, int from, int to)
{
    auto *collected = static_cast<Collected *>(context);
    if ((flags & FTS5_TOKEN_COLOCATED) == 0)
        collected->words.push_back({QByteArray(word, length), from, to});
    return collected->words.size() < collected->most ? SQLITE_OK : SQLITE_DONE;
}

} // namespace

Result<SearchTokenizer> SearchTokenizer::make(Database &database)
{
    Result<fts5_api *> api = apiOf(database);
    if (!api)
        return api.error();
    SearchTokenizer made;
    made.m_module = std::make_unique<fts5_tokenizer>();
    void *context = nullptr;
    int code = (*api)->xFindTokenizer(*api, "unicode61", &context, made.m_module.get());
    // As in kCreateSearchText.
    std::array<const char *, 2> arguments{"remove_diacritics", "2"};
    if (code == SQLITE_OK)
        code = made.m_module->xCreate(context, arguments.data(), int(arguments.size()),
                                      &made.m_tokenizer);
    if (code != SQLITE_OK)
        return sqliteError(code, u"making a tokenizer"_s);
    return made;
}

SearchTokenizer::~SearchTokenizer()
{
    if (m_tokenizer)
        m_module->xDelete(m_tokenizer);
}

SearchTokenizer::SearchTokenizer(SearchTokenizer &&other) noexcept
    : m_module(std::move(other.m_module))
    , m_tokenizer(std::exchange(other.m_tokenizer, nullptr))
{ }

std::vector<SearchWord> SearchTokenizer::words(const QByteArray &utf8, std::size_t most) const
{
    Collected collected;
    collected.most = most;
    // Its only errors are of memory and our own Done.
    m_module->xTokenize(m_tokenizer, &collected, FTS5_TOKENIZE_DOCUMENT, utf8.constData(),
                        static_cast<int>(utf8.size()), collect);
    return std::move(collected.words);
}

QString quotedForSearch(const QString &text, bool isPrefix)
{
    QString quoted = text;
    quoted.replace(u'"', u"\"\""_s);
    quoted.remove(QChar(u'\0')); // it would end the query
    return u'"' + quoted + (isPrefix ? u"\"*"_s : u"\""_s);
}

} // namespace dogwatch
