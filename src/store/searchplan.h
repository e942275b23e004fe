// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/filter.h"
#include "core/result.h"
#include "core/sessionkey.h"
#include "store/snippet.h"

#include <QSet>

#include <vector>

namespace dogwatch {

class Database;

// How a search is put to the index: one expression of FTS5, in which all that was typed stands in
// quotes; a range of ids; and what is left to be looked at hit by hit, because the index can't say.
struct SearchPlan
{
    QString expression;
    qint64 fromId = 0; // inclusive
    qint64 beforeId = 0; // exclusive
    bool isNothing = false; // no session can be meant
    std::vector<SearchPhrase> phrases; // what to mark
    std::vector<FilterTerm> toolTerms; // with a '*' that does not stand at the end alone
    std::optional<QSet<SessionRef>> sessions;
};

// InvalidInput where a text holds no word at all. Thread of the database.
[[nodiscard]] Result<SearchPlan> planSearch(Database &database, const Filter &filter,
                                            std::optional<qint64> before,
                                            const SearchTokenizer &tokenizer);

} // namespace dogwatch
