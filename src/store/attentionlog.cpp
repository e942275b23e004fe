// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/attentionlog.h"

#include "store/database.h"
#include "store/records.h"
#include "store/statement.h"

namespace dogwatch {

namespace {

constexpr qint64 kLongestMs = 7LL * 24 * 60 * 60 * 1000;
constexpr int kMost = 10'000;

constexpr char kSince[] = "SELECT " DOGWATCH_ATTENTION_COLUMNS R"( FROM attention_item
    WHERE resolved_at IS NULL
    UNION ALL SELECT )" DOGWATCH_ATTENTION_COLUMNS R"( FROM attention_item
    WHERE since >= ? AND resolved_at >= ?
    ORDER BY since DESC, id LIMIT ?)";

} // namespace

Result<std::vector<AttentionItem>> attentionSince(Database &database, qint64 sinceMs)
{
    std::vector<AttentionItem> items;
    Statement select(database, kSince);
    select.bind(sinceMs - kLongestMs).bind(sinceMs).bind(kMost);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return items;
        items.push_back(readAttentionItem(select));
    }
}

} // namespace dogwatch
