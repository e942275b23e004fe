// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/writer.h"

#include "core/clock.h"
#include "core/fault.h"
#include "store/database.h"
#include "store/searchindexer.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QThread>

#include <unordered_map>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcStore, "dogwatch.store", QtInfoMsg)

// A full disk refuses every batch; one line in this time is enough to say so.
constexpr qint64 kFailureLogIntervalMs = 30 * 1000;

// The search index waits for a gap of this length between events: an agent whose events follow each
// other must not find the writer in the middle of a slice each time.
constexpr int kIdleMs = 25;
// After an error, because of which the next try will most likely fail as well.
constexpr int kIdleAfterFailureMs = 10 * 1000;

} // namespace

Writer::Writer(const DataFolder &folder, std::shared_ptr<ChangeFeed> feed)
    : m_folder(folder)
    , m_feed(std::move(feed))
    , m_queue(std::make_shared<WriteQueue>([this] {
        QMetaObject::invokeMethod(
            this, [this] { drain(); }, Qt::QueuedConnection);
    }))
    , m_works([this] {
        QMetaObject::invokeMethod(
            this, [this] { drainWorks(); }, Qt::QueuedConnection);
    })
    , m_idle(this) // a child, so that it moves to the writer's thread with us
{
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &Writer::indexWhileIdle);
}

Writer::~Writer() = default;

bool Writer::enqueue(WriteRequest &request)
{
    return m_ready.load() && m_queue->push(request);
}

bool Writer::enqueue(std::vector<WriteRequest> &requests)
{
    return m_ready.load() && m_queue->push(requests);
}

bool Writer::enqueue(SharedWork &work)
{
    return m_ready.load() && m_works.push(work);
}

void Writer::post(BatchCommitter::Work work, std::function<void(Result<ChangeSet>)> done)
{
    auto run = [this, work = std::move(work), done = std::move(done)] {
        if (!m_committer && m_ready.load())
            reopen(Database::Mode::ReadWrite);
        if (!m_committer) {
            done(Error{ErrorCode::Unavailable, u"the store is not open"_s});
            return;
        }
        Result<ChangeSet> changes = m_committer->transact(work);
        if (changes) {
            m_lastSeq.store(changes->lastSeq);
            m_feed->publish(*changes);
            noteFailure(std::nullopt);
        } else if (isOfStorage(changes.error().code)) {
            loseStore(changes.error());
        }
        done(std::move(changes));
        checkpoint();
        if (m_indexer)
            m_indexer->forget(); // what was done may have been to the index
        if (!m_stopping.load())
            m_idle.start(kIdleMs);
    };
    QMetaObject::invokeMethod(this, std::move(run), Qt::QueuedConnection);
}

WriterFigures Writer::figures() const
{
    WriterFigures figures;
    figures.ready = m_ready.load();
    {
        const std::lock_guard lock(m_failureMutex);
        figures.failure = m_failure;
        figures.searchFailure = m_searchFailure;
    }
    const int copied = m_copiedPercent.load();
    if (copied != kCopiesNothing)
        figures.copiedPercent = copied;
    figures.commit = m_latency.figures();
    figures.lastSeq = m_lastSeq.load();
    figures.queueDepth = m_queue->size();
    figures.eventsStored = m_stored.load();
    figures.duplicates = m_duplicates.load();
    figures.deadLetters = m_deadLetters.load();
    figures.refused = m_refused.load();
    return figures;
}

void Writer::start()
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_ready.load())
        return;
    reopen(Database::Mode::CreateIfMissing);
    if (m_committer) {
        m_ready.store(true);
        Q_EMIT opened();
        return;
    }
    Error error;
    {
        const std::lock_guard lock(m_failureMutex);
        error = m_failure.value_or(Error{});
    }
    Q_EMIT failed(error);
}

void Writer::reopen(Database::Mode mode)
{
    close();
    auto opened =
        Database::open(m_folder.database(), mode, m_folder.backups(), [this](int percent) {
            m_copiedPercent.store(percent);
            return !m_leaving.load();
        });
    m_copiedPercent.store(kCopiesNothing);
    if (!opened) {
        noteFailure(opened.error());
        return;
    }
    m_database = std::move(opened).value();
    auto committer = std::make_unique<BatchCommitter>(*m_database, m_stopping);
    if (Result<void> resumed = committer->resume(); !resumed) {
        noteFailure(resumed.error());
        m_database.reset();
        return;
    }
    m_checkpointer = std::make_unique<Checkpointer>(*m_database);
    m_workCommitter = std::make_unique<WorkCommitter>(*m_database, m_stopping);
    m_committer = std::move(committer);
    m_indexer = std::make_unique<SearchIndexer>(*m_database);
    m_idle.start(kIdleMs);
    m_lastSeq.store(m_committer->lastSeq());
    noteFailure(std::nullopt);
}

void Writer::stop()
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_queue->close();
    m_works.close();
    m_stopping.store(true);
    drain();
    drainWorks();
    m_ready.store(false);
    close();
}

void Writer::close()
{
    m_idle.stop();
    m_indexer.reset();
    m_committer.reset();
    m_workCommitter.reset();
    m_checkpointer.reset();
    m_database.reset();
}

// After the answers, so that no client waits for it.
void Writer::checkpoint()
{
    if (!m_checkpointer)
        return;
    if (Result<void> done = m_checkpointer->afterCommit(); !done)
        qCWarning(lcStore).noquote() << done.error().text;
}

// One slice; the next one when the event loop has nothing else to do. Under a flood the index falls
// behind, and says so, and costs the events nothing.
void Writer::indexWhileIdle()
{
    if (!m_committer || !m_indexer || m_stopping.load())
        return;
    const auto mustYield = [this] { return m_queue->size() > 0 || m_works.size() > 0; };
    if (mustYield())
        return m_idle.start(kIdleMs);
    const Result<bool> more = m_indexer->step(mustYield);
    if (!more) {
        noteSearchFailure(more.error());
        return m_idle.start(kIdleAfterFailureMs);
    }
    {
        const std::lock_guard lock(m_failureMutex);
        m_searchFailure.clear();
    }
    checkpoint();
    if (*more)
        m_idle.start(mustYield() ? kIdleMs : 0);
}

void Writer::noteSearchFailure(const Error &error)
{
    {
        const std::lock_guard lock(m_failureMutex);
        if (m_searchFailure == error.text)
            return;
        m_searchFailure = error.text;
    }
    qCWarning(lcStore).noquote() << "the search index can't be brought up to date:" << error.text;
}

// One batch after the other until nothing waits; between them the thread's event loop runs what
// else is due, so that a flood of events can't starve it.
void Writer::drain()
{
    if (m_committer && !m_stopping.load())
        m_idle.start(kIdleMs);
    std::vector<WriteRequest> batch = m_queue->takeBatch();
    while (!batch.empty()) {
        settleBatch(std::move(batch));
        if (!m_stopping.load()) {
            QMetaObject::invokeMethod(
                this, [this] { drain(); }, Qt::QueuedConnection);
            return;
        }
        batch = m_queue->takeBatch();
    }
}

void Writer::settleBatch(std::vector<WriteRequest> batch)
{
    // The connection was lost to a storage error: it may be back. A store that is gone is not made
    // anew under way: what was there must not be shown as empty.
    if (!m_committer)
        reopen(Database::Mode::ReadWrite);
    if (!m_committer) {
        std::vector<EventOutcome> refused(
            batch.size(), {EventOutcome::Kind::Refused, 0, u"the store is not open"_s});
        answer(batch, refused);
        return;
    }
    QElapsedTimer spent;
    spent.start();
    BatchCommitter::Committed committed = m_committer->commit(batch);
    Q_ASSERT(m_database->isAutocommit());
    if (committed.storageError) {
        loseStore(*committed.storageError);
    } else {
        m_latency.add(spent.nsecsElapsed());
        noteFailure(std::nullopt);
    }
    (void)faultAt("writer.after_commit");
    m_lastSeq.store(committed.changes.lastSeq);
    m_feed->publish(committed.changes);
    (void)faultAt("writer.before_answer");
    answer(batch, committed.outcomes);
    checkpoint();
}

// In turns with the events: each has its batch before the other has a second one.
void Writer::drainWorks()
{
    std::vector<SharedWork> works = m_works.takeBatch();
    while (!works.empty()) {
        settleWorks(std::move(works));
        if (!m_stopping.load()) {
            QMetaObject::invokeMethod(
                this, [this] { drainWorks(); }, Qt::QueuedConnection);
            return;
        }
        works = m_works.takeBatch();
    }
}

void Writer::settleWorks(std::vector<SharedWork> works)
{
    if (!m_committer)
        reopen(Database::Mode::ReadWrite);
    WorkCommitter::Committed committed;
    if (m_committer) {
        committed = m_workCommitter->commit(works);
        if (committed.storageError)
            loseStore(*committed.storageError);
        else
            noteFailure(std::nullopt);
    } else {
        committed.results.assign(works.size(),
                                 Error{ErrorCode::Unavailable, u"the store is not open"_s});
    }
    (void)faultAt("works.after_commit");
    std::unordered_map<WorkReceiver *, std::vector<WorkReceiver::Settled>> byReceiver;
    for (std::size_t i = 0; i < works.size(); ++i) {
        if (works[i].receiver)
            byReceiver[works[i].receiver.get()].push_back(
                {works[i].ticket, std::move(committed.results[i])});
    }
    for (auto &[receiver, settled] : byReceiver)
        receiver->worksSettled(std::move(settled));
    checkpoint();
}

// After an error of the storage. What is due next opens the store again, be it an event or the work
// of others; a lock that somebody else holds is no reason to.
void Writer::loseStore(const Error &error)
{
    noteFailure(error);
    if (error.code != ErrorCode::Busy && error.code != ErrorCode::Cancelled)
        m_committer.reset();
}

void Writer::answer(std::vector<WriteRequest> &batch, std::vector<EventOutcome> &outcomes)
{
    std::unordered_map<OutcomeReceiver *, std::vector<OutcomeReceiver::Settled>> byReceiver;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        switch (outcomes[i].kind) {
        case EventOutcome::Kind::Stored:
            ++m_stored;
            break;
        case EventOutcome::Kind::Duplicate:
            ++m_duplicates;
            break;
        case EventOutcome::Kind::DeadLetter:
            ++m_deadLetters;
            break;
        case EventOutcome::Kind::Refused:
            ++m_refused;
            break;
        }
        if (batch[i].receiver)
            byReceiver[batch[i].receiver.get()].push_back(
                {batch[i].ticket, std::move(outcomes[i])});
    }
    for (auto &[receiver, settled] : byReceiver)
        receiver->settled(std::move(settled));
}

void Writer::noteFailure(const std::optional<Error> &error)
{
    {
        const std::lock_guard lock(m_failureMutex);
        m_failure = error;
    }
    if (!error)
        return;
    const qint64 now = SystemClock().monotonicMs();
    if (m_lastFailureLogMs != 0 && now - m_lastFailureLogMs < kFailureLogIntervalMs)
        return;
    m_lastFailureLogMs = now;
    qCWarning(lcStore).noquote() << "the store can't be written:" << error->text;
}

} // namespace dogwatch
