// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jobplan.h"

#include "core/times.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kFirstWaitMs = 30'000;

QString skippedAsMissed(const Job &job, qint64 dueMs, bool isNewest, int waiting,
                        const DueMoment &moment)
{
    const qint64 lateMs = moment.nowMs - dueMs;
    if (lateMs > std::max(job.catchUpMs, kInTimeMs))
        return u"older than the catch-up window of %1"_s.arg(shortDuration(job.catchUpMs));
    if (job.missed == MissedPolicy::None && lateMs > kInTimeMs)
        return u"missed by %1"_s.arg(shortDuration(lateMs));
    if (job.missed == MissedPolicy::Latest && !isNewest)
        return u"a newer one was due"_s;
    if (waiting >= kMostWaiting)
        return u"cap: %1 wait already"_s.arg(kMostWaiting);
    return {};
}

QString skippedAsOverlap(const Job &job, int waiting)
{
    if (job.overlap == OverlapPolicy::Skip)
        return u"the one before was not over"_s;
    if (job.overlap == OverlapPolicy::QueueOne && waiting > 0)
        return u"the one before was not over, and one waits"_s;
    return {};
}

} // namespace

DuePlan planDues(const Job &job, std::span<const qint64> dues, const DueMoment &moment)
{
    DuePlan plan;
    int waiting = moment.waiting;
    for (const qint64 &dueMs : dues) {
        const bool isNewest = &dueMs == &dues.back() && !moment.moreDue;
        QString why = skippedAsMissed(job, dueMs, isNewest, waiting, moment);
        if (why.isEmpty() && moment.isRunning)
            why = skippedAsOverlap(job, waiting);
        if (why.isEmpty()) {
            ++waiting;
            plan.cancelsRunning = moment.isRunning && job.overlap == OverlapPolicy::Cancel;
        }
        plan.entries.push_back({dueMs, why});
    }
    return plan;
}

qint64 retryWaitMs(qint64 failures)
{
    const auto doublings = static_cast<int>(std::clamp<qint64>(failures - 1, 0, 16));
    return std::min(kLongestRetryMs, kFirstWaitMs << doublings);
}

} // namespace dogwatch
