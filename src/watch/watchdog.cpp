// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/watchdog.h"

#include "core/clock.h"
#include "store/writer.h"
#include "watch/outsidelook.h"

#include <QLoggingCategory>
#include <QtConcurrent>

#include <mutex>
#include <utility>

namespace dogwatch {

namespace {

Q_LOGGING_CATEGORY(lcWatch, "dogwatch.watch", QtInfoMsg)

// More than a clock is corrected by while it runs.
constexpr qint64 kSleptMs = 5000;

// What starts is looked at soon: a run that another session has started may be over in a moment.
constexpr int kNewSessionMs = 300;

} // namespace

struct Watchdog::Address
{
    std::mutex mutex;
    Watchdog *watchdog = nullptr; // guarded by mutex; null once it is gone
};

Watchdog::Watchdog(ChangeFeed &feed, Writer &writer, std::shared_ptr<Readers> readers,
                   const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_writer(writer)
    , m_clock(clock)
    , m_port(std::move(readers))
    , m_address(std::make_shared<Address>())
{
    m_address->watchdog = this;
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(QStringLiteral("watchdog"));
    m_timer.setInterval(kPeriodMs);
    m_timer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Watchdog::look);
    m_soon.setInterval(kNewSessionMs);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_busy)
            m_soon.start();
        else
            look();
    });
    m_mailbox = feed.subscribe([address = m_address] {
        const std::lock_guard lock(address->mutex);
        if (address->watchdog)
            QMetaObject::invokeMethod(address->watchdog, &Watchdog::takeChanges,
                                      Qt::QueuedConnection);
    });
}

Watchdog::~Watchdog()
{
    {
        const std::lock_guard lock(m_address->mutex);
        m_address->watchdog = nullptr;
    }
    m_pool.clear();
    m_pool.waitForDone();
}

void Watchdog::start()
{
    m_timer.start();
    look();
}

void Watchdog::setLimits(const SpendingLimits &limits)
{
    if (std::exchange(m_limits, limits) != limits && m_timer.isActive())
        look();
}

void Watchdog::takeChanges()
{
    const ChangeSet changes = m_mailbox->take();
    bool isAnyNew = false;
    for (const Session &session : changes.sessions) {
        const qsizetype before = m_seen.size();
        m_seen.insert(session.ref);
        isAnyNew = isAnyNew || (m_seen.size() > before && session.process.pid);
    }
    if (isAnyNew && m_timer.isActive() && !m_soon.isActive())
        m_soon.start();
}

void Watchdog::noteSleep()
{
    const qint64 wall = m_clock.nowMs();
    const qint64 monotonic = m_clock.monotonicMs();
    const qint64 slept = (wall - m_lastWallMs) - (monotonic - m_lastMonotonicMs);
    // Before the first look nobody was there to tell.
    if (m_lastWallMs == 0 || slept > kSleptMs)
        m_awakeSinceMs = wall;
    m_lastWallMs = wall;
    m_lastMonotonicMs = monotonic;
}

void Watchdog::look()
{
    if (m_busy)
        return;
    m_busy = true;
    noteSleep();
    m_port.ask<WatchList>([limits = m_limits, nowMs = m_clock.nowMs()](
                              Database &database) { return watchList(database, limits, nowMs); },
                          [this](Result<WatchList> list) {
                              if (list)
                                  return gather(std::move(list).value());
                              // What can't be read is not "no session": nothing is decided.
                              qCWarning(lcWatch).noquote()
                                  << "the watchdog can't read:" << list.error().text;
                              finish(false);
                          });
}

void Watchdog::gather(WatchList list)
{
    QtConcurrent::run(&m_pool, lookOutside, std::move(list.sessions), m_clock.nowMs(),
                      m_awakeSinceMs)
        .then(this, [this, rows = std::move(list.findings)](std::vector<SessionEvidence> evidence) {
            m_found = {std::move(evidence), rows};
            record();
        });
}

// Some at a time: events wait for no more than that, whatever was found.
void Watchdog::record()
{
    if (m_found.empty())
        return finish(true);
    m_writer.post(
        [some = m_found.take(kAtOnce), nowMs = m_clock.nowMs()](Database &database, EventLog &log,
                                                                Projector &projector) {
            return recordFindings(database, log, projector, some, nowMs);
        },
        [address = m_address](const Result<ChangeSet> &changes) {
            if (!changes)
                qCWarning(lcWatch).noquote() << "the watchdog can't write:" << changes.error().text;
            const std::lock_guard lock(address->mutex);
            if (address->watchdog)
                QMetaObject::invokeMethod(
                    address->watchdog,
                    [watchdog = address->watchdog, done = changes.ok()] {
                        if (done)
                            watchdog->record();
                        else
                            watchdog->finish(false);
                    },
                    Qt::QueuedConnection);
        });
}

void Watchdog::finish(bool done)
{
    m_busy = false;
    Q_EMIT looked(done);
}

} // namespace dogwatch
