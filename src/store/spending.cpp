// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/spending.h"

#include "store/database.h"
#include "store/statement.h"

#include <QDateTime>
#include <QLocale>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kFiveHoursMs = 5LL * 60 * 60 * 1000;
constexpr double kTrillionths = 1e12;

constexpr char kDay[] =
    "SELECT ifnull(sum(cost), 0) FROM usage_message WHERE counted = 1 AND at >= ?";
// What is read from a cache hardly counts against a subscription.
constexpr char kTokens[] = R"(
    SELECT ifnull(sum(input + output + cache_write_5m + cache_write_1h), 0)
    FROM usage_message WHERE counted = 1 AND at >= ?)";
constexpr char kSession[] = "SELECT ifnull(sum(cost), 0) FROM usage_total WHERE session_ref = ?";
constexpr char kLast[] = R"(
    SELECT session_ref FROM usage_message WHERE counted = 1 AND at >= ?
    ORDER BY at DESC LIMIT 20)";
constexpr char kKnown[] = R"(
    SELECT 1 FROM attention_item WHERE since >= ?1 AND kind = ?2 AND substr(id, -length(?3)) = ?3
    LIMIT 1)";

Result<qint64> numberOf(Database &database, const char *sql, qint64 bound)
{
    Statement select(database, sql);
    const Result<bool> row = select.bind(bound).next();
    if (!row)
        return row.error();
    return select.integer(0);
}

// Which of the sessions that live used something last.
Result<const Session *> lastUser(Database &database, const LiveSessions &live, qint64 sinceMs)
{
    Statement select(database, kLast);
    select.bind(sinceMs);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return nullptr;
        const auto found = live.constFind(SessionRef{select.integer(0)});
        if (found != live.cend())
            return &*found;
    }
}

QString dollars(double value)
{
    return u'$' + QLocale::c().toString(value, 'f', 2);
}

// Reached whole or by four fifths; nothing below.
int reachedPercent(double used, double limit)
{
    if (limit <= 0 || used < 0.8 * limit)
        return 0;
    return used >= limit ? 100 : 80;
}

RowFinding findingOf(const Session &session, AttentionKind kind, const QString &cause, int percent,
                     const QString &text)
{
    RowFinding finding;
    finding.key = session.key;
    finding.session = session.ref;
    finding.kind = kind;
    finding.cause = u"%1:%2"_s.arg(cause).arg(percent);
    finding.text = text;
    return finding;
}

class Spending
{
public:
    Spending(Database &database, const LiveSessions &live, qint64 nowMs)
        : m_database(database)
        , m_live(live)
        , m_nowMs(nowMs)
    { }

    Result<void> ofDay(qint64 limitUsd)
    {
        const QDate day = QDateTime::fromMSecsSinceEpoch(m_nowMs).date();
        const qint64 sinceMs = day.startOfDay().toMSecsSinceEpoch();
        const Result<qint64> cost = numberOf(m_database, kDay, sinceMs);
        if (!cost)
            return cost.error();
        const double used = static_cast<double>(*cost) / kTrillionths;
        return ofAll(AttentionKind::Budget, u"day:"_s + day.toString(Qt::ISODate), sinceMs, used,
                     static_cast<double>(limitUsd),
                     u"%1 of %2 for today are used"_s.arg(dollars(used),
                                                          dollars(static_cast<double>(limitUsd))));
    }

    Result<void> ofFiveHours(qint64 limitTokens)
    {
        const qint64 sinceMs = m_nowMs - kFiveHoursMs;
        const Result<qint64> tokens = numberOf(m_database, kTokens, sinceMs);
        if (!tokens)
            return tokens.error();
        const QLocale plain = QLocale::c();
        return ofAll(AttentionKind::Limit, u"five-hours:%1"_s.arg(m_nowMs / kFiveHoursMs), sinceMs,
                     static_cast<double>(*tokens), static_cast<double>(limitTokens),
                     u"%1 of %2 tokens for five hours are used"_s.arg(plain.toString(*tokens),
                                                                      plain.toString(limitTokens)));
    }

    Result<void> ofSessions(qint64 limitUsd)
    {
        for (const Session &session : m_live) {
            const Result<qint64> cost =
                numberOf(m_database, kSession, static_cast<qint64>(session.ref));
            if (!cost)
                return cost.error();
            const double used = static_cast<double>(*cost) / kTrillionths;
            const auto limit = static_cast<double>(limitUsd);
            if (const int percent = reachedPercent(used, limit))
                found.push_back(findingOf(
                    session, AttentionKind::Budget, u"session"_s, percent,
                    u"%1 of %2 for a session are used"_s.arg(dollars(used), dollars(limit))));
        }
        return {};
    }

    std::vector<RowFinding> found;

private:
    Result<void> ofAll(AttentionKind kind, const QString &cause, qint64 sinceMs, double used,
                       double limit, const QString &text)
    {
        const int percent = reachedPercent(used, limit);
        if (percent == 0)
            return {};
        const Result<const Session *> user = lastUser(m_database, m_live, sinceMs);
        if (!user)
            return user.error();
        if (*user)
            found.push_back(findingOf(**user, kind, cause, percent, text));
        return {};
    }

    Database &m_database;
    const LiveSessions &m_live;
    const qint64 m_nowMs;
};

} // namespace

Result<std::vector<RowFinding>> spendingFindings(Database &database, const LiveSessions &live,
                                                 const SpendingLimits &limits, qint64 nowMs)
{
    Spending spending(database, live, nowMs);
    if (limits.dayUsd > 0) {
        if (const Result<void> done = spending.ofDay(limits.dayUsd); !done)
            return done.error();
    }
    if (limits.sessionUsd > 0) {
        if (const Result<void> done = spending.ofSessions(limits.sessionUsd); !done)
            return done.error();
    }
    if (limits.fiveHourTokens > 0) {
        if (const Result<void> done = spending.ofFiveHours(limits.fiveHourTokens); !done)
            return done.error();
    }
    return std::move(spending.found);
}

Result<bool> isSpendingKnown(Database &database, const RowFinding &finding, qint64 nowMs)
{
    // A day may have an hour more.
    constexpr qint64 kLongestMs = 26LL * 60 * 60 * 1000;
    if (finding.cause.startsWith(u"session"))
        return false; // its item is known by its session
    Statement select(database, kKnown);
    const Result<bool> row = select.bind(nowMs - kLongestMs)
                                 .bind(attentionKindName(finding.kind))
                                 .bind(QString(u'/' + finding.cause))
                                 .next();
    return row ? Result<bool>(*row) : Result<bool>(row.error());
}

} // namespace dogwatch
