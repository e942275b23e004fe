// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <optional>
#include <span>
#include <vector>

namespace dogwatch {

// What one answer of a model took. Cache writes are kept by how long the cache lives, because that
// is what they are paid by. Reasoning is part of the output.
struct TokenCounts
{
    qint64 input = 0; // neither read from nor written to a cache
    qint64 output = 0;
    qint64 cacheWrite5m = 0;
    qint64 cacheWrite1h = 0;
    qint64 cacheRead = 0;
    qint64 webSearches = 0; // requests, not tokens

    [[nodiscard]] qint64 prompt() const { return input + cacheWrite5m + cacheWrite1h + cacheRead; }
    [[nodiscard]] qint64 total() const { return prompt() + output; }

    friend bool operator==(const TokenCounts &, const TokenCounts &) = default;
};

// The circumstances that a price depends on.
struct BillingTerms
{
    bool fast = false;
    bool batch = false;
    bool domestic = false; // inference was bound to one country, which costs more

    friend bool operator==(const BillingTerms &, const BillingTerms &) = default;
};

// One answer of a model as one line of a transcript tells it. The same answer is told by several
// lines and files; which of these copies is kept is for isBetterCopy(). Texts are UTF-8.
struct UsageRecord
{
    QByteArray messageId; // with requestId, the answer's name; never empty
    QByteArray requestId; // empty: not told
    QByteArray sessionId;
    QByteArray agentId; // empty: the main agent
    QByteArray model;
    TokenCounts tokens;
    BillingTerms terms;
    qint64 atMs = 0; // unix ms; 0: not told
    bool sidechain = false; // told by a subagent's line
    bool tellsSpeed = false;
    bool copied = false; // the line says itself that it was copied from another session
    bool implausible = false; // a number of it can't be and is left out, so the cost is unknown

    friend bool operator==(const UsageRecord &, const UsageRecord &) = default;
};

// Which of two copies of one answer is kept: that of the main agent, then one whose numbers can
// be, then the more complete one,
// then, so that the order of reading does not matter, any fixed choice.
[[nodiscard]] bool isBetterCopy(const UsageRecord &candidate, const UsageRecord &kept);

// One name of an answer: records of the same message under several requests.
// Which of them count: each that the main agent tells; a subagent's replay of one counts only where
// no other tells it, and then once. Result: true for those that count, in the order given.
[[nodiscard]] std::vector<bool> countedOf(std::span<const UsageRecord> ofOneMessage);

} // namespace dogwatch
