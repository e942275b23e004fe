// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/usage.h"

#include <algorithm>
#include <tuple>

namespace dogwatch {

namespace {

// Ascending in worth: the larger one is kept. Where copies tell the same, the earlier line of the
// session with the smaller id is as good as any, but it must always be the same one.
auto worthOf(const UsageRecord &record)
{
    const TokenCounts &t = record.tokens;
    return std::make_tuple(!record.sidechain, !record.implausible, t.total(), record.tellsSpeed,
                           !record.model.isEmpty(), !record.copied, t.output, t.cacheWrite1h,
                           t.cacheWrite5m, t.cacheRead, t.webSearches, -record.atMs,
                           record.terms.fast, record.terms.batch, record.terms.domestic);
}

auto tieOf(const UsageRecord &record)
{
    return std::tie(record.sessionId, record.agentId, record.model, record.requestId);
}

} // namespace

bool isBetterCopy(const UsageRecord &candidate, const UsageRecord &kept)
{
    const auto left = worthOf(candidate);
    const auto right = worthOf(kept);
    return left != right ? left > right : tieOf(candidate) < tieOf(kept);
}

std::vector<bool> countedOf(std::span<const UsageRecord> ofOneMessage)
{
    std::vector<bool> counted(ofOneMessage.size(), false);
    bool anyMain = false;
    std::size_t best = 0;
    for (std::size_t i = 0; i < ofOneMessage.size(); ++i) {
        counted[i] = !ofOneMessage[i].sidechain;
        anyMain = anyMain || counted[i];
        if (isBetterCopy(ofOneMessage[i], ofOneMessage[best]))
            best = i;
    }
    if (!anyMain && !counted.empty())
        counted[best] = true;
    return counted;
}

} // namespace dogwatch
