// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deadletters.h"

#include "store/database.h"
#include "store/eventlog.h"
#include "store/outbox.h"
#include "store/projector.h"
#include "store/readmodel.h"
#include "store/statement.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kSelect[] = R"(
    SELECT id, event_id, source, origin, received_at, error, payload, occurred_at, agent_pid,
        agent_started_at, tty, terminal
    FROM dead_letter WHERE id = ?)";

constexpr char kDelete[] = "DELETE FROM dead_letter WHERE id = ?";

struct WholeLetter
{
    DeadLetter letter;
    std::optional<Source> source; // nothing where it is none that this version knows
    Envelope envelope;
};

Result<WholeLetter> read(Database &database, qint64 id)
{
    Statement select(database, kSelect);
    Result<bool> row = select.bind(id).next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, u"there is no dead letter %1"_s.arg(id)};
    WholeLetter whole;
    DeadLetter &letter = whole.letter;
    letter.id = select.integer(0);
    letter.eventId = select.text(1);
    letter.source = select.text(2);
    letter.origin = originFromName(select.text(3)).value_or(Origin::Hook);
    letter.receivedAtMs = select.integer(4);
    letter.error = select.text(5);
    letter.payload = select.blob(6);
    whole.source = sourceFromName(letter.source);
    whole.envelope = {letter.eventId,      whole.source.value_or(Source::Generic),
                      letter.origin,       select.integer(7),
                      letter.receivedAtMs, {select.optionalInteger(8), select.optionalInteger(9)},
                      select.text(10),     select.blob(11)};
    return whole;
}

Result<Changes> putIntoLog(EventLog &log, Projector &projector, const IncomingEvent &event)
{
    const SessionKey key{event.envelope.source, event.report.sessionId};
    Result<SessionRef> ref = projector.refOf(key);
    if (!ref)
        return ref.error();
    const Entry entry{log.nextSeq(), event.envelope, event.type, event.report};
    Result<bool> appended = log.append(event, *ref);
    if (!appended)
        return appended.error();
    if (!*appended)
        return Error{ErrorCode::Conflict, u"the event is in the log already"_s};
    log.advance();
    return projector.project(key, entry);
}

} // namespace

Result<DeadLetter> deadLetterById(Database &database, qint64 id)
{
    Result<WholeLetter> whole = read(database, id);
    if (!whole)
        return whole.error();
    return whole->letter;
}

Result<ChangeSet> retryDeadLetter(Database &database, EventLog &log, Projector &projector,
                                  qint64 id, const StoragePolicy &policy)
{
    Result<WholeLetter> whole = read(database, id);
    if (!whole)
        return whole.error();
    if (!whole->source)
        return Error{ErrorCode::InvalidInput,
                     u"this version does not know the source '%1'"_s.arg(whole->letter.source)};
    Result<IncomingEvent> event = makeIncoming(whole->envelope, whole->letter.payload, policy);
    if (!event)
        return event.error();
    if (!event->deadLetterReason.isEmpty())
        return Error{ErrorCode::InvalidInput, event->deadLetterReason};
    Result<Changes> projected = putIntoLog(log, projector, *event);
    if (!projected)
        return projected.error();
    if (Result<void> queued = queueNotices(database, *projected, event->envelope.receivedAtMs);
        !queued)
        return queued.error();
    Result<ChangeSet> changes = discardDeadLetter(database, id);
    if (!changes)
        return changes;
    changes->add(*projected);
    ++changes->events;
    return changes;
}

Result<ChangeSet> discardDeadLetter(Database &database, qint64 id)
{
    Statement remove(database, kDelete);
    if (Result<void> done = remove.bind(id).run(); !done)
        return done.error();
    if (remove.changedRows() == 0)
        return Error{ErrorCode::NotFound, u"there is no dead letter %1"_s.arg(id)};
    return ChangeSet{};
}

} // namespace dogwatch
