// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/digestdata.h"

#include "core/zoneoffsets.h"
#include "store/jobtable.h"
#include "store/lostevents.h"
#include "store/readmodel.h"
#include "store/statement.h"
#include "store/usagereport.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHourMs = 60LL * 60 * 1000;
constexpr qint64 kDayMs = 24 * kHourMs;
constexpr int kMostSessions = 2000;

constexpr char kRaised[] = R"(
    SELECT session_ref, project, branch, attention_item.reason, since, resolved_at
    FROM attention_item JOIN session ON session.ref = session_ref
    WHERE kind = ? AND since < ? AND (resolved_at IS NULL OR resolved_at >= ?)
    ORDER BY since)";
constexpr char kBadRuns[] = R"(
    SELECT job.name, due, reason FROM job_occurrence JOIN job ON job.id = job
    WHERE state = 'failed' AND finished_at >= ? AND finished_at < ? ORDER BY due)";
// A job's causes begin with "job-" and its id; '.' comes right after '-'.
constexpr char kBadSends[] = R"(
    SELECT coalesce(job.name, cause), target, outbox.state, error, coalesce(sent_at, outbox.created_at)
    FROM outbox LEFT JOIN job ON job.id = CAST(substr(cause, 5) AS INTEGER)
    WHERE cause >= 'job-' AND cause < 'job.' AND outbox.state IN ('failed', 'unknown')
          AND coalesce(sent_at, outbox.created_at) >= ?
    ORDER BY outbox.id)";
constexpr char kLastMade[] = "SELECT max(made_at) FROM digest WHERE job = ?";
constexpr char kWithFile[] = R"(
    SELECT made_at, name, headline, plain, markdown FROM digest WHERE has_file = 1
    ORDER BY made_at DESC LIMIT ?)";
constexpr char kLast[] = R"(
    SELECT made_at, name, headline, plain, markdown FROM digest ORDER BY made_at DESC LIMIT 1)";

template<class T>
DigestPart<T> partOf(Result<T> read)
{
    if (!read)
        return {T{}, read.error().text};
    return {std::move(read).value(), {}};
}

// Every row of `select` through `take`.
template<class Take>
Result<void> eachRow(Statement &select, Take take)
{
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        take(select);
    }
}

class DigestReader
{
public:
    DigestReader(Database &database, qint64 fromMs, qint64 untilMs, const QTimeZone &zone)
        : m_database(database)
        , m_fromMs(fromMs)
        , m_untilMs(untilMs)
        , m_zone(zone)
    { }

    Result<DigestData> read()
    {
        Result<std::vector<Session>> all = sessions(m_database, {false, false, kMostSessions});
        if (!all)
            return all.error();
        for (Session &session : *all)
            m_sessions.insert(session.ref, std::move(session));
        DigestData data;
        data.fromMs = m_fromMs;
        data.untilMs = m_untilMs;
        data.needsYou = partOf(needsYou());
        data.failed = partOf(failed());
        data.jobs = partOf(badJobs());
        data.stuck = partOf(raised(AttentionKind::Stalled));
        data.finished = partOf(finished());
        data.spend = partOf(spend());
        data.gaps = partOf(gaps());
        return data;
    }

private:
    using Lines = std::vector<DigestLine>;

    Result<Lines> needsYou()
    {
        Result<std::vector<AttentionItem>> open = openAttention(m_database);
        if (!open)
            return open.error();
        Lines lines;
        for (const AttentionItem &item : *open) {
            const Session session = m_sessions.value(item.session);
            lines.push_back(
                {session.project, session.branch, item.reason, item.sinceMs, {}, {}, {}});
            m_unwell.insert(item.session);
        }
        return lines;
    }

    // What was raised before the end, and was not over before the begin.
    Result<Lines> raised(AttentionKind kind)
    {
        Lines lines;
        Statement select(m_database, kRaised);
        select.bind(attentionKindName(kind)).bind(m_untilMs).bind(m_fromMs);
        const Result<void> done = eachRow(select, [&](const Statement &row) {
            const qint64 sinceMs = row.integer(4);
            const std::optional<qint64> overMs = row.optionalInteger(5);
            lines.push_back({row.text(1),
                             row.text(2),
                             row.text(3),
                             sinceMs,
                             overMs.value_or(m_untilMs) - sinceMs,
                             {},
                             overMs.has_value()});
            if (!overMs)
                m_unwell.insert(SessionRef{row.integer(0)});
        });
        return done ? Result<Lines>(lines) : Result<Lines>(done.error());
    }

    Result<Lines> failed()
    {
        Result<Lines> lines = raised(AttentionKind::Failed);
        if (!lines)
            return lines;
        for (const Session &session : qAsConst(m_sessions)) {
            if (session.status != SessionStatus::Lost || !isInSpan(session.statusSinceMs))
                continue;
            lines->push_back({session.project,
                              session.branch,
                              session.statusReason,
                              session.statusSinceMs,
                              {},
                              {},
                              false});
        }
        std::sort(lines->begin(), lines->end(),
                  [](const DigestLine &a, const DigestLine &b) { return a.atMs < b.atMs; });
        return lines;
    }

    Result<Lines> badJobs()
    {
        Lines lines;
        Statement runs(m_database, kBadRuns);
        Result<void> done = eachRow(runs.bind(m_fromMs).bind(m_untilMs), [&](const Statement &row) {
            lines.push_back({row.text(0), {}, row.text(2), row.integer(1), {}, {}, false});
        });
        if (!done)
            return done.error();
        Statement sends(m_database, kBadSends);
        done = eachRow(sends.bind(m_fromMs), [&](const Statement &row) {
            const QString what = row.text(2) == "failed"_L1
                ? u"the %1 could not be delivered: %2"_s.arg(row.text(1), row.text(3))
                : u"nobody knows whether the %1 was delivered"_s.arg(row.text(1));
            lines.push_back({row.text(0), {}, what, row.integer(4), {}, {}, false});
        });
        if (!done)
            return done.error();
        const Result<std::vector<Job>> all = jobs(m_database);
        if (!all)
            return all.error();
        for (const Job &job : *all) {
            const QString why = job.paused ? QString() : whyBlocked(job);
            if (!why.isEmpty())
                lines.push_back(
                    {job.name, {}, u"it can't be run: "_s + why, m_untilMs, {}, {}, false});
        }
        return lines;
    }

    // Whose work is over and is no failure: what stands in another list is not among them.
    Result<Lines> finished()
    {
        const Result<UsageBySession> usage = usageBySession(m_database);
        if (!usage)
            return usage.error();
        Lines lines;
        for (const Session &session : qAsConst(m_sessions)) {
            const bool isOver =
                session.status == SessionStatus::Ended || session.status == SessionStatus::Waiting;
            if (!isOver || session.turn == TurnState::Failed || m_unwell.contains(session.ref)
                || !isInSpan(session.statusSinceMs) || session.events == 0)
                continue;
            std::optional<double> dollars;
            if (const std::optional<UsageSums> sums = usage->of(session.ref))
                dollars = sums->dollars();
            lines.push_back({session.project,
                             session.branch,
                             session.title,
                             session.statusSinceMs,
                             {},
                             dollars,
                             true});
        }
        std::sort(lines.begin(), lines.end(),
                  [](const DigestLine &a, const DigestLine &b) { return a.atMs < b.atMs; });
        return lines;
    }

    Result<DigestSpend> spend()
    {
        const QDate today =
            QDateTime::fromMSecsSinceEpoch(localOf(m_zone, m_untilMs), Qt::UTC).date();
        const QDate monday = today.addDays(1 - today.dayOfWeek());
        const QDate first = monday.addDays(-7);
        const Result<UsageReport> report =
            usageReport(m_database, {first, today, m_zone}, m_untilMs,
                        std::make_shared<const std::atomic<bool>>(false));
        if (!report)
            return report.error();
        UsageSums yesterday;
        UsageSums thisWeek;
        UsageSums lastWeek;
        for (const UsageSlice &slice : report->slices) {
            if (slice.slot == first.daysTo(today) - 1)
                yesterday.add(slice.sums);
            (slice.slot < 7 ? lastWeek : thisWeek).add(slice.sums);
        }
        // Where nothing was read, nothing is no sum.
        const bool isKnown = report->sessionsRead > 0 || report->sessions == 0;
        const auto dollars = [isKnown](const UsageSums &sums) {
            return isKnown ? sums.dollars() : std::nullopt;
        };
        return DigestSpend{dollars(yesterday), dollars(thisWeek),
                           dollars(lastWeek),  thisWeek.unpriced + lastWeek.unpriced,
                           report->sessions,   report->sessionsRead};
    }

    Result<DigestGaps> gaps()
    {
        const Result<StoreCounts> counts = storeCounts(m_database);
        if (!counts)
            return counts.error();
        return DigestGaps{counts->deadLetters, counts->lostEvents};
    }

    [[nodiscard]] bool isInSpan(qint64 ms) const { return ms >= m_fromMs && ms < m_untilMs; }

    Database &m_database;
    const qint64 m_fromMs;
    const qint64 m_untilMs;
    const QTimeZone m_zone;
    QHash<SessionRef, Session> m_sessions;
    QSet<SessionRef> m_unwell; // who waits, failed or is stuck, now
};

KeptDigest digestOf(const Statement &row)
{
    return {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)};
}

} // namespace

Result<DigestData> digestData(Database &database, qint64 fromMs, qint64 untilMs,
                              const QTimeZone &zone)
{
    return DigestReader(database, fromMs, untilMs, zone).read();
}

Result<qint64> digestBegin(Database &database, qint64 job, qint64 untilMs)
{
    Statement last(database, kLastMade);
    const Result<bool> row = last.bind(job).next();
    if (!row)
        return row.error();
    const qint64 madeAtMs = last.optionalInteger(0).value_or(untilMs - kDayMs);
    return std::clamp(madeAtMs, untilMs - 7 * kDayMs, untilMs - kHourMs);
}

Result<std::vector<KeptDigest>> digestsWithFile(Database &database, int limit)
{
    std::vector<KeptDigest> kept;
    Statement select(database, kWithFile);
    const Result<void> done = eachRow(
        select.bind(limit), [&kept](const Statement &row) { kept.push_back(digestOf(row)); });
    return done ? Result<std::vector<KeptDigest>>(kept)
                : Result<std::vector<KeptDigest>>(done.error());
}

Result<std::optional<KeptDigest>> lastDigest(Database &database)
{
    Statement select(database, kLast);
    const Result<bool> row = select.next();
    if (!row)
        return row.error();
    return *row ? std::optional(digestOf(select)) : std::nullopt;
}

} // namespace dogwatch
