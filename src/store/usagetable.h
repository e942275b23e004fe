// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/price.h"
#include "core/result.h"
#include "core/sessionkey.h"
#include "core/usage.h"

#include <QHash>

#include <vector>

namespace dogwatch {

class Database;

// The messages that were paid for, one row for each (message, request) whatever number of lines and
// files tell of it, and their sums. Whatever comes in, in whatever order and however often, the
// rows and sums are the same in the end.
//
// Writer connection, inside a transaction that the caller owns, for the length of which it lives.
class UsageTable
{
public:
    UsageTable(Database &database, const PriceList &prices);

    // `session` has a row.
    [[nodiscard]] Result<void> merge(const UsageRecord &record, SessionRef session);
    // Brings the sums up to date; the last step.
    [[nodiscard]] Result<void> finish();

    // Works out all costs anew, after prices have changed, and all sums from the messages.
    [[nodiscard]] Result<void> reprice();

private:
    struct Row
    {
        UsageRecord record;
        SessionRef session{};
        qint64 id = 0; // 0: not in the table yet
        bool counted = false;
        bool changed = false;
        std::optional<qint64> cost;
    };
    struct TotalKey
    {
        SessionRef session{};
        qint64 day = 0;
        QByteArray agentId;
        QByteArray model;

        friend bool operator==(const TotalKey &, const TotalKey &) = default;
        friend size_t qHash(const TotalKey &key, size_t seed)
        {
            return qHashMulti(seed, static_cast<qint64>(key.session), key.day, key.agentId,
                              key.model);
        }
    };
    struct Sums
    {
        qint64 messages = 0;
        qint64 unpriced = 0;
        TokenCounts tokens;
        qint64 cost = 0;
    };

    [[nodiscard]] Result<std::vector<Row>> rowsOf(const QByteArray &messageId);
    [[nodiscard]] Result<void> write(const Row &row);
    // Returns the last of the rows it has seen, the one given if there are no more.
    [[nodiscard]] Result<qint64> repricePage(qint64 afterId);
    void count(const Row &row, int sign);

    Database &m_database;
    const PriceList &m_prices;
    QHash<TotalKey, Sums> m_sums; // what finish() has to add
};

} // namespace dogwatch
