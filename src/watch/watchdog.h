// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changefeed.h"
#include "core/evidence.h"
#include "core/result.h"
#include "store/readport.h"
#include "store/watchlist.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace dogwatch {

class Clock;
class Readers;
class Writer;

// Looks every 15 s, and soon after a session has appeared, for what no event tells: processes that
// are gone or another session's, questions that were answered or refused, calls that hang,
// subagents that never begin, loops, limits that are reached. Evidence is gathered first: what rows
// show on a reader, files and processes on a pool of its own. Then immediate transactions, of some
// sessions each, read again, decide and write, so that nothing is decided on what was true some
// time ago.
//
// Lives in the thread of the composition root. Writer and clock outlive it; it goes while the
// writer still answers.
class Watchdog : public QObject
{
    Q_OBJECT

public:
    static constexpr int kPeriodMs = 15 * 1000;
    static constexpr std::size_t kAtOnce = 16; // sessions in one transaction

    Watchdog(ChangeFeed &feed, Writer &writer, std::shared_ptr<Readers> readers, const Clock &clock,
             QObject *parent = nullptr);
    ~Watchdog() override;

    void setLimits(const SpendingLimits &limits);
    void start(); // when the store can be read
    void look(); // now; nothing while it is already looking

Q_SIGNALS:
    // A look is over: what it found is committed, or could not be.
    void looked(bool done);

private:
    struct Address;

    // Where the wall clock went on and ours stood still, the machine slept.
    void noteSleep();
    void takeChanges();
    void gather(WatchList list);
    void record();
    void finish(bool done);

    Writer &m_writer;
    const Clock &m_clock;
    ReadPort m_port;
    QThreadPool m_pool;
    QTimer m_timer;
    QTimer m_soon;
    SpendingLimits m_limits;
    QSet<SessionRef> m_seen;
    bool m_busy = false;
    Found m_found; // and not yet written
    qint64 m_awakeSinceMs = 0; // unix ms
    qint64 m_lastWallMs = 0;
    qint64 m_lastMonotonicMs = 0;
    std::shared_ptr<Address> m_address; // how the writer's thread reaches us while we live
    std::shared_ptr<ChangeFeed::Mailbox> m_mailbox;
};

} // namespace dogwatch
