// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/jobtable.h"

#include "core/schedule.h"
#include "store/statement.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kJobs[] = R"(
    SELECT id, name, kind, schedule, zone, missed, catch_up, overlap, may_repeat, options, rev,
           paused, created_at, high_water
    FROM job ORDER BY name)";
constexpr char kJob[] = R"(
    SELECT id, name, kind, schedule, zone, missed, catch_up, overlap, may_repeat, options, rev,
           paused, created_at, high_water
    FROM job WHERE id = ?)";
constexpr char kNameTaken[] = "SELECT id FROM job WHERE name = ? AND id <> ?";
constexpr char kInsert[] = R"(
    INSERT INTO job (name, kind, schedule, zone, missed, catch_up, overlap, may_repeat, options,
                     rev, paused, created_at, high_water)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?) RETURNING id)";
constexpr char kChange[] = R"(
    UPDATE job SET name = ?, schedule = ?, zone = ?, missed = ?, catch_up = ?, overlap = ?,
                   may_repeat = ?, options = ?, rev = rev + 1, high_water = max(high_water, ?)
    WHERE id = ?)";
constexpr char kPause[] =
    "UPDATE job SET paused = ?, high_water = max(high_water, ?) WHERE id = ? AND paused <> ?";
constexpr char kRemove[] = "DELETE FROM job WHERE id = ?";
constexpr char kForget[] = "DELETE FROM job_occurrence WHERE job = ?";
// What an occurrence sends has its cause, under one target each.
constexpr char kOccurrences[] = R"(
    SELECT due, rev, state, reason, is_manual, failures, not_before, started_at, finished_at, result
    FROM job_occurrence WHERE job = ? ORDER BY due DESC LIMIT ?)";
constexpr char kDeliveries[] = "SELECT state FROM outbox WHERE cause = ? ORDER BY target";

// A word that no version of ours has written is no job of some other kind, and options that can't
// be read are not "none".
Job jobOf(const Statement &row)
{
    const auto kind = valueOf(kJobKinds, row.text(2));
    const auto missed = valueOf(kMissedPolicies, row.text(5));
    const auto overlap = valueOf(kOverlapPolicies, row.text(7));
    const QJsonDocument options = QJsonDocument::fromJson(row.text(9).toUtf8());
    Job job;
    job.id = row.integer(0);
    job.name = row.text(1);
    job.kind = kind.value_or(job.kind);
    job.schedule = row.text(3);
    job.zone = row.text(4);
    job.missed = missed.value_or(job.missed);
    job.catchUpMs = row.integer(6);
    job.overlap = overlap.value_or(job.overlap);
    job.mayRepeat = row.integer(8) != 0;
    job.options = options.object();
    job.rev = row.integer(10);
    job.paused = row.integer(11) != 0;
    job.createdAtMs = row.integer(12);
    job.highWaterMs = row.integer(13);
    if (!kind || !missed || !overlap || !options.isObject())
        job.damage = u"the store's row of the job can't be read"_s;
    return job;
}

QString optionsText(const Job &job)
{
    return QString::fromUtf8(QJsonDocument(job.options).toJson(QJsonDocument::Compact));
}

Error noSuchJob(qint64 id)
{
    return {ErrorCode::NotFound, u"there is no job %1"_s.arg(id)};
}

Result<void> checkName(Database &database, const Job &job)
{
    Statement select(database, kNameTaken);
    const Result<bool> taken = select.bind(job.name).bind(job.id).next();
    if (!taken)
        return taken.error();
    if (*taken)
        return Error{ErrorCode::Conflict, u"there is a job '%1' already"_s.arg(job.name)};
    return {};
}

Result<qint64> insert(Database &database, const Job &job, qint64 nowMs)
{
    Statement insert(database, kInsert);
    insert.bind(job.name).bind(nameOf(kJobKinds, job.kind)).bind(job.schedule).bind(job.zone);
    insert.bind(nameOf(kMissedPolicies, job.missed)).bind(job.catchUpMs);
    insert.bind(nameOf(kOverlapPolicies, job.overlap)).bind(job.mayRepeat);
    insert.bind(optionsText(job)).bind(job.paused).bind(nowMs).bind(nowMs);
    const Result<bool> row = insert.next();
    if (!row)
        return row.error();
    return insert.integer(0);
}

// The worst comes first: what a person must look at, then what is not over.
QString worstOf(const QStringList &states)
{
    for (const QString &state : {u"failed"_s, u"unknown"_s, u"sending"_s, u"pending"_s}) {
        if (states.contains(state))
            return state;
    }
    return states.value(0);
}

Result<QString> deliveryOf(Database &database, const QString &cause)
{
    QStringList states;
    Statement select(database, kDeliveries);
    select.bind(cause);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return worstOf(states);
        states.append(select.text(0));
    }
}

} // namespace

Result<std::vector<Job>> jobs(Database &database)
{
    std::vector<Job> all;
    Statement select(database, kJobs);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return all;
        all.push_back(jobOf(select));
    }
}

Result<Job> jobById(Database &database, qint64 id)
{
    Statement select(database, kJob);
    const Result<bool> row = select.bind(id).next();
    if (!row)
        return row.error();
    if (!*row)
        return noSuchJob(id);
    Job job = jobOf(select);
    if (!job.damage.isEmpty())
        return Error{ErrorCode::Corrupt, u"%1: %2"_s.arg(job.name, job.damage)};
    return job;
}

Result<std::vector<Occurrence>> occurrencesOf(Database &database, qint64 job, int limit)
{
    const Result<Job> known = jobById(database, job);
    if (!known && known.error().code != ErrorCode::Corrupt)
        return known.error();
    std::vector<Occurrence> all;
    Statement select(database, kOccurrences);
    select.bind(job).bind(limit);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return all;
        Occurrence one;
        one.job = job;
        one.dueMs = select.integer(0);
        one.rev = select.integer(1);
        const auto state = valueOf(kOccurrenceStates, select.text(2));
        one.state = state.value_or(OccurrenceState::Failed);
        one.reason =
            state ? select.text(3) : u"what became of it can't be read: '%1'"_s.arg(select.text(2));
        one.isManual = select.integer(4) != 0;
        one.failures = select.integer(5);
        one.notBeforeMs = select.integer(6);
        one.startedAtMs = select.optionalInteger(7);
        one.finishedAtMs = select.optionalInteger(8);
        one.result = select.text(9);
        Result<QString> delivery = deliveryOf(database, occurrenceCause(job, one.dueMs));
        if (!delivery)
            return delivery.error();
        one.delivery = *delivery;
        all.push_back(one);
    }
}

Result<qint64> addJob(Database &database, Job job, qint64 nowMs)
{
    job.id = 0;
    if (Result<void> sound = checkJob(job, nowMs); !sound)
        return sound.error();
    if (Result<void> free = checkName(database, job); !free)
        return free.error();
    return insert(database, job, nowMs);
}

Result<void> changeJob(Database &database, Job job, qint64 nowMs)
{
    if (Result<void> sound = checkJob(job, nowMs); !sound)
        return sound;
    if (Result<void> free = checkName(database, job); !free)
        return free;
    Statement change(database, kChange);
    change.bind(job.name).bind(job.schedule).bind(job.zone);
    change.bind(nameOf(kMissedPolicies, job.missed)).bind(job.catchUpMs);
    change.bind(nameOf(kOverlapPolicies, job.overlap)).bind(job.mayRepeat);
    change.bind(optionsText(job)).bind(nowMs).bind(job.id);
    if (Result<void> done = change.run(); !done)
        return done;
    return change.changedRows() == 1 ? Result<void>() : Result<void>(noSuchJob(job.id));
}

Result<void> pauseJob(Database &database, qint64 id, bool paused, qint64 nowMs)
{
    Statement pause(database, kPause);
    // What is due up to a pause is due; what is due in it is not.
    const qint64 highWaterMs = paused ? 0 : nowMs;
    if (Result<void> done = pause.bind(paused).bind(highWaterMs).bind(id).bind(paused).run(); !done)
        return done;
    if (pause.changedRows() == 1)
        return {};
    const Result<Job> known = jobById(database, id);
    return known ? Result<void>() : Result<void>(known.error());
}

Result<void> removeJob(Database &database, qint64 id)
{
    Statement forget(database, kForget);
    if (Result<void> done = forget.bind(id).run(); !done)
        return done;
    Statement remove(database, kRemove);
    if (Result<void> done = remove.bind(id).run(); !done)
        return done;
    return remove.changedRows() == 1 ? Result<void>() : Result<void>(noSuchJob(id));
}

Result<void> addDefaultJobs(Database &database, qint64 nowMs)
{
    // Where the system does not say its zone they are there, and blocked until a person says it.
    const QString zone = resolveZone(u"local"_s).ok() ? *resolveZone(u"local"_s) : u"local"_s;
    const auto add = [&](const QString &name, JobKind kind, const QString &schedule,
                         const QJsonObject &options) -> Result<void> {
        Job job;
        job.name = name;
        job.kind = kind;
        job.schedule = schedule;
        job.zone = zone;
        job.options = options;
        const Result<qint64> id = insert(database, job, nowMs);
        return id ? Result<void>() : Result<void>(id.error());
    };
    if (Result<void> done = add(u"digest"_s, JobKind::Digest, u"0 9 * * *"_s,
                                {{u"notify"_s, true}, {u"file"_s, true}});
        !done)
        return done;
    if (Result<void> done = add(u"backup"_s, JobKind::Backup, u"30 12 * * sun"_s, {{u"keep"_s, 2}});
        !done)
        return done;
    return add(u"retention"_s, JobKind::Retention, u"45 3 * * *"_s, {{u"days"_s, 90}});
}

} // namespace dogwatch
