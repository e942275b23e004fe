// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/eventlog.h"

#include "store/database.h"
#include "store/redactioncount.h"
#include "store/statement.h"

namespace dogwatch {

namespace {

constexpr char kLast[] = "SELECT ifnull(max(seq), 0) FROM event";

constexpr char kAppend[] = R"(
    INSERT INTO event (seq, event_id, session_ref, source, origin, type, agent_id, tool_use_id,
        tool_name, prompt_id, cwd, occurred_at, received_at, agent_pid, agent_started_at, tty,
        terminal, payload_encoding, payload, payload_check)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (event_id) DO NOTHING)";

constexpr char kFind[] = "SELECT seq FROM event WHERE event_id = ?";

constexpr char kObserve[] = R"(
    INSERT INTO observation (after_seq, session_ref, kind, observed_at, body)
    VALUES (?, ?, ?, ?, ?))";

constexpr char kBury[] = R"(
    INSERT INTO dead_letter (event_id, source, origin, occurred_at, received_at, agent_pid,
        agent_started_at, tty, terminal, error, payload)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (event_id) DO NOTHING)";

} // namespace

EventLog::EventLog(Database &database)
    : m_database(database)
{ }

Result<void> EventLog::resume()
{
    Statement last(m_database, kLast);
    Result<bool> row = last.next();
    if (!row)
        return row.error();
    m_lastSeq = *row ? last.integer(0) : 0;
    return {};
}

Result<bool> EventLog::append(const IncomingEvent &event, SessionRef session)
{
    const Envelope &envelope = event.envelope;
    const Report &report = event.report;
    Statement append(m_database, kAppend);
    append.bind(nextSeq())
        .bind(envelope.eventId)
        .bind(static_cast<qint64>(session))
        .bind(sourceName(envelope.source))
        .bind(originName(envelope.origin))
        .bind(event.type)
        .bindOrNull(report.agentId)
        .bindOrNull(report.toolUseId)
        .bindOrNull(report.toolName)
        .bindOrNull(report.promptId)
        .bindOrNull(report.cwd)
        .bind(envelope.occurredAtMs)
        .bind(envelope.receivedAtMs)
        .bind(envelope.process.pid)
        .bind(envelope.process.startedAtMs)
        .bindOrNull(envelope.tty)
        .bindOrNull(envelope.terminal)
        .bind(static_cast<qint64>(event.encoding))
        .bind(event.stored)
        .bind(static_cast<qint64>(event.check));
    if (Result<void> done = append.run(); !done)
        return done.error();
    const bool isNew = append.changedRows() == 1;
    if (Result<void> counted =
            isNew ? countRedactions(m_database, event.redactions) : Result<void>();
        !counted)
        return counted.error();
    return isNew;
}

Result<std::optional<qint64>> EventLog::find(const QString &eventId)
{
    Statement find(m_database, kFind);
    Result<bool> row = find.bind(eventId).next();
    if (!row)
        return row.error();
    return *row ? std::optional(find.integer(0)) : std::nullopt;
}

Result<void> EventLog::appendObservation(const Entry &entry, SessionRef session,
                                         const QByteArray &body)
{
    Statement observe(m_database, kObserve);
    return observe.bind(m_lastSeq)
        .bind(static_cast<qint64>(session))
        .bind(entry.type)
        .bind(entry.envelope.receivedAtMs)
        .bind(body)
        .run();
}

Result<bool> EventLog::bury(const IncomingEvent &event, const QString &error)
{
    Result<QByteArray> payload = unpackPayload(event.encoding, event.stored);
    if (!payload)
        return payload.error();
    const Envelope &envelope = event.envelope;
    Statement bury(m_database, kBury);
    bury.bind(envelope.eventId)
        .bind(event.unknownSource.isEmpty() ? sourceName(envelope.source) : event.unknownSource)
        .bind(originName(envelope.origin))
        .bind(envelope.occurredAtMs)
        .bind(envelope.receivedAtMs)
        .bind(envelope.process.pid)
        .bind(envelope.process.startedAtMs)
        .bindOrNull(envelope.tty)
        .bindOrNull(envelope.terminal)
        .bind(error)
        .bind(*payload);
    if (Result<void> done = bury.run(); !done)
        return done.error();
    const bool isNew = bury.changedRows() == 1;
    if (Result<void> counted =
            isNew ? countRedactions(m_database, event.redactions) : Result<void>();
        !counted)
        return counted.error();
    return isNew;
}

} // namespace dogwatch
