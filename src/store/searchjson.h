// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/searchmodel.h"

#include <QJsonObject>

namespace dogwatch {

// The search as the API and the command line write it; see readmodeljson.h. Pure; any thread.

// `hits`, `next` (the cursor for the page that follows, as a text, or null), `indexed_to` and
// `behind`.
[[nodiscard]] QJsonObject toJson(const SearchPage &page);
// `marks` are [from, length] in UTF-16 units of `snippet`.
[[nodiscard]] QJsonObject toJson(const SearchHit &hit);
// What the status says of the index.
[[nodiscard]] QJsonObject toJson(const SearchProgress &progress);

// As a request names it: a query, a limit and a cursor, each of which may be missing. InvalidInput
// says what is wrong with them.
[[nodiscard]] Result<SearchQuery> searchQuery(const QString &text, int limit,
                                              const QString &before);
inline constexpr int kSearchLimit = 50;
inline constexpr int kMostSearchHits = 500;

} // namespace dogwatch
