// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/watchdog.h"

#include "core/clock.h"
#include "store/writer.h"
#include "watch/liverecords.h"
#include "watch/processes.h"

#include <QLoggingCategory>
#include <QtConcurrent>

#include <mutex>

namespace dogwatch {

namespace {

Q_LOGGING_CATEGORY(lcWatch, "dogwatch.watch", QtInfoMsg)

// Of most sessions there is nothing to say, and what is not worth a look costs the writer nothing.
bool isWorthALook(const WatchedSession &session)
{
    const SessionEvidence &evidence = session.evidence;
    const bool hasWord = evidence.record && evidence.record->updatedAtMs > session.lastEventMs;
    return evidence.state == ProcessState::Gone || hasWord || !evidence.calls.isEmpty();
}

// More than a clock is corrected by while it runs.
constexpr qint64 kSleptMs = 5000;

std::vector<SessionEvidence> lookAt(std::vector<WatchedSession> sessions, qint64 nowMs,
                                    qint64 awakeSinceMs)
{
    const QStringList folders = liveRecordFolders();
    std::vector<SessionEvidence> found;
    for (WatchedSession &session : sessions) {
        SessionEvidence &evidence = session.evidence;
        evidence.gatheredAtMs = nowMs;
        evidence.awakeSinceMs = awakeSinceMs;
        evidence.state = stateOfProcess(evidence.process);
        if (evidence.state == ProcessState::Alive && evidence.key.source == Source::ClaudeCode)
            evidence.record =
                liveRecordOf(folders, evidence.process.pid.value_or(0), evidence.key.id);
        if (isWorthALook(session))
            found.push_back(std::move(evidence));
    }
    return found;
}

} // namespace

struct Watchdog::Address
{
    std::mutex mutex;
    Watchdog *watchdog = nullptr; // guarded by mutex; null once it is gone
};

Watchdog::Watchdog(Writer &writer, std::shared_ptr<Readers> readers, const Clock &clock,
                   QObject *parent)
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
    m_port.ask<std::vector<WatchedSession>>(
        [nowMs = m_clock.nowMs()](Database &database) { return watchList(database, nowMs); },
        [this](Result<std::vector<WatchedSession>> sessions) {
            if (sessions)
                return gather(std::move(sessions).value());
            // What can't be read is not "no session": nothing is decided.
            qCWarning(lcWatch).noquote() << "the watchdog can't read:" << sessions.error().text;
            finish(false);
        });
}

void Watchdog::gather(std::vector<WatchedSession> sessions)
{
    QtConcurrent::run(&m_pool, lookAt, std::move(sessions), m_clock.nowMs(), m_awakeSinceMs)
        .then(this, [this](std::vector<SessionEvidence> evidence) { record(std::move(evidence)); });
}

void Watchdog::record(std::vector<SessionEvidence> evidence)
{
    if (evidence.empty())
        return finish(true);
    m_writer.post(
        [evidence = std::move(evidence), nowMs = m_clock.nowMs()](Database &database, EventLog &log,
                                                                  Projector &projector) {
            return recordFindings(database, log, projector, evidence, nowMs);
        },
        [address = m_address](const Result<ChangeSet> &changes) {
            if (!changes)
                qCWarning(lcWatch).noquote() << "the watchdog can't write:" << changes.error().text;
            const std::lock_guard lock(address->mutex);
            if (address->watchdog)
                QMetaObject::invokeMethod(
                    address->watchdog,
                    [watchdog = address->watchdog, done = changes.ok()] { watchdog->finish(done); },
                    Qt::QueuedConnection);
        });
}

void Watchdog::finish(bool done)
{
    m_busy = false;
    Q_EMIT looked(done);
}

} // namespace dogwatch
