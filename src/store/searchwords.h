// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

struct Fts5Tokenizer;
struct fts5_tokenizer;

namespace dogwatch {

class Database;

// A word of a text as the index has it.
struct SearchWord
{
    QByteArray word; // folded: lower case, without diacritics
    int from = 0; // where it stands in the text, in bytes of UTF-8
    int to = 0;
};

// Cuts texts into words by the very tokenizer that the index uses. Thread of its database, which
// outlives it.
class SearchTokenizer
{
public:
    [[nodiscard]] static Result<SearchTokenizer> make(Database &database);
    ~SearchTokenizer();
    SearchTokenizer(SearchTokenizer &&other) noexcept;
    SearchTokenizer(const SearchTokenizer &) = delete;
    SearchTokenizer &operator=(const SearchTokenizer &) = delete;
    SearchTokenizer &operator=(SearchTokenizer &&) = delete;

    // At most `most` words.
    [[nodiscard]] std::vector<SearchWord> words(const QByteArray &utf8,
                                                std::size_t most = SIZE_MAX) const;

private:
    SearchTokenizer() = default;

    std::unique_ptr<fts5_tokenizer> m_module;
    Fts5Tokenizer *m_tokenizer = nullptr;
};

// A text as FTS5's query language has it so that it is nothing but a text: in quotes, whatever it
// holds. With `isPrefix` its last word may go on. Pure.
[[nodiscard]] QString quotedForSearch(const QString &text, bool isPrefix);

} // namespace dogwatch
