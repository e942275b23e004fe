// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/fault.h"
#include "core/jobplan.h"
#include "store/jobround.h"
#include "store/statement.h"

// How a claimed occurrence ends: the other half of jobround.h.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kDone[] = R"(
    UPDATE job_occurrence SET state = 'done', reason = '', claims = 0, finished_at = ?, result = ?
    WHERE job = ? AND due = ? AND state = 'running' AND epoch = ?)";
constexpr char kCounts[] = R"(
    SELECT failures, deferrals FROM job_occurrence
    WHERE job = ? AND due = ? AND state = 'running' AND epoch = ?)";
constexpr char kAgain[] = R"(
    UPDATE job_occurrence SET state = ?, reason = ?, claims = 0, failures = ?, deferrals = ?,
                              not_before = ?, finished_at = ?
    WHERE job = ? AND due = ?)";
constexpr char kDigest[] = R"(
    INSERT INTO digest (job, due, made_at, name, has_file, headline, plain, markdown)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?))";

Error notOurs()
{
    return {ErrorCode::Conflict, u"this run was given to another, or cancelled"_s};
}

Result<void> keepDigest(Database &database, const ClaimedOccurrence &occurrence,
                        const DigestRow &digest, qint64 nowMs)
{
    Statement insert(database, kDigest);
    insert.bind(occurrence.job.id).bind(occurrence.dueMs).bind(nowMs).bind(digest.name);
    insert.bind(digest.hasFile).bind(digest.headline).bind(digest.plain).bind(digest.markdown);
    return insert.run();
}

// Pending once more; `state` is that or failed.
Result<void> endTry(Database &database, const ClaimedOccurrence &occurrence, bool isFailure,
                    const QString &reason, qint64 nowMs)
{
    qint64 failures = 0;
    qint64 deferrals = 0;
    {
        Statement counts(database, kCounts);
        counts.bind(occurrence.job.id).bind(occurrence.dueMs).bind(occurrence.epoch);
        const Result<bool> row = counts.next();
        if (!row)
            return row.error();
        if (!*row)
            return notOurs();
        failures = counts.integer(0) + (isFailure ? 1 : 0);
        deferrals = counts.integer(1) + (isFailure ? 0 : 1);
    }
    const bool isOver = failures >= kMostFailures;
    Statement again(database, kAgain);
    again.bind(isOver ? u"failed"_s : u"pending"_s).bind(reason).bind(failures).bind(deferrals);
    again.bind(nowMs + retryWaitMs(isFailure ? failures : deferrals));
    again.bind(isOver ? std::optional(nowMs) : std::nullopt);
    return again.bind(occurrence.job.id).bind(occurrence.dueMs).run();
}

} // namespace

Result<void> finishOccurrence(Database &database, const ClaimedOccurrence &occurrence,
                              const OccurrenceEffect &effect, qint64 nowMs)
{
    Statement done(database, kDone);
    done.bind(nowMs).bind(effect.result).bind(occurrence.job.id).bind(occurrence.dueMs);
    if (Result<void> ran = done.bind(occurrence.epoch).run(); !ran)
        return ran;
    if (done.changedRows() != 1)
        return notOurs();
    for (Parcel parcel : effect.parcels) {
        parcel.cause = occurrenceCause(occurrence.job.id, occurrence.dueMs);
        parcel.delivery = occurrence.job.mayRepeat ? Delivery::AtLeastOnce : Delivery::AtMostOnce;
        if (Result<bool> queued = queueParcel(database, parcel, nowMs); !queued)
            return queued.error();
    }
    if (effect.digest) {
        if (Result<void> kept = keepDigest(database, occurrence, *effect.digest, nowMs); !kept)
            return kept;
    }
    if (faultAt("jobs.before_commit"))
        return Error{ErrorCode::StorageFull, u"failpoint jobs.before_commit"_s};
    return {};
}

Result<void> failOccurrence(Database &database, const ClaimedOccurrence &occurrence,
                            const QString &reason, qint64 nowMs)
{
    return endTry(database, occurrence, true, reason, nowMs);
}

Result<void> deferOccurrence(Database &database, const ClaimedOccurrence &occurrence,
                             const QString &reason, qint64 nowMs)
{
    return endTry(database, occurrence, false, reason, nowMs);
}

} // namespace dogwatch
