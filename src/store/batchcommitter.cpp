// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/batchcommitter.h"

#include "core/fault.h"
#include "store/database.h"
#include "store/outbox.h"
#include "store/transaction.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// Each attempt waits up to the busy timeout of the connection (5 s).
constexpr int kBeginAttempts = 2;

SessionKey keyOf(const IncomingEvent &event)
{
    return {event.envelope.source, event.report.sessionId};
}

Entry entryOf(const IncomingEvent &event, qint64 seq)
{
    return {seq, event.envelope, event.type, event.report};
}

} // namespace

bool isOfStorage(ErrorCode code)
{
    return code == ErrorCode::StorageFull || code == ErrorCode::Busy || code == ErrorCode::Corrupt
        || code == ErrorCode::Permission || code == ErrorCode::Cancelled;
}

BatchCommitter::BatchCommitter(Database &database, const std::atomic<bool> &cancelled)
    : m_database(database)
    , m_log(database)
    , m_projector(database)
    , m_cancelled(cancelled)
{ }

Result<void> BatchCommitter::resume()
{
    m_projector.forgetAll();
    Result<void> resumed = m_log.resume();
    if (resumed)
        m_committedSeq = m_log.lastSeq();
    return resumed;
}

// Nobody else appends, so that the log ends where our last commit left it. What a commit that
// failed may have left on the disk all the same is seen when the store is opened again.
void BatchCommitter::startOver()
{
    m_projector.forgetAll();
    m_log.rewind(m_committedSeq);
}

BatchCommitter::Committed BatchCommitter::commit(std::span<WriteRequest> requests)
{
    Committed committed;
    committed.outcomes.resize(requests.size());
    commitOrSplit(requests, committed.outcomes, committed);
    committed.changes.lastSeq = m_committedSeq;
    return committed;
}

// A batch that fails as a whole is tried again in halves, down to the single event, so that one
// that can't be stored at all does not take the others with it. Where the storage itself is at
// fault that is pointless: the rest is refused.
void BatchCommitter::commitOrSplit(std::span<WriteRequest> requests,
                                   std::span<EventOutcome> outcomes, Committed &committed)
{
    if (requests.empty())
        return;
    if (committed.storageError) {
        std::fill(outcomes.begin(), outcomes.end(),
                  EventOutcome{EventOutcome::Kind::Refused, 0, committed.storageError->text});
        return;
    }
    ChangeSet changes;
    const Result<void> done = commitAll(requests, outcomes, changes);
    if (done) {
        m_committedSeq = m_log.lastSeq();
        committed.changes.merge(changes);
        return;
    }
    startOver();
    if (requests.size() == 1 && !isOfStorage(done.error().code)) {
        outcomes.front() = {EventOutcome::Kind::Refused, 0, done.error().text};
        return;
    }
    if (done.error().code == ErrorCode::Busy || requests.size() == 1) {
        committed.storageError = done.error();
        commitOrSplit(requests, outcomes, committed);
        return;
    }
    const std::size_t half = requests.size() / 2;
    commitOrSplit(requests.first(half), outcomes.first(half), committed);
    commitOrSplit(requests.subspan(half), outcomes.subspan(half), committed);
}

Result<void> BatchCommitter::begin(ImmediateTransaction &transaction)
{
    if (faultAt("writer.before_begin"))
        return Error{ErrorCode::StorageFull, u"failpoint writer.before_begin"_s};
    Result<void> begun = transaction.begin();
    for (int attempt = 1; !begun && begun.error().code == ErrorCode::Busy
         && attempt < kBeginAttempts && !m_cancelled.load();
         ++attempt)
        begun = transaction.begin();
    return begun;
}

Result<void> BatchCommitter::commitAll(std::span<WriteRequest> requests,
                                       std::span<EventOutcome> outcomes, ChangeSet &changes)
{
    ImmediateTransaction transaction(m_database);
    if (Result<void> begun = begin(transaction); !begun)
        return begun;
    if (faultAt("writer.after_begin"))
        return Error{ErrorCode::StorageFull, u"failpoint writer.after_begin"_s};
    for (std::size_t i = 0; i < requests.size(); ++i) {
        Result<EventOutcome> outcome = settle(requests[i].event, changes);
        if (!outcome)
            return outcome.error();
        outcomes[i] = std::move(outcome).value();
        if (faultAt("writer.between_savepoints"))
            return Error{ErrorCode::StorageFull, u"failpoint writer.between_savepoints"_s};
    }
    if (faultAt("writer.before_commit"))
        return Error{ErrorCode::StorageFull, u"failpoint writer.before_commit"_s};
    return transaction.commit();
}

// An error of settle() means that the transaction is lost.
Result<EventOutcome> BatchCommitter::settle(const IncomingEvent &event, ChangeSet &changes)
{
    if (!event.deadLetterReason.isEmpty())
        return bury(event, event.deadLetterReason, changes);
    Savepoint savepoint(m_database);
    if (Result<void> begun = savepoint.begin(); !begun)
        return begun.error();
    ChangeSet ofThis;
    Result<EventOutcome> outcome = store(event, ofThis);
    if (outcome) {
        if (Result<void> released = savepoint.release(); !released)
            return released.error();
        if (outcome->kind == EventOutcome::Kind::Stored)
            m_log.advance();
        changes.merge(ofThis);
        return outcome;
    }
    m_projector.forget(keyOf(event));
    if (Result<void> undone = savepoint.rollback(); !undone)
        return outcome.error();
    // The transaction stands, but the disk or the lock is at fault, not the event.
    if (isOfStorage(outcome.error().code))
        return outcome.error();
    return bury(event, outcome.error().text, changes);
}

Result<EventOutcome> BatchCommitter::store(const IncomingEvent &event, ChangeSet &changes)
{
    const SessionKey key = keyOf(event);
    Result<SessionRef> ref = m_projector.refOf(key);
    if (!ref)
        return ref.error();
    const qint64 seq = m_log.nextSeq();
    Result<bool> appended = m_log.append(event, *ref);
    if (!appended)
        return appended.error();
    if (!*appended) {
        m_projector.forget(key); // it may have been made for this event alone
        Result<std::optional<qint64>> first = m_log.find(event.envelope.eventId);
        if (!first)
            return first.error();
        return EventOutcome{EventOutcome::Kind::Duplicate, first->value_or(0), {}};
    }
    Result<Changes> projected = m_projector.project(key, entryOf(event, seq));
    if (!projected)
        return projected.error();
    if (Result<void> queued = queueNotices(m_database, *projected, event.envelope.receivedAtMs);
        !queued)
        return queued.error();
    changes.add(*projected);
    ++changes.events;
    return EventOutcome{EventOutcome::Kind::Stored, seq, {}};
}

Result<EventOutcome> BatchCommitter::bury(const IncomingEvent &event, const QString &error,
                                          ChangeSet &changes)
{
    Result<bool> isNew = m_log.bury(event, error);
    if (!isNew)
        return isNew.error();
    if (*isNew)
        ++changes.deadLetters;
    return EventOutcome{EventOutcome::Kind::DeadLetter, 0, error};
}

Result<ChangeSet> BatchCommitter::transact(const Work &work)
{
    ImmediateTransaction transaction(m_database);
    Result<ChangeSet> changes = [&]() -> Result<ChangeSet> {
        if (Result<void> begun = begin(transaction); !begun)
            return begun.error();
        return work(m_database, m_log, m_projector);
    }();
    if (changes) {
        if (Result<void> committed = transaction.commit(); !committed)
            changes = committed.error();
    }
    if (!changes) {
        transaction.rollback();
        startOver();
        return changes;
    }
    m_committedSeq = m_log.lastSeq();
    changes->lastSeq = m_committedSeq;
    return changes;
}

} // namespace dogwatch
