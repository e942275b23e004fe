// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/usagemodel.h"

#include "core/times.h"
#include "store/database.h"
#include "store/statement.h"

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

#define DOGWATCH_USAGE_SUMS                                                                        \
    "sum(messages), sum(unpriced), sum(input), sum(output), sum(cache_write_5m), "                 \
    "sum(cache_write_1h), sum(cache_read), sum(web_searches), sum(cost)"

// Each: key, session, sessions, whether it was read, sums; of an agent its name.
constexpr char kByDay[] = "SELECT day, '', count(DISTINCT session_ref), 1, " DOGWATCH_USAGE_SUMS
                          " FROM usage_total GROUP BY day ORDER BY day";
constexpr char kByModel[] = "SELECT model, '', count(DISTINCT session_ref), 1, " DOGWATCH_USAGE_SUMS
                            " FROM usage_total GROUP BY model ORDER BY model";
constexpr char kByProject[] =
    "SELECT session.project, '', count(DISTINCT session_ref), 1, " DOGWATCH_USAGE_SUMS R"(
    FROM usage_total JOIN session ON session.ref = session_ref
    GROUP BY session.project ORDER BY session.project)";
constexpr char kBySession[] =
    "SELECT session.id, session.id, 1, transcript_session.session_ref, " DOGWATCH_USAGE_SUMS R"(
    FROM session
    LEFT JOIN transcript_session ON transcript_session.session_ref = session.ref
    LEFT JOIN usage_total ON usage_total.session_ref = session.ref
    WHERE session.provisional = 0
    GROUP BY session.ref ORDER BY session.id, session.ref)";
constexpr char kByAgent[] = "SELECT agent_id, session.id, 1, 1, " DOGWATCH_USAGE_SUMS R"(,
        ifnull(nullif(agent.description, ''), agent.type)
    FROM usage_total JOIN session ON session.ref = usage_total.session_ref
    LEFT JOIN agent ON agent.session_ref = usage_total.session_ref AND agent.id = agent_id
    GROUP BY usage_total.session_ref, agent_id
    ORDER BY session.id, usage_total.session_ref, agent_id)";
constexpr char kOfAll[] = "SELECT 0, '', 0, 1, " DOGWATCH_USAGE_SUMS " FROM usage_total";

constexpr char kUnpriced[] = R"(
    SELECT model FROM usage_total WHERE unpriced > 0
    GROUP BY model ORDER BY sum(unpriced) DESC, model)";

constexpr char kSumsOfSessions[] = "SELECT session_ref, 0, 0, 0, " DOGWATCH_USAGE_SUMS
                                   " FROM usage_total GROUP BY session_ref ORDER BY session_ref";
constexpr char kReadSessions[] = "SELECT session_ref FROM transcript_session ORDER BY session_ref";
constexpr char kSumsOfSession[] = "SELECT session_ref, 0, 0, 0, " DOGWATCH_USAGE_SUMS
                                  " FROM usage_total WHERE session_ref = ? GROUP BY session_ref";
constexpr char kReadSession[] = "SELECT session_ref FROM transcript_session WHERE session_ref = ?";

constexpr int kSumsColumn = 4;
constexpr int kNameColumn = 13;
constexpr qint64 kDayMs = 24 * 60 * 60 * 1000;
constexpr double kTrillion = 1e12;

struct KeyName
{
    UsageKey key;
    const char *name;
    const char *sql;
};

constexpr std::array kKeys{
    KeyName{UsageKey::Day, "day", kByDay},
    KeyName{UsageKey::Model, "model", kByModel},
    KeyName{UsageKey::Project, "project", kByProject},
    KeyName{UsageKey::Session, "session", kBySession},
    KeyName{UsageKey::Agent, "agent", kByAgent},
};

UsageSums readSums(const Statement &row)
{
    int c = kSumsColumn;
    UsageSums sums;
    sums.messages = row.integer(c++);
    sums.unpriced = row.integer(c++);
    sums.tokens.input = row.integer(c++);
    sums.tokens.output = row.integer(c++);
    sums.tokens.cacheWrite5m = row.integer(c++);
    sums.tokens.cacheWrite1h = row.integer(c++);
    sums.tokens.cacheRead = row.integer(c++);
    sums.tokens.webSearches = row.integer(c++);
    sums.cost = row.integer(c++);
    return sums;
}

// Calls `take` for each row.
template<class Take>
Result<void> eachRow(Statement &statement, const Take &take)
{
    while (true) {
        Result<bool> row = statement.next();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        take(statement);
    }
}

Result<UsageBySession> collect(Statement &sums, Statement &read)
{
    QHash<SessionRef, UsageSums> bySession;
    QSet<SessionRef> known;
    Result<void> done = eachRow(sums, [&bySession](const Statement &row) {
        bySession.insert(SessionRef{row.integer(0)}, readSums(row));
    });
    if (done)
        done = eachRow(
            read, [&known](const Statement &row) { known.insert(SessionRef{row.integer(0)}); });
    if (!done)
        return done.error();
    return UsageBySession(std::move(bySession), std::move(known));
}

} // namespace

std::optional<double> UsageSums::dollars() const
{
    if (messages > 0 && unpriced == messages)
        return std::nullopt;
    return static_cast<double>(cost) / kTrillion;
}

void UsageSums::add(const TokenCounts &used, std::optional<qint64> costOfIt)
{
    add(UsageSums{1, costOfIt ? 0 : 1, used, costOfIt.value_or(0)});
}

void UsageSums::add(const UsageSums &other)
{
    messages += other.messages;
    unpriced += other.unpriced;
    tokens.input += other.tokens.input;
    tokens.output += other.tokens.output;
    tokens.cacheWrite5m += other.tokens.cacheWrite5m;
    tokens.cacheWrite1h += other.tokens.cacheWrite1h;
    tokens.cacheRead += other.tokens.cacheRead;
    tokens.webSearches += other.tokens.webSearches;
    cost += other.cost;
}

UsageBySession::UsageBySession(QHash<SessionRef, UsageSums> sums, QSet<SessionRef> read)
    : m_sums(std::move(sums))
    , m_read(std::move(read))
{ }

std::optional<UsageSums> UsageBySession::of(SessionRef session) const
{
    if (const auto it = m_sums.constFind(session); it != m_sums.cend())
        return *it;
    return m_read.contains(session) ? std::optional(UsageSums()) : std::nullopt;
}

std::optional<UsageKey> usageKeyFromName(QStringView name)
{
    for (const KeyName &known : kKeys) {
        if (name == QLatin1StringView(known.name))
            return known.key;
    }
    return std::nullopt;
}

QString usageKeyName(UsageKey key)
{
    for (const KeyName &known : kKeys) {
        if (known.key == key)
            return QString::fromLatin1(known.name);
    }
    return {};
}

Result<std::vector<UsageRow>> usageBy(Database &database, UsageKey key)
{
    const auto known = std::find_if(kKeys.begin(), kKeys.end(),
                                    [key](const KeyName &each) { return each.key == key; });
    std::vector<UsageRow> rows;
    Statement select(database, known->sql);
    const Result<void> done = eachRow(select, [&rows, key](const Statement &row) {
        UsageRow &usage = rows.emplace_back();
        usage.key = row.text(0);
        if (key == UsageKey::Day) // a message without a time stands on day 0
            usage.key =
                row.integer(0) == 0 ? QString() : toRfc3339(row.integer(0) * kDayMs).left(10);
        usage.session = row.text(1);
        if (key == UsageKey::Agent) {
            const QString name = row.text(kNameColumn);
            usage.name = usage.key.isEmpty() ? u"main"_s : name.isEmpty() ? usage.key : name;
        }
        usage.sessions = row.integer(2);
        if (!row.isNull(3))
            usage.sums = readSums(row);
    });
    if (!done)
        return done.error();
    return rows;
}

Result<UsageSums> usageOfAll(Database &database)
{
    UsageSums sums;
    Statement select(database, kOfAll);
    const Result<void> done =
        eachRow(select, [&sums](const Statement &row) { sums = readSums(row); });
    if (!done)
        return done.error();
    return sums;
}

Result<QStringList> unpricedModels(Database &database)
{
    QStringList models;
    Statement select(database, kUnpriced);
    const Result<void> done =
        eachRow(select, [&models](const Statement &row) { models.append(row.text(0)); });
    if (!done)
        return done.error();
    return models;
}

Result<UsageBySession> usageBySession(Database &database)
{
    Statement sums(database, kSumsOfSessions);
    Statement read(database, kReadSessions);
    return collect(sums, read);
}

Result<UsageBySession> usageOfSession(Database &database, SessionRef session)
{
    Statement sums(database, kSumsOfSession);
    Statement read(database, kReadSession);
    return collect(sums.bind(static_cast<qint64>(session)),
                   read.bind(static_cast<qint64>(session)));
}

} // namespace dogwatch
