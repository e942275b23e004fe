// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/jobforget.h"

#include "store/statement.h"

#include <vector>

namespace dogwatch {

namespace {

constexpr qint64 kRowsOfStep = 200;
constexpr qint64 kDigestsOfStep = 20; // whole texts
// Most are passed over: those that stay.
constexpr qint64 kLookedAtOfStep = 500;

// Job by job, so that what is kept is not looked at.
constexpr char kOccurrences[] = R"(
    DELETE FROM job_occurrence WHERE (job, due) IN (
        SELECT job_occurrence.job, job_occurrence.due
        FROM job CROSS JOIN job_occurrence ON job_occurrence.job = job.id
        WHERE job_occurrence.due < ? AND (finished_at < ? OR state = 'skipped')
        ORDER BY job.id, due LIMIT ?))";
constexpr char kDigests[] = R"(
    DELETE FROM digest WHERE (job, due) IN (
        SELECT job, due FROM digest WHERE made_at < ? ORDER BY made_at LIMIT ?))";
// While an item is open its row is what keeps it from being told once more.
constexpr char kOutbox[] = R"(
    SELECT id, created_at,
           state IN ('done', 'withdrawn') AND coalesce(sent_at, created_at) < ? AND NOT EXISTS (
               SELECT 1 FROM attention_item
               WHERE attention_item.id = cause AND resolved_at IS NULL)
    FROM outbox WHERE id > ? ORDER BY id LIMIT ?)";
constexpr char kRemoveParcel[] = "DELETE FROM outbox_parcel WHERE outbox_id = ?";
constexpr char kRemoveRow[] = "DELETE FROM outbox WHERE id = ?";

Result<bool> forgetOutbox(Database &database, qint64 beforeMs, qint64 &lookedAtTo)
{
    std::vector<qint64> over;
    bool more = false;
    {
        Statement select(database, kOutbox);
        select.bind(beforeMs).bind(lookedAtTo).bind(kLookedAtOfStep);
        for (qint64 seen = 1; static_cast<qint64>(over.size()) < kRowsOfStep; ++seen) {
            const Result<bool> row = select.next();
            if (!row)
                return row.error();
            more = *row && select.integer(1) < beforeMs;
            if (!more)
                break;
            lookedAtTo = select.integer(0);
            if (select.integer(2) != 0)
                over.push_back(lookedAtTo);
            if (seen == kLookedAtOfStep)
                break;
        }
    }
    for (const qint64 id : over) {
        for (const char *sql : {kRemoveParcel, kRemoveRow}) {
            Statement remove(database, sql);
            if (Result<void> done = remove.bind(id).run(); !done)
                return done.error();
        }
    }
    return more;
}

} // namespace

Result<ForgetStep> forgetSome(Database &database, qint64 beforeMs, qint64 outboxLookedAtTo)
{
    ForgetStep step;
    step.outboxLookedAtTo = outboxLookedAtTo;
    Statement occurrences(database, kOccurrences);
    if (Result<void> done = occurrences.bind(beforeMs).bind(beforeMs).bind(kRowsOfStep).run();
        !done)
        return done.error();
    Statement digests(database, kDigests);
    if (Result<void> done = digests.bind(beforeMs).bind(kDigestsOfStep).run(); !done)
        return done.error();
    const Result<bool> more = forgetOutbox(database, beforeMs, step.outboxLookedAtTo);
    if (!more)
        return more.error();
    step.more = *more || occurrences.changedRows() == kRowsOfStep
        || digests.changedRows() == kDigestsOfStep;
    return step;
}

} // namespace dogwatch
