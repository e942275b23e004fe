// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changefeed.h"
#include "core/datafolder.h"
#include "store/batchcommitter.h"
#include "store/checkpointer.h"
#include "store/database.h"
#include "store/latency.h"
#include "store/workcommitter.h"
#include "store/writequeue.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace dogwatch {

// What the outside may know of the writer. Thread: any.
struct WriterFigures
{
    bool ready = false;
    std::optional<Error> failure; // why it is not ready, or why the last batch was refused
    Latency::Figures commit;
    qint64 lastSeq = 0;
    qint64 queueDepth = 0;
    qint64 eventsStored = 0; // since the start
    qint64 duplicates = 0;
    qint64 deadLetters = 0;
    qint64 refused = 0;
    QString searchFailure; // why the search index is not brought up to date; empty: it is
    // Of the copy that is made of a store of an older version before it is changed; nothing: none
    // is being made.
    std::optional<int> copiedPercent;
};

class SearchIndexer;

// Owns the one read-write connection. Everything that changes the store happens here, each thing as
// one immediate transaction: batches of events, observations, dead letters, a rebuild. What is left
// of its time, when for a moment no event came, goes into the search index.
//
// Lives in the writer thread (moved there before start()). enqueue(), post(), figures() and
// breakOffOpening() may be called from any thread. Answers leave after the commit and never before.
class Writer : public QObject
{
    Q_OBJECT

public:
    Writer(const DataFolder &folder, std::shared_ptr<ChangeFeed> feed);
    ~Writer() override;

    // Takes a request in, or says no: the queue is full, or the store not ready.
    [[nodiscard]] bool enqueue(WriteRequest &request);
    [[nodiscard]] bool enqueue(std::vector<WriteRequest> &requests);

    // The same for a work that shares its commit with others.
    [[nodiscard]] bool enqueue(SharedWork &work);

    // Runs in the writer thread as one immediate transaction, after what waits. `done` is called in
    // the writer thread and must only post.
    void post(BatchCommitter::Work work, std::function<void(Result<ChangeSet>)> done);

    // An opening that is under way need not come to its end.
    void breakOffOpening() { m_leaving.store(true); }

    [[nodiscard]] WriterFigures figures() const;
    [[nodiscard]] std::shared_ptr<WriteQueue> queue() const { return m_queue; }
    // Tells what was committed.
    [[nodiscard]] ChangeFeed &changes() const { return *m_feed; }

public Q_SLOTS:
    // Opens the store. Emits opened() or failed(); may be tried again.
    void start();
    // Commits what is queued and closes. Blocks its caller through a blocking queued call.
    void stop();

Q_SIGNALS:
    void opened();
    void failed(const dogwatch::Error &error);

private:
    static constexpr int kCopiesNothing = -1;

    void drain();
    void drainWorks();
    void settleWorks(std::vector<SharedWork> works);
    void settleBatch(std::vector<WriteRequest> batch);
    void answer(std::vector<WriteRequest> &batch, std::vector<EventOutcome> &outcomes);
    void loseStore(const Error &error);
    void noteFailure(const std::optional<Error> &error);
    void reopen(Database::Mode mode);
    void close();
    void checkpoint();
    void indexWhileIdle();
    void noteSearchFailure(const Error &error);

    const DataFolder m_folder;
    const std::shared_ptr<ChangeFeed> m_feed;
    const std::shared_ptr<WriteQueue> m_queue;
    WorkQueue m_works;
    std::atomic<bool> m_stopping = false;
    std::atomic<bool> m_ready = false;
    std::atomic<bool> m_leaving = false;
    std::atomic<int> m_copiedPercent = kCopiesNothing;
    std::atomic<qint64> m_lastSeq = 0;
    std::atomic<qint64> m_stored = 0;
    std::atomic<qint64> m_duplicates = 0;
    std::atomic<qint64> m_deadLetters = 0;
    std::atomic<qint64> m_refused = 0;
    Latency m_latency;
    mutable std::mutex m_failureMutex;
    std::optional<Error> m_failure; // guarded by m_failureMutex
    QString m_searchFailure; // guarded by m_failureMutex
    qint64 m_lastFailureLogMs = 0;

    // The writer thread's own.
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Checkpointer> m_checkpointer;
    std::unique_ptr<BatchCommitter> m_committer;
    std::unique_ptr<WorkCommitter> m_workCommitter; // there when m_committer is
    std::unique_ptr<SearchIndexer> m_indexer;
    QTimer m_idle; // runs out when no event has come for a moment
};

} // namespace dogwatch
