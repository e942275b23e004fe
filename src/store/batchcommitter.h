// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changeset.h"
#include "store/eventlog.h"
#include "store/projector.h"
#include "store/writequeue.h"

#include <atomic>
#include <functional>
#include <span>
#include <vector>

namespace dogwatch {

class Database;

// The disk, the lock or we ourselves are at fault, and no event is.
[[nodiscard]] bool isOfStorage(ErrorCode code);

// Turns what waits into one durable transaction: BEGIN IMMEDIATE, a SAVEPOINT around each event,
// one COMMIT. A bad event is undone alone and kept as a dead letter; the others commit. An error
// that ends the whole transaction (disk full, I/O) stores none of them, and each is Refused, so
// that its sender sends it again: what can't be told to be stored is never acknowledged.
//
// Writer thread. The database outlives it.
class BatchCommitter
{
public:
    // `cancelled` ends the waiting for a lock that somebody else holds.
    BatchCommitter(Database &database, const std::atomic<bool> &cancelled);

    // Before the first batch, and after an error that has cost the connection.
    [[nodiscard]] Result<void> resume();

    struct Committed
    {
        std::vector<EventOutcome> outcomes; // one for each request, in order
        ChangeSet changes;
        std::optional<Error> storageError; // why events were refused
    };
    [[nodiscard]] Committed commit(std::span<WriteRequest> requests);

    // One immediate transaction of the caller's own, with the log and the projections at hand.
    using Work = std::function<Result<ChangeSet>(Database &, EventLog &, Projector &)>;
    [[nodiscard]] Result<ChangeSet> transact(const Work &work);

    [[nodiscard]] qint64 lastSeq() const { return m_log.lastSeq(); }

private:
    [[nodiscard]] Result<void> begin(class ImmediateTransaction &transaction);
    [[nodiscard]] Result<void> commitAll(std::span<WriteRequest> requests,
                                         std::span<EventOutcome> outcomes, ChangeSet &changes);
    void commitOrSplit(std::span<WriteRequest> requests, std::span<EventOutcome> outcomes,
                       Committed &committed);
    [[nodiscard]] Result<EventOutcome> settle(const IncomingEvent &event, ChangeSet &changes);
    [[nodiscard]] Result<EventOutcome> store(const IncomingEvent &event, ChangeSet &changes);
    [[nodiscard]] Result<EventOutcome> bury(const IncomingEvent &event, const QString &error,
                                            ChangeSet &changes);
    // After a transaction that did not commit: the store is what it was, so must be what we know.
    void startOver();

    Database &m_database;
    EventLog m_log;
    Projector m_projector;
    qint64 m_committedSeq = 0;
    const std::atomic<bool> &m_cancelled;
};

} // namespace dogwatch
