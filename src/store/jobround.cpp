// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/jobround.h"

#include "core/fault.h"
#include "core/jobplan.h"
#include "core/schedule.h"
#include "store/jobtable.h"
#include "store/statement.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// So many are created in one transaction for one job: no event must wait long behind it.
constexpr int kMostCreated = 100;
// The program ended so often while it ran that it may be what ends it.
constexpr qint64 kMostClaims = 25;

constexpr char kEpoch[] = "SELECT epoch FROM scheduler_start WHERE id = 1";
constexpr char kNextEpoch[] = R"(
    INSERT INTO scheduler_start (id, epoch) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET epoch = epoch + 1 RETURNING epoch)";
constexpr char kOpen[] = R"(
    SELECT due, state, is_manual, epoch, claims, not_before,
           CASE WHEN deferrals > 0 THEN reason ELSE '' END
    FROM job_occurrence
    WHERE job = ? AND state IN ('pending', 'running') ORDER BY due)";
// By the job's causes: '0' comes right after '/'.
constexpr char kLeaving[] = R"(
    SELECT count(*) FROM outbox
    WHERE cause >= ? AND cause < ? AND state IN ('pending', 'sending')
          AND target IN ('webhook', 'command'))";
constexpr char kWithdraw[] = R"(
    UPDATE outbox SET state = 'withdrawn', error = 'cancelled by the one after it'
    WHERE cause >= ? AND cause < ? AND state = 'pending')";
constexpr char kCancel[] = R"(
    UPDATE job_occurrence SET state = 'cancelled', reason = 'the one after it was due',
                              finished_at = ?
    WHERE job = ? AND state = 'running')";
constexpr char kCreate[] = R"(
    INSERT INTO job_occurrence (job, due, rev, state, reason, is_manual, epoch, claims, failures,
                                deferrals, not_before, result)
    VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?, ''))";
constexpr char kRaise[] = "UPDATE job SET high_water = max(high_water, ?) WHERE id = ?";
constexpr char kClaim[] = R"(
    UPDATE job_occurrence SET state = 'running', epoch = ?, claims = claims + ?, started_at = ?
    WHERE job = ? AND due = ? AND state IN ('pending', 'running') AND epoch = ?)";
constexpr char kGiveUp[] = R"(
    UPDATE job_occurrence SET state = 'failed', finished_at = ?,
                              reason = 'the program ended ' || claims || ' times while it ran'
    WHERE job = ? AND due = ?)";

struct OpenRow
{
    qint64 dueMs = 0;
    bool isClaimed = false;
    bool isManual = false;
    qint64 epoch = 0;
    qint64 claims = 0;
    qint64 notBeforeMs = 0;
    QString unread; // why it could not be run
};

Result<void> checkEpoch(Database &database, qint64 epoch)
{
    Statement select(database, kEpoch);
    const Result<bool> row = select.next();
    if (!row)
        return row.error();
    if (!*row || select.integer(0) != epoch)
        return Error{ErrorCode::Conflict, u"another scheduler has taken over"_s};
    return {};
}

Result<std::vector<OpenRow>> openOf(Database &database, qint64 job)
{
    std::vector<OpenRow> rows;
    Statement select(database, kOpen);
    select.bind(job);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return rows;
        rows.push_back({select.integer(0), select.text(1) == "running"_L1, select.integer(2) != 0,
                        select.integer(3), select.integer(4), select.integer(5), select.text(6)});
    }
}

QString causesFrom(qint64 job)
{
    return u"job-%1/"_s.arg(job);
}

QString causesBefore(qint64 job)
{
    return u"job-%1%2"_s.arg(QString::number(job), u"0"_s);
}

Result<bool> isLeaving(Database &database, qint64 job)
{
    Statement count(database, kLeaving);
    const Result<bool> row = count.bind(causesFrom(job)).bind(causesBefore(job)).next();
    if (!row)
        return row.error();
    return count.integer(0) > 0;
}

Result<void> cancelRunning(Database &database, qint64 job, qint64 nowMs)
{
    Statement cancel(database, kCancel);
    if (Result<void> done = cancel.bind(nowMs).bind(job).run(); !done)
        return done;
    Statement withdraw(database, kWithdraw);
    return withdraw.bind(causesFrom(job)).bind(causesBefore(job)).run();
}

Result<void> create(Database &database, const Job &job, qint64 dueMs, const QString &skipped,
                    bool isManual)
{
    Statement create(database, kCreate);
    create.bind(job.id).bind(dueMs).bind(job.rev);
    create.bind(skipped.isEmpty() ? u"pending"_s : u"skipped"_s).bind(skipped).bind(isManual);
    return create.bind(dueMs).run();
}

Result<void> raiseHighWater(Database &database, qint64 job, qint64 toMs)
{
    Statement raise(database, kRaise);
    return raise.bind(toMs).bind(job).run();
}

// The one scheduler's view of one job in one round.
struct JobTurn
{
    Database &database;
    const Job &job;
    qint64 epoch;
    qint64 nowMs;
    const std::set<OccurrenceKey> &running;

    [[nodiscard]] bool isOurs(const OpenRow &row) const
    {
        return row.isClaimed && row.epoch == epoch && running.contains({job.id, row.dueMs});
    }
    [[nodiscard]] bool isAnyOurs(const std::vector<OpenRow> &open) const
    {
        return std::any_of(open.begin(), open.end(),
                           [this](const OpenRow &row) { return isOurs(row); });
    }
    [[nodiscard]] Result<void> createDue(JobRound &round) const;
    [[nodiscard]] Result<void> claimOldest(JobRound &round) const;
    [[nodiscard]] Result<void> claim(const OpenRow &row, JobRound &round) const;
};

void noteDue(JobRound &round, qint64 dueMs)
{
    round.nextDueMs = std::min(round.nextDueMs.value_or(dueMs), dueMs);
}

Result<void> JobTurn::createDue(JobRound &round) const
{
    if (const QString why = whyBlocked(job); !why.isEmpty()) {
        round.blocked.append(u"%1: %2"_s.arg(job.name, why));
        return {};
    }
    const Result<Schedule> schedule = parseSchedule(job.schedule);
    const std::optional<QTimeZone> zone = zoneOf(job.zone);
    std::vector<qint64> dues;
    std::optional<qint64> next = nextDue(*schedule, *zone, job.createdAtMs, job.highWaterMs);
    for (; next && *next <= nowMs && static_cast<int>(dues.size()) < kMostCreated;
         next = nextDue(*schedule, *zone, job.createdAtMs, *next))
        dues.push_back(*next);
    if (next)
        noteDue(round, *next);
    if (dues.empty())
        return {};
    const Result<std::vector<OpenRow>> open = openOf(database, job.id);
    if (!open)
        return open.error();
    const Result<bool> leaving = isLeaving(database, job.id);
    if (!leaving)
        return leaving.error();
    DueMoment moment{nowMs, isAnyOurs(*open) || *leaving, 0, next && *next <= nowMs};
    moment.waiting = static_cast<int>(std::count_if(
        open->begin(), open->end(), [this](const OpenRow &row) { return !isOurs(row); }));
    const DuePlan plan = planDues(job, dues, moment);
    if (plan.cancelsRunning) {
        if (Result<void> done = cancelRunning(database, job.id, nowMs); !done)
            return done;
    }
    for (const DuePlan::Entry &entry : plan.entries) {
        if (Result<void> done = create(database, job, entry.dueMs, entry.skipped, false); !done)
            return done;
    }
    round.more = round.more || moment.moreDue;
    return raiseHighWater(database, job.id, dues.back());
}

Result<void> JobTurn::claimOldest(JobRound &round) const
{
    const Result<std::vector<OpenRow>> open = openOf(database, job.id);
    if (!open)
        return open.error();
    if (isAnyOurs(*open))
        return {};
    for (const OpenRow &row : *open) {
        if (job.paused && !row.isManual)
            continue;
        // A clock that was put back must not make a try wait for as long.
        if (!row.isClaimed && row.notBeforeMs > nowMs
            && row.notBeforeMs <= nowMs + kLongestRetryMs) {
            noteDue(round, row.notBeforeMs);
            if (!row.unread.isEmpty())
                round.blocked.append(u"%1: %2"_s.arg(job.name, row.unread));
            continue;
        }
        if (row.isClaimed && row.claims >= kMostClaims) {
            Statement giveUp(database, kGiveUp);
            if (Result<void> done = giveUp.bind(nowMs).bind(job.id).bind(row.dueMs).run(); !done)
                return done;
            continue;
        }
        return claim(row, round);
    }
    return {};
}

Result<void> JobTurn::claim(const OpenRow &row, JobRound &round) const
{
    Statement claim(database, kClaim);
    const bool hasDied = row.isClaimed && row.epoch != epoch;
    claim.bind(epoch).bind(hasDied).bind(nowMs).bind(job.id).bind(row.dueMs).bind(row.epoch);
    if (Result<void> done = claim.run(); !done)
        return done;
    if (claim.changedRows() != 1)
        return Error{ErrorCode::Internal, u"an occurrence changed while it was claimed"_s};
    round.claimed.push_back({job, row.dueMs, epoch});
    return {};
}

} // namespace

Result<qint64> beginEpoch(Database &database, qint64 nowMs)
{
    Statement next(database, kNextEpoch);
    const Result<bool> row = next.next();
    if (!row)
        return row.error();
    const qint64 epoch = next.integer(0);
    if (epoch == 1) {
        if (Result<void> added = addDefaultJobs(database, nowMs); !added)
            return added.error();
    }
    return epoch;
}

Result<JobRound> goRound(Database &database, qint64 epoch, qint64 nowMs,
                         const std::set<OccurrenceKey> &running)
{
    if (Result<void> ours = checkEpoch(database, epoch); !ours)
        return ours.error();
    const Result<std::vector<Job>> all = jobs(database);
    if (!all)
        return all.error();
    JobRound round;
    for (const Job &job : *all) {
        if (!job.damage.isEmpty()) {
            round.blocked.append(u"%1: %2"_s.arg(job.name, job.damage));
            continue;
        }
        const JobTurn turn{database, job, epoch, nowMs, running};
        if (!job.paused) {
            if (Result<void> done = turn.createDue(round); !done)
                return done.error();
        }
        if (Result<void> done = turn.claimOldest(round); !done)
            return done.error();
    }
    if (!round.claimed.empty() && faultAt("jobs.in_round"))
        return Error{ErrorCode::StorageFull, u"failpoint jobs.in_round"_s};
    return round;
}

Result<qint64> runNow(Database &database, qint64 id, qint64 nowMs)
{
    const Result<Job> job = jobById(database, id);
    if (!job)
        return job.error();
    const Result<std::vector<OpenRow>> open = openOf(database, id);
    if (!open)
        return open.error();
    if (!open->empty())
        return Error{ErrorCode::Conflict, u"'%1' runs or is about to"_s.arg(job->name)};
    // One of the schedule may lie in the same millisecond.
    JobRound created;
    if (!job->paused) {
        const std::set<OccurrenceKey> none;
        const JobTurn turn{database, *job, 0, nowMs, none};
        if (Result<void> done = turn.createDue(created); !done)
            return done.error();
    }
    const qint64 dueMs = nowMs % 60'000 == 0 ? nowMs + 1 : nowMs;
    if (Result<void> done = create(database, *job, dueMs, {}, true); !done)
        return done.error();
    if (!created.more) {
        if (Result<void> done = raiseHighWater(database, id, nowMs); !done)
            return done.error();
    }
    return dueMs;
}

} // namespace dogwatch
