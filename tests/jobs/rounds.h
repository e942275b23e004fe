// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/times.h"
#include "store/jobround.h"
#include "store/jobtable.h"
#include "storefixture.h"

#include <QTest>

#include <optional>
#include <set>
#include <type_traits>

namespace dogwatch::test {

inline constexpr qint64 kMinute = 60'000;
inline constexpr qint64 kHour = 60 * kMinute;
inline constexpr qint64 kDay = 24 * kHour;

// A store with one job, and the scheduler's transactions on it without a scheduler.
struct Rounds : Store
{
    template<class Work>
    auto run(Work work)
    {
        std::optional<std::invoke_result_t<Work, Database &>> result;
        const Result<ChangeSet> done = committer().transact(
            [&](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                result = work(database);
                return result->ok() ? Result<ChangeSet>(ChangeSet())
                                    : Result<ChangeSet>(result->error());
            });
        if (!done)
            result = done.error();
        return *result;
    }

    void change(const QString &sql)
    {
        QVERIFY(run([&sql](Database &db) { return db.execute(sql); }).ok());
    }

    explicit Rounds(const QString &schedule = QStringLiteral("0 9 * * *"),
                    const QString &zone = QStringLiteral("UTC"))
    {
        job.name = QStringLiteral("tell");
        job.schedule = schedule;
        job.zone = zone;
        job.options = {{QStringLiteral("text"), QStringLiteral("hello")}};
        epoch = *run([this](Database &db) { return beginEpoch(db, nowMs); });
        // The default jobs are another test's.
        change(QStringLiteral("UPDATE job SET paused = 1"));
        job.id = *run([this](Database &db) { return addJob(db, job, nowMs); });
    }

    Result<JobRound> round()
    {
        return run([this](Database &db) { return goRound(db, epoch, nowMs, running); });
    }

    Result<void> finish(const ClaimedOccurrence &occurrence)
    {
        OccurrenceEffect effect;
        effect.result = QStringLiteral("told");
        Parcel parcel;
        parcel.target = QStringLiteral("notification");
        effect.parcels.push_back(parcel);
        return run([&](Database &db) { return finishOccurrence(db, occurrence, effect, nowMs); });
    }

    // A round, and the end of what it gave out. False: something could not be read or written.
    bool attempt()
    {
        const Result<JobRound> made = round();
        if (!made)
            return false;
        for (const ClaimedOccurrence &occurrence : made->claimed) {
            if (!finish(occurrence))
                return false;
        }
        return true;
    }
    void attemptAt(qint64 ms)
    {
        nowMs = ms;
        for (int i = 0; i < 100; ++i)
            QVERIFY(attempt());
    }

    // "2025-03-01T09:00 done; ..." and why one was skipped.
    QStringList history()
    {
        QStringList lines;
        for (const QString &row :
             rows(QStringLiteral("SELECT due, state, reason FROM job_occurrence WHERE job = ")
                  + QString::number(job.id) + QStringLiteral(" ORDER BY due"))) {
            const QStringList columns = row.split(QChar(u'|'));
            lines.append(QStringList{toRfc3339(columns.at(0).toLongLong()).left(16), columns.at(1),
                                     columns.at(2)}
                             .join(QChar(u' '))
                             .trimmed());
        }
        return lines;
    }
    // Up to here occurrences were created, or never will be.
    qint64 highWater()
    {
        return number(QStringLiteral("SELECT high_water FROM job WHERE id = %1").arg(job.id));
    }
    qint64 sent() { return number(QStringLiteral("SELECT count(*) FROM outbox")); }

    qint64 nowMs = *fromRfc3339(QStringLiteral("2025-03-01T00:00:00Z"));
    qint64 epoch = 0;
    std::set<OccurrenceKey> running;
    Job job;
};

} // namespace dogwatch::test
