// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "jobs/scheduler.h"

#include "core/clock.h"
#include "core/fault.h"
#include "core/schedule.h"
#include "jobs/digestfiles.h"
#include "jobs/jobbackup.h"
#include "jobs/jobrun.h"
#include "store/digestdata.h"
#include "store/jobforget.h"

#include <QLoggingCategory>
#include <QtConcurrent>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcJobs, "dogwatch.jobs", QtInfoMsg)

} // namespace

struct Scheduler::Address
{
    std::mutex mutex;
    Scheduler *scheduler = nullptr; // guarded by mutex; null once it is gone
};

Scheduler::Scheduler(const DataFolder &folder, Writer &writer, std::shared_ptr<Readers> readers,
                     const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_writer(writer)
    , m_clock(clock)
    , m_port(std::move(readers))
    , m_address(std::make_shared<Address>())
{
    m_address->scheduler = this;
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(u"digests"_s);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Scheduler::wake);
}

Scheduler::~Scheduler()
{
    {
        const std::lock_guard lock(m_address->mutex);
        m_address->scheduler = nullptr;
    }
    m_pool.clear();
    m_pool.waitForDone();
}

void Scheduler::deliver(const std::shared_ptr<Address> &address, std::function<void()> call)
{
    const std::lock_guard lock(address->mutex);
    if (address->scheduler)
        QMetaObject::invokeMethod(address->scheduler, std::move(call), Qt::QueuedConnection);
}

template<class T>
void Scheduler::write(std::function<Result<T>(Database &)> work,
                      std::function<void(const Result<T> &)> done)
{
    const auto value = std::make_shared<std::optional<T>>();
    m_writer.post(
        [work = std::move(work), value](Database &database, EventLog &,
                                        Projector &) -> Result<ChangeSet> {
            Result<T> result = work(database);
            if (!result)
                return result.error();
            *value = std::move(result).value();
            return ChangeSet();
        },
        [address = m_address, value, done = std::move(done)](const Result<ChangeSet> &changes) {
            const Result<T> result =
                changes ? Result<T>(std::move(**value)) : Result<T>(changes.error());
            deliver(address, [done, result] { done(result); });
        });
}

QString Scheduler::failure() const
{
    const std::lock_guard lock(m_failureMutex);
    return m_failure;
}

void Scheduler::noteFailure(const QString &text)
{
    {
        const std::lock_guard lock(m_failureMutex);
        if (m_failure == text)
            return;
        m_failure = text;
    }
    if (!text.isEmpty())
        qCWarning(lcJobs).noquote() << "scheduled jobs:" << text;
}

void Scheduler::start()
{
    wake();
    copyDigests();
}

void Scheduler::wake()
{
    if (m_busy) {
        m_again = true;
        return;
    }
    m_busy = true;
    m_again = false;
    m_timer.start(kPeriodMs);
    if (m_epoch == 0)
        begin();
    else
        go();
}

void Scheduler::begin()
{
    write<qint64>(
        [nowMs = m_clock.nowMs()](Database &database) { return beginEpoch(database, nowMs); },
        [this](const Result<qint64> &epoch) {
            if (!epoch)
                return onRound(epoch.error());
            m_epoch = *epoch;
            go();
        });
}

void Scheduler::go()
{
    write<JobRound>([epoch = m_epoch, nowMs = m_clock.nowMs(), running = m_running](
                        Database &database) { return goRound(database, epoch, nowMs, running); },
                    [this](const Result<JobRound> &round) { onRound(round); });
}

// What could not be read is neither run nor done: the next round asks again.
void Scheduler::onRound(const Result<JobRound> &round)
{
    m_busy = false;
    if (!round) {
        noteFailure(round.error().text);
        return restIfDone(false);
    }
    if (!round->claimed.empty())
        (void)faultAt("jobs.after_claim");
    noteFailure(round->blocked.join(u"; "_s));
    for (const ClaimedOccurrence &occurrence : round->claimed)
        m_running.insert(occurrence.key());
    for (const ClaimedOccurrence &occurrence : round->claimed)
        run(occurrence);
    if (round->nextDueMs) {
        const qint64 waitMs = *round->nextDueMs - m_clock.nowMs();
        m_timer.start(static_cast<int>(std::clamp<qint64>(waitMs, 1, kPeriodMs)));
    }
    if (round->more || m_again)
        return wake();
    restIfDone(true);
}

void Scheduler::run(const ClaimedOccurrence &occurrence)
{
    switch (occurrence.job.kind) {
    case JobKind::Digest:
        return runDigest(occurrence);
    case JobKind::Backup:
        return runBackup(occurrence);
    case JobKind::Retention:
        return runRetention(occurrence, 0);
    case JobKind::Webhook:
    case JobKind::Command:
    case JobKind::Notification:
        return finish(occurrence, effectOf(occurrence));
    }
}

void Scheduler::runDigest(const ClaimedOccurrence &occurrence)
{
    m_port.ask<DigestRow>(
        [occurrence, nowMs = m_clock.nowMs()](Database &database) {
            return readDigest(database, occurrence, nowMs);
        },
        [this, occurrence](const Result<DigestRow> &digest) {
            if (!digest)
                return defer(occurrence, digest.error().text);
            (void)faultAt("jobs.after_compute");
            finish(occurrence, effectOf(occurrence, *digest));
        });
}

void Scheduler::runBackup(const ClaimedOccurrence &occurrence)
{
    m_port.ask<QString>([occurrence, folder = m_folder.backups()](
                            Database &database) { return backUpFor(database, occurrence, folder); },
                        [this, occurrence](const Result<QString> &file) {
                            if (!file)
                                return fail(occurrence, file.error().text);
                            OccurrenceEffect effect;
                            effect.result = *file;
                            finish(occurrence, effect);
                        });
}

// Step by step, each committed by itself: to drop what is old once more does no harm, and one
// transaction for all of it would keep events waiting.
void Scheduler::runRetention(const ClaimedOccurrence &occurrence, qint64 outboxLookedAtTo)
{
    write<ForgetStep>(
        [beforeMs = forgetBeforeMs(occurrence.job, m_clock.nowMs()), outboxLookedAtTo](
            Database &database) { return forgetSome(database, beforeMs, outboxLookedAtTo); },
        [this, occurrence](const Result<ForgetStep> &step) {
            if (!step)
                return defer(occurrence, step.error().text);
            if (step->more)
                return runRetention(occurrence, step->outboxLookedAtTo);
            finish(occurrence, effectOf(occurrence));
        });
}

void Scheduler::finish(const ClaimedOccurrence &occurrence, const OccurrenceEffect &effect)
{
    write<bool>(
        [occurrence, effect, nowMs = m_clock.nowMs()](Database &database) -> Result<bool> {
            const Result<void> done = finishOccurrence(database, occurrence, effect, nowMs);
            return done ? Result<bool>(true) : Result<bool>(done.error());
        },
        [this, occurrence, isDigest = effect.digest.has_value(),
         sends = !effect.parcels.empty()](const Result<bool> &done) {
            (void)faultAt("jobs.after_commit");
            if (done && isDigest)
                copyDigests();
            if (done && sends)
                Q_EMIT parcelsQueued();
            letGo(occurrence, done ? Result<void>() : Result<void>(done.error()));
        });
}

void Scheduler::fail(const ClaimedOccurrence &occurrence, const QString &reason)
{
    qCWarning(lcJobs).noquote() << occurrence.job.name << "failed:" << reason;
    write<bool>(
        [occurrence, reason, nowMs = m_clock.nowMs()](Database &database) -> Result<bool> {
            const Result<void> done = failOccurrence(database, occurrence, reason, nowMs);
            return done ? Result<bool>(true) : Result<bool>(done.error());
        },
        [this, occurrence](const Result<bool> &done) {
            letGo(occurrence, done ? Result<void>() : Result<void>(done.error()));
        });
}

void Scheduler::defer(const ClaimedOccurrence &occurrence, const QString &reason)
{
    write<bool>(
        [occurrence, reason, nowMs = m_clock.nowMs()](Database &database) -> Result<bool> {
            const Result<void> done = deferOccurrence(database, occurrence, reason, nowMs);
            return done ? Result<bool>(true) : Result<bool>(done.error());
        },
        [this, occurrence](const Result<bool> &done) {
            letGo(occurrence, done ? Result<void>() : Result<void>(done.error()));
        });
}

// Where its end could not be written the next round finds that nobody runs it, and gives it out
// again; at once would be a loop on a store that takes nothing.
void Scheduler::letGo(const ClaimedOccurrence &occurrence, const Result<void> &done)
{
    m_running.erase(occurrence.key());
    if (done)
        return wake();
    if (done.error().code != ErrorCode::Conflict)
        noteFailure(done.error().text);
    restIfDone(false);
}

// The files are copies of what the store holds, and made again where one is missing.
void Scheduler::copyDigests()
{
    m_port.ask<std::vector<KeptDigest>>(
        [](Database &database) { return digestsWithFile(database, kDigestFiles); },
        [this](Result<std::vector<KeptDigest>> digests) {
            if (!digests) {
                qCWarning(lcJobs).noquote() << "digests can't be read:" << digests.error().text;
                return;
            }
            // Not the sum itself: QStringBuilder only refers to its parts.
            const QString folder = m_folder.path() + u"/digests"_s;
            QtConcurrent::run(&m_pool, writeDigestFiles, folder, std::move(digests).value())
                .then(this, [](const QString &problem) {
                    if (!problem.isEmpty())
                        qCWarning(lcJobs).noquote() << problem;
                });
        });
}

void Scheduler::restIfDone(bool done)
{
    if (!m_busy && m_running.empty())
        Q_EMIT rested(done);
}

} // namespace dogwatch
