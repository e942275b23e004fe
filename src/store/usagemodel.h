// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/sessionkey.h"
#include "core/usage.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace dogwatch {

class Database;

// What was used, and what it would have cost at list prices. As in readmodel.h, each question is
// one short read on the given connection, in its thread, and an error is never an empty answer. All
// figures come from sums that are kept, so that they cost the same for a million messages.

struct UsageSums
{
    qint64 messages = 0;
    qint64 unpriced = 0; // of the messages: those whose model has no known price
    TokenCounts tokens;
    qint64 cost = 0; // of the others, in trillionths of a US dollar

    // Nothing: no price is known for any of it.
    [[nodiscard]] std::optional<double> dollars() const;
    // One message more; `costOfIt` nothing: no price is known for it.
    void add(const TokenCounts &used, std::optional<qint64> costOfIt);
    void add(const UsageSums &other);
};

// Of all sessions of which transcripts were read.
class UsageBySession
{
public:
    UsageBySession() = default;
    UsageBySession(QHash<SessionRef, UsageSums> sums, QSet<SessionRef> read);

    // Nothing: no transcript of it was read.
    [[nodiscard]] std::optional<UsageSums> of(SessionRef session) const;

private:
    QHash<SessionRef, UsageSums> m_sums;
    QSet<SessionRef> m_read;
};

enum class UsageKey {
    Day,
    Model,
    Project,
    Session,
    Agent,
};
[[nodiscard]] std::optional<UsageKey> usageKeyFromName(QStringView name);
[[nodiscard]] QString usageKeyName(UsageKey key);

struct UsageRow
{
    QString key; // empty: not known
    QString session; // of an agent
    QString name; // the same, as a person calls it
    qint64 sessions = 0;
    std::optional<UsageSums> sums; // nothing: a session of which no transcript was read
};

// In the order of the key.
[[nodiscard]] Result<std::vector<UsageRow>> usageBy(Database &database, UsageKey key);
[[nodiscard]] Result<UsageSums> usageOfAll(Database &database);
// The names of the models that have no known price, most used first.
[[nodiscard]] Result<QStringList> unpricedModels(Database &database);
[[nodiscard]] Result<UsageBySession> usageBySession(Database &database);
// The same, but of this session alone.
[[nodiscard]] Result<UsageBySession> usageOfSession(Database &database, SessionRef session);

} // namespace dogwatch
