// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "core/result.h"
#include "store/jobround.h"
#include "store/readport.h"
#include "store/writer.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <mutex>
#include <set>

namespace dogwatch {

class Clock;

// Sees to the scheduled jobs. Each round is one immediate transaction of the writer: what is due is
// created, and claimed. What a job needs is read outside; its effect, its end and what it sends are
// one transaction again. Nothing of what is due is kept here: a round reads the store and the wall
// clock, at least every 30 s, so that neither a jump of the clock nor a sleep of the machine can
// leave it with something stale.
//
// Lives in the thread of the composition root. Writer and clock outlive it; it goes while the
// writer still answers. failure() may be called from any thread.
class Scheduler : public QObject
{
    Q_OBJECT

public:
    static constexpr int kPeriodMs = 30 * 1000;

    Scheduler(const DataFolder &folder, Writer &writer, std::shared_ptr<Readers> readers,
              const Clock &clock, QObject *parent = nullptr);
    ~Scheduler() override;

    void start(); // when the store can be written
    void wake(); // a round now, or after the one that is under way

    // Why jobs are not seen to; empty: they are.
    [[nodiscard]] QString failure() const;

Q_SIGNALS:
    // Nothing is under way. False: the round could not be made; it is tried again.
    void rested(bool done);
    // A job's rows of the outbox are committed, and may leave.
    void parcelsQueued();

private:
    struct Address;

    void begin();
    void go();
    void onRound(const Result<JobRound> &round);
    void run(const ClaimedOccurrence &occurrence);
    void runDigest(const ClaimedOccurrence &occurrence);
    void runBackup(const ClaimedOccurrence &occurrence);
    void runRetention(const ClaimedOccurrence &occurrence, qint64 outboxLookedAtTo);
    void finish(const ClaimedOccurrence &occurrence, const OccurrenceEffect &effect);
    void fail(const ClaimedOccurrence &occurrence, const QString &reason);
    void defer(const ClaimedOccurrence &occurrence, const QString &reason);
    void letGo(const ClaimedOccurrence &occurrence, const Result<void> &done);
    void copyDigests();
    void noteFailure(const QString &text);
    void restIfDone(bool done);

    // Runs `work` in the writer and `done` here, if we are still there.
    template<class T>
    void write(std::function<Result<T>(Database &)> work,
               std::function<void(const Result<T> &)> done);
    static void deliver(const std::shared_ptr<Address> &address, std::function<void()> call);

    const DataFolder m_folder;
    Writer &m_writer;
    const Clock &m_clock;
    ReadPort m_port;
    QThreadPool m_pool; // files
    QTimer m_timer;
    qint64 m_epoch = 0; // 0: not begun
    bool m_busy = false;
    bool m_again = false;
    std::set<OccurrenceKey> m_running;
    mutable std::mutex m_failureMutex;
    QString m_failure; // guarded by m_failureMutex
    std::shared_ptr<Address> m_address; // how the writer's thread reaches us while we live
};

} // namespace dogwatch
