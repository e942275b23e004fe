// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/rebuild.h"

#include "agents/adapter.h"
#include "store/database.h"
#include "store/eventlog.h"
#include "store/incomingevent.h"
#include "store/observation.h"
#include "store/projector.h"
#include "store/retention.h"
#include "store/searchindex.h"
#include "store/statement.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <vector>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kChunk = 1000;

// Read in chunks, because a query that is left open across writes would see them.
constexpr char kEvents[] = R"(
    SELECT seq, event_id, source, origin, type, occurred_at, received_at, agent_pid,
        agent_started_at, tty, terminal, payload_encoding, payload, session_ref, payload_check
    FROM event WHERE seq > ? ORDER BY seq LIMIT ?)";

constexpr char kObservations[] = R"(
    SELECT id, after_seq, session_ref, kind, observed_at, body FROM observation
    WHERE after_seq <= ? AND (after_seq, id) > (?, ?) ORDER BY after_seq, id LIMIT ?)";

struct LoggedEvent
{
    Entry entry;
    SessionKey key;
    SessionRef ref{};
};

struct LoggedObservation
{
    Entry entry;
    qint64 id = 0;
    SessionRef ref{};
};

Result<LoggedEvent> readLoggedEvent(const Statement &row)
{
    LoggedEvent event;
    Envelope &envelope = event.entry.envelope;
    event.entry.seq = row.integer(0);
    envelope.eventId = row.text(1);
    envelope.source = sourceFromName(row.text(2)).value_or(Source::Generic);
    envelope.origin = originFromName(row.text(3)).value_or(Origin::Hook);
    envelope.occurredAtMs = row.integer(5);
    envelope.receivedAtMs = row.integer(6);
    envelope.process = {row.optionalInteger(7), row.optionalInteger(8)};
    envelope.tty = row.text(9);
    envelope.terminal = row.blob(10);
    Result<QByteArray> payload =
        checkedPayload(envelope.eventId, static_cast<PayloadEncoding>(row.integer(11)),
                       row.blob(12), row.optionalInteger(14));
    // It was within all limits when it came in, so only damage can make it unreadable now.
    const QJsonDocument document = payload ? QJsonDocument::fromJson(*payload) : QJsonDocument();
    if (!document.isObject())
        return Error{ErrorCode::Corrupt,
                     u"the payload of event %1 is damaged"_s.arg(event.entry.seq)};
    Decoded decoded = decode(envelope.source, document.object());
    event.entry.type = std::move(decoded.type);
    event.entry.report = std::move(decoded.report);
    event.key = {envelope.source, event.entry.report.sessionId};
    event.ref = SessionRef{row.integer(13)};
    return event;
}

Result<std::vector<LoggedEvent>> readEvents(Database &database, qint64 after)
{
    std::vector<LoggedEvent> events;
    Statement select(database, kEvents);
    select.bind(after).bind(kChunk);
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return events;
        Result<LoggedEvent> event = readLoggedEvent(select);
        if (!event)
            return event.error();
        events.push_back(std::move(event).value());
    }
}

Result<std::vector<LoggedObservation>> readObservations(Database &database, qint64 upToSeq,
                                                        const LoggedObservation &last)
{
    std::vector<LoggedObservation> observations;
    Statement select(database, kObservations);
    select.bind(upToSeq).bind(last.entry.seq).bind(last.id).bind(kChunk);
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return observations;
        LoggedObservation observation;
        observation.id = select.integer(0);
        observation.ref = SessionRef{select.integer(2)};
        observation.entry = observationEntry(select.text(3), select.integer(4), select.blob(5));
        observation.entry.seq = select.integer(1);
        observations.push_back(std::move(observation));
    }
}

// One pass over the log.
class Replay
{
public:
    Replay(Database &database, Projector &projector, qint64 keptUpTo)
        : m_database(database)
        , m_projector(projector)
        , m_keptUpTo(keptUpTo)
    { }

    Result<void> run()
    {
        while (true) {
            Result<std::vector<LoggedEvent>> events = readEvents(m_database, m_lastSeq);
            if (!events)
                return events.error();
            if (events->empty())
                return foldObservations(m_lastSeq);
            for (const LoggedEvent &event : *events) {
                if (Result<void> folded = fold(event); !folded)
                    return folded;
            }
        }
    }

private:
    Result<void> fold(const LoggedEvent &event)
    {
        if (Result<void> earlier = foldObservations(event.entry.seq - 1); !earlier)
            return earlier;
        m_lastSeq = event.entry.seq;
        if (isKept(event.ref))
            return {};
        Result<Changes> changes = m_projector.project(event.key, event.entry);
        if (!changes)
            return changes.error();
        if (changes->session.ref != event.ref)
            return Error{
                ErrorCode::Corrupt,
                u"event %1 belongs to another session than the log says"_s.arg(event.entry.seq)};
        m_keys.insert(event.ref, event.key);
        return {};
    }

    Result<void> fold(const LoggedObservation &observation)
    {
        m_lastObservation = observation;
        if (isKept(observation.ref))
            return {};
        // One that no event was before has brought its session into the store and names it.
        if (!m_keys.contains(observation.ref))
            m_keys.insert(observation.ref,
                          {observation.entry.envelope.source, observation.entry.report.sessionId});
        Result<Changes> changes =
            m_projector.project(m_keys.value(observation.ref), observation.entry);
        if (!changes)
            return changes.error();
        if (changes->session.ref != observation.ref)
            return Error{ErrorCode::Corrupt,
                         u"an observation belongs to another session than the log says"_s};
        return {};
    }

    // What is there of such a session can't be made anew: the beginning of its log was removed.
    bool isKept(SessionRef ref) const { return static_cast<qint64>(ref) <= m_keptUpTo; }

    Result<void> foldObservations(qint64 upToSeq)
    {
        while (true) {
            Result<std::vector<LoggedObservation>> found =
                readObservations(m_database, upToSeq, m_lastObservation);
            if (!found)
                return found.error();
            if (found->empty())
                return {};
            for (const LoggedObservation &observation : *found) {
                if (Result<void> folded = fold(observation); !folded)
                    return folded;
            }
        }
    }

    Database &m_database;
    Projector &m_projector;
    const qint64 m_keptUpTo;
    QHash<SessionRef, SessionKey> m_keys;
    qint64 m_lastSeq = 0;
    LoggedObservation m_lastObservation;
};

} // namespace

Result<ChangeSet> rebuildProjections(Database &database, EventLog &log, Projector &projector)
{
    Q_UNUSED(log)
    const Result<qint64> keptUpTo = lastTrimmedSession(database);
    if (!keptUpTo)
        return keptUpTo.error();
    if (Result<void> cleared = projector.clear(*keptUpTo); !cleared)
        return cleared.error();
    if (Result<void> replayed = Replay(database, projector, *keptUpTo).run(); !replayed)
        return replayed.error();
    ChangeSet changes;
    changes.rebuilt = true;
    return changes;
}

Result<ChangeSet> rebuildSearch(Database &database, EventLog &, Projector &)
{
    if (Result<void> cleared = clearSearchIndex(database); !cleared)
        return cleared.error();
    return ChangeSet();
}

} // namespace dogwatch
