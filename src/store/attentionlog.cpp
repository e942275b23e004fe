// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/attentionlog.h"

#include "store/database.h"
#include "store/records.h"
#include "store/statement.h"

#include <algorithm>
#include <map>

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

qint64 waitedOnPerson(std::span<const AttentionItem> items, qint64 fromMs, qint64 toMs)
{
    using Span = std::pair<qint64, qint64>;
    std::map<SessionRef, std::vector<Span>> asked;
    for (const AttentionItem &item : items) {
        const Span span{std::max(item.sinceMs, fromMs),
                        std::min(item.resolvedAtMs.value_or(toMs), toMs)};
        if (isAsk(item.kind) && span.first < span.second)
            asked[item.session].push_back(span);
    }
    qint64 waited = 0;
    for (auto &[session, spans] : asked) {
        std::sort(spans.begin(), spans.end());
        qint64 counted = fromMs;
        for (const auto &[begin, end] : spans) {
            waited += std::max<qint64>(0, end - std::max(begin, counted));
            counted = std::max(counted, end);
        }
    }
    return waited;
}

} // namespace dogwatch
