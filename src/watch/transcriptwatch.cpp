// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptwatch.h"

#include "core/clock.h"
#include "core/storagepolicy.h"
#include "store/readers.h"
#include "store/readmodel.h"
#include "store/transcriptlog.h"
#include "store/writer.h"
#include "watch/transcriptroots.h"
#include "watch/transcripttail.h"

#include <QLoggingCategory>
#include <QPromise>
#include <QtConcurrent>

#include <algorithm>
#include <limits>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcTranscripts, "dogwatch.transcripts", QtInfoMsg)

constexpr int kTickMs = 250;
// The agent writes its lines some time after its event.
constexpr qint64 kAfterEventMs = 200;
constexpr qint64 kFirstWaitMs = 1000;
constexpr qint64 kEagerWaitMs = 2000;
constexpr qint64 kLongestWaitMs = 30 * 1000;
constexpr int kFirstAskAgainMs = 500;
constexpr int kLongestAskAgainMs = 30 * 1000;

Result<TranscriptPosition> positionIn(Readers &readers, TranscriptPass pass, const QString &path)
{
    using Found = Result<std::optional<TranscriptPosition>>;
    auto promise = std::make_shared<QPromise<std::shared_ptr<Found>>>();
    QFuture<std::shared_ptr<Found>> future = promise->future();
    promise->start();
    readers.post([promise = std::move(promise), pass, path](const Result<Database *> &database) {
        const auto found = std::make_shared<Found>(
            database ? transcriptPosition(**database, pass, path) : Found(database.error()));
        const Result<void> outcome = *found ? Result<void>() : Result<void>(found->error());
        promise->addResult(found);
        promise->finish();
        return outcome;
    });
    future.waitForFinished();
    if (future.resultCount() == 0)
        return Error{ErrorCode::Cancelled, u"the store is being closed"_s};
    const std::shared_ptr<Found> found = future.result();
    if (!*found)
        return found->error();
    return found->value().value_or(TranscriptPosition());
}

} // namespace

struct TranscriptWatch::Address
{
    std::mutex mutex;
    TranscriptWatch *watch = nullptr; // guarded by mutex; null once it is gone
};

TranscriptWatch::TranscriptWatch(const DataFolder &folder, ChangeFeed &feed, Writer &writer,
                                 std::shared_ptr<Readers> readers, const Clock &clock,
                                 std::shared_ptr<const CurrentPolicy> policy, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_readers(std::move(readers))
    , m_clock(clock)
    , m_policy(std::move(policy))
    , m_commit(commitThrough(writer, clock))
    , m_address(std::make_shared<Address>())
{
    m_pool.setMaxThreadCount(2);
    m_pool.setObjectName(QStringLiteral("transcripts"));
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &TranscriptWatch::readDue);
    m_askAgain.setSingleShot(true);
    connect(&m_askAgain, &QTimer::timeout, this, &TranscriptWatch::catchUp);
    m_address->watch = this;
    m_mailbox = feed.subscribe([address = m_address] {
        const std::lock_guard lock(address->mutex);
        if (address->watch)
            QMetaObject::invokeMethod(address->watch, &TranscriptWatch::takeChanges,
                                      Qt::QueuedConnection);
    });
}

TranscriptWatch::~TranscriptWatch()
{
    {
        const std::lock_guard lock(m_address->mutex);
        m_address->watch = nullptr;
    }
    m_pool.clear();
    m_pool.waitForDone();
}

void TranscriptWatch::catchUp()
{
    SessionQuery query;
    query.activeOnly = true;
    query.limit = std::numeric_limits<int>::max();
    m_readers->post([address = m_address, query](const Result<Database *> &database) {
        Result<std::vector<Session>> running =
            database ? sessions(**database, query) : Result<std::vector<Session>>(database.error());
        const Result<void> outcome = running ? Result<void>() : Result<void>(running.error());
        const std::lock_guard lock(address->mutex);
        if (address->watch)
            QMetaObject::invokeMethod(
                address->watch,
                [watch = address->watch, running = std::move(running)] {
                    watch->onRunning(running);
                },
                Qt::QueuedConnection);
        return outcome;
    });
}

void TranscriptWatch::onRunning(const Result<std::vector<Session>> &running)
{
    if (running) {
        m_askTrouble.clear();
        m_askAgain.setInterval(0);
        for (const Session &session : *running)
            note(session);
    } else {
        m_askTrouble = u"which sessions run is not known: "_s + running.error().text;
        const int waitMs = std::max(kFirstAskAgainMs, 2 * m_askAgain.interval());
        m_askAgain.start(std::min(waitMs, kLongestAskAgainMs));
    }
    noteFailure();
}

QString TranscriptWatch::failure() const
{
    const std::lock_guard lock(m_failureMutex);
    return m_failure;
}

// Said when it changes, and not at each try.
void TranscriptWatch::noteFailure()
{
    QStringList troubles;
    for (const Tracked &tracked : std::as_const(m_tracked)) {
        if (!tracked.trouble.isEmpty())
            troubles.append(tracked.trouble);
    }
    troubles.sort();
    QString failure = m_askTrouble.isEmpty() ? troubles.value(0) : m_askTrouble;
    {
        const std::lock_guard lock(m_failureMutex);
        if (m_failure == failure)
            return;
        m_failure = failure;
    }
    if (failure.isEmpty())
        qCInfo(lcTranscripts) << "all transcripts of running sessions can be read again";
    else
        qCWarning(lcTranscripts).noquote() << "live transcripts:" << failure;
}

void TranscriptWatch::takeChanges()
{
    const ChangeSet changes = m_mailbox->take();
    for (const Session &session : changes.sessions)
        note(session);
}

void TranscriptWatch::note(const Session &session)
{
    // What was only imported is not running.
    if (session.key.source != Source::ClaudeCode || session.events == 0
        || session.transcriptPath.isEmpty())
        return;
    Tracked &tracked = m_tracked[session.ref];
    if (!tracked.tail)
        tracked.tail = makeTail();
    tracked.path = session.transcriptPath;
    tracked.over = session.endedAtMs.has_value();
    tracked.eager = !tracked.over
        && (session.turn == TurnState::Open || session.status == SessionStatus::NeedsInput);
    tracked.waitMs = kFirstWaitMs;
    tracked.dirty = true;
    const qint64 soon = m_clock.monotonicMs() + kAfterEventMs;
    tracked.dueMs = tracked.dueMs == 0 ? soon : std::min(tracked.dueMs, soon);
    if (!m_timer.isActive())
        m_timer.start();
}

std::shared_ptr<TranscriptTail> TranscriptWatch::makeTail() const
{
    return std::make_shared<TranscriptTail>(
        transcriptRoots(), ForbiddenFiles(m_folder),
        [readers = m_readers](TranscriptPass pass, const QString &path) {
            return positionIn(*readers, pass, path);
        },
        m_commit, [policy = m_policy] { return policy ? policy->get() : StoragePolicy(); });
}

void TranscriptWatch::readDue()
{
    const qint64 now = m_clock.monotonicMs();
    for (auto it = m_tracked.begin(); it != m_tracked.end(); ++it) {
        if (!it->busy && it->dueMs <= now)
            read(it.key());
    }
}

void TranscriptWatch::read(SessionRef ref)
{
    Tracked &tracked = m_tracked[ref];
    tracked.busy = true;
    tracked.dirty = false;
    QtConcurrent::run(&m_pool, [tail = tracked.tail, path = tracked.path] {
        return tail->readOn(path);
    }).then(this, [this, ref](const Result<TranscriptTail::News> &news) {
        if (news)
            onRead(ref, news->any, news->problems.value(0));
        else
            onRead(ref, false, news.error().text);
    });
}

void TranscriptWatch::onRead(SessionRef ref, bool foundAny, const QString &trouble)
{
    const auto it = m_tracked.find(ref);
    if (it == m_tracked.end())
        return;
    it->busy = false;
    it->trouble = trouble;
    it->waitMs = foundAny || it->dirty ? kFirstWaitMs : 2 * it->waitMs;
    it->waitMs = std::min(it->waitMs, it->eager ? kEagerWaitMs : kLongestWaitMs);
    it->dueMs = m_clock.monotonicMs() + (it->dirty ? kAfterEventMs : it->waitMs);
    // The last lines are written after the last event, but not half a minute after.
    if (it->over && it->waitMs >= kLongestWaitMs && trouble.isEmpty())
        m_tracked.erase(it);
    noteFailure();
    if (m_tracked.isEmpty())
        m_timer.stop();
}

} // namespace dogwatch
