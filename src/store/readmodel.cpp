// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/readmodel.h"

#include "store/database.h"
#include "store/incomingevent.h"
#include "store/migrations.h"
#include "store/records.h"
#include "store/redactioncount.h"

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kCounts[] = R"(
    SELECT (SELECT ifnull(sum(events), 0) FROM session),
           (SELECT ifnull(max(seq), 0) FROM event),
           (SELECT count(*) FROM session WHERE provisional = 0 AND parent_ref IS NULL),
           (SELECT ifnull(sum(agents), 0) FROM session WHERE provisional = 0),
           (SELECT ifnull(sum(tool_calls), 0) FROM session WHERE provisional = 0),
           (SELECT count(*) FROM dead_letter),
           (SELECT count(*) FROM attention_item WHERE resolved_at IS NULL),
           (SELECT ifnull(sum(events), 0) FROM gap),
           (SELECT max(last_at) FROM gap),
           (SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()))";

constexpr char kSessions[] = "SELECT " DOGWATCH_SESSION_COLUMNS R"( FROM session
    WHERE (? = 0 OR status NOT IN ('ended', 'lost')) AND (? <> 0 OR provisional = 0)
    ORDER BY last_event_at DESC, ref DESC LIMIT ?)";

constexpr char kSessionById[] = "SELECT " DOGWATCH_SESSION_COLUMNS R"( FROM session
    WHERE id = ?1 AND (?2 IS NULL OR source = ?2) ORDER BY last_event_at DESC LIMIT 1)";

constexpr char kSourcesOfSession[] = "SELECT source FROM session WHERE id = ? ORDER BY source";

constexpr char kSessionByRef[] = "SELECT " DOGWATCH_SESSION_COLUMNS " FROM session WHERE ref = ?";

constexpr char kAgents[] = "SELECT " DOGWATCH_AGENT_COLUMNS R"( FROM agent
    WHERE session_ref = ? ORDER BY first_event_at, id)";

constexpr char kCallsOfSession[] = "SELECT " DOGWATCH_TOOL_CALL_COLUMNS R"( FROM tool_call
    WHERE session_ref = ? ORDER BY seq, id LIMIT ?)";

constexpr char kAllCalls[] = "SELECT " DOGWATCH_TOOL_CALL_COLUMNS R"( FROM tool_call
    ORDER BY session_ref, seq, id LIMIT ?)";

constexpr char kTurns[] = "SELECT " DOGWATCH_TURN_COLUMNS R"( FROM turn
    WHERE session_ref = ? ORDER BY seq)";

constexpr char kAttention[] = "SELECT " DOGWATCH_ATTENTION_COLUMNS R"( FROM attention_item
    WHERE resolved_at IS NULL
    ORDER BY CASE WHEN kind IN ('permission', 'question') THEN 0 WHEN kind = 'failed' THEN 1
        WHEN kind IN ('stalled', 'overload') THEN 2 ELSE 3 END, since, id)";

constexpr char kPayload[] =
    "SELECT payload_encoding, payload, payload_check, event_id FROM event WHERE seq = ?";

// The log is very nearly in order of time, so the rows of the last minutes are its last ones; the
// bound by seq keeps this from being a scan.
constexpr char kSeqBefore[] =
    "SELECT received_at FROM event WHERE seq <= ? ORDER BY seq DESC LIMIT 1";

constexpr char kActivity[] = R"(
    SELECT session_ref, received_at / ? AS slot, count(*) FROM event
    WHERE seq > ? AND received_at >= ?
    GROUP BY session_ref, slot ORDER BY session_ref, slot)";

constexpr char kDeadLetters[] = R"(
    SELECT id, event_id, source, origin, received_at, error, payload FROM dead_letter
    ORDER BY id DESC LIMIT ?)";

#define DOGWATCH_EVENT_COLUMNS                                                                     \
    "event.seq, event.event_id, event.source, event.origin, event.type, session.id, "              \
    "event.agent_id, event.tool_use_id, event.tool_name, event.occurred_at, event.received_at"

// One constant for each shape, because each wants another way through the indexes.
constexpr char kEventsUp[] = "SELECT " DOGWATCH_EVENT_COLUMNS R"(
    FROM event JOIN session ON session.ref = event.session_ref
    WHERE event.seq > ? AND event.seq < ? AND (? IS NULL OR ifnull(event.agent_id, '') = ?)
    ORDER BY event.seq LIMIT ?)";
constexpr char kEventsDown[] = "SELECT " DOGWATCH_EVENT_COLUMNS R"(
    FROM event JOIN session ON session.ref = event.session_ref
    WHERE event.seq > ? AND event.seq < ? AND (? IS NULL OR ifnull(event.agent_id, '') = ?)
    ORDER BY event.seq DESC LIMIT ?)";
constexpr char kSessionEventsUp[] = "SELECT " DOGWATCH_EVENT_COLUMNS R"(
    FROM event JOIN session ON session.ref = event.session_ref
    WHERE event.session_ref = ? AND event.seq > ? AND event.seq < ?
        AND (? IS NULL OR ifnull(event.agent_id, '') = ?)
    ORDER BY event.seq LIMIT ?)";
constexpr char kSessionEventsDown[] = "SELECT " DOGWATCH_EVENT_COLUMNS R"(
    FROM event JOIN session ON session.ref = event.session_ref
    WHERE event.session_ref = ? AND event.seq > ? AND event.seq < ?
        AND (? IS NULL OR ifnull(event.agent_id, '') = ?)
    ORDER BY event.seq DESC LIMIT ?)";

Source readSource(const Statement &row)
{
    return sourceFromName(row.text(0)).value_or(Source::Generic);
}

EventRow readEvent(const Statement &row)
{
    EventRow event;
    int c = 0;
    event.seq = row.integer(c++);
    event.eventId = row.text(c++);
    event.source = sourceFromName(row.text(c++)).value_or(Source::Generic);
    event.origin = originFromName(row.text(c++)).value_or(Origin::Hook);
    event.type = row.text(c++);
    event.sessionId = row.text(c++);
    event.agentId = row.text(c++);
    event.toolUseId = row.text(c++);
    event.toolName = row.text(c++);
    event.occurredAtMs = row.integer(c++);
    event.receivedAtMs = row.integer(c++);
    return event;
}

DeadLetter readDeadLetter(const Statement &row)
{
    return {row.integer(0), row.text(1),
            row.text(2),    originFromName(row.text(3)).value_or(Origin::Hook),
            row.integer(4), row.text(5),
            row.blob(6)};
}

template<class Row>
Result<std::vector<Row>> readAll(Statement &statement, Row (*read)(const Statement &))
{
    std::vector<Row> rows;
    while (true) {
        Result<bool> row = statement.next();
        if (!row)
            return row.error();
        if (!*row)
            return rows;
        rows.push_back(read(statement));
    }
}

template<class Row>
Result<std::optional<Row>> readOne(Statement &statement, Row (*read)(const Statement &))
{
    Result<bool> row = statement.next();
    if (!row)
        return row.error();
    return *row ? std::optional(read(statement)) : std::nullopt;
}

// The last seq that was received before `sinceMs`, by bisection over the primary key.
Result<qint64> lastSeqBefore(Database &database, qint64 sinceMs, qint64 lastSeq)
{
    qint64 low = 0;
    qint64 high = lastSeq;
    while (low < high) {
        const qint64 middle = low + (high - low + 1) / 2;
        Statement probe(database, kSeqBefore);
        Result<bool> row = probe.bind(middle).next();
        if (!row)
            return row.error();
        if (*row && probe.integer(0) >= sinceMs)
            high = middle - 1;
        else
            low = middle;
    }
    return low;
}

} // namespace

Result<StoreCounts> storeCounts(Database &database)
{
    Statement select(database, kCounts);
    Result<bool> row = select.next();
    if (!row)
        return row.error();
    StoreCounts counts;
    counts.events = select.integer(0);
    counts.lastSeq = select.integer(1);
    counts.sessions = select.integer(2);
    counts.agents = select.integer(3);
    counts.toolCalls = select.integer(4);
    counts.deadLetters = select.integer(5);
    counts.openAttention = select.integer(6);
    counts.lostEvents = select.integer(7);
    counts.lastLostAtMs = select.optionalInteger(8);
    counts.sizeBytes = select.integer(9);
    counts.schemaVersion = kSchemaVersion;
    Result<RedactionTally> redactions = redactionCounts(database);
    if (!redactions)
        return redactions.error();
    counts.redactions = std::move(redactions).value();
    return counts;
}

Result<std::vector<Session>> sessions(Database &database, const SessionQuery &query)
{
    Statement select(database, kSessions);
    select.bind(query.activeOnly).bind(query.withProvisional).bind(query.limit);
    return readAll(select, readSession);
}

Result<std::optional<Session>> sessionById(Database &database, const QString &id,
                                           std::optional<Source> source)
{
    Statement select(database, kSessionById);
    select.bind(id).bindOrNull(source ? sourceName(*source) : QString());
    return readOne(select, readSession);
}

Result<std::vector<Source>> sourcesOfSession(Database &database, const QString &id)
{
    Statement select(database, kSourcesOfSession);
    return readAll(select.bind(id), readSource);
}

Result<std::optional<Session>> sessionByRef(Database &database, SessionRef ref)
{
    Statement select(database, kSessionByRef);
    return readOne(select.bind(static_cast<qint64>(ref)), readSession);
}

Result<std::vector<Agent>> agentsOf(Database &database, SessionRef session)
{
    Result<std::optional<Session>> owner = sessionByRef(database, session);
    if (!owner)
        return owner.error();
    if (!*owner)
        return Error{ErrorCode::NotFound, u"no such session"_s};
    Statement select(database, kAgents);
    Result<std::vector<Agent>> agents =
        readAll(select.bind(static_cast<qint64>(session)), readAgent);
    if (agents)
        agents->insert(agents->begin(), mainAgentOf(**owner));
    return agents;
}

Result<std::vector<ToolCall>> toolCalls(Database &database, std::optional<SessionRef> session,
                                        int limit)
{
    if (session) {
        Statement select(database, kCallsOfSession);
        return readAll(select.bind(static_cast<qint64>(*session)).bind(limit), readToolCall);
    }
    Statement select(database, kAllCalls);
    return readAll(select.bind(limit), readToolCall);
}

Result<std::vector<Turn>> turnsOf(Database &database, SessionRef session)
{
    Statement select(database, kTurns);
    return readAll(select.bind(static_cast<qint64>(session)), readTurn);
}

Result<std::vector<AttentionItem>> openAttention(Database &database)
{
    Statement select(database, kAttention);
    return readAll(select, readAttentionItem);
}

Result<std::vector<EventRow>> events(Database &database, const EventQuery &query)
{
    const char *sql = query.newestFirst ? kEventsDown : kEventsUp;
    if (query.session)
        sql = query.newestFirst ? kSessionEventsDown : kSessionEventsUp;
    Statement select(database, sql);
    if (query.session)
        select.bind(static_cast<qint64>(*query.session));
    select.bind(query.afterSeq).bind(query.beforeSeq.value_or(std::numeric_limits<qint64>::max()));
    if (query.agentId)
        select.bind(*query.agentId).bind(*query.agentId);
    else
        select.bindOrNull(QString()).bindOrNull(QString());
    return readAll(select.bind(query.limit), readEvent);
}

Result<QByteArray> eventPayload(Database &database, qint64 seq)
{
    Statement select(database, kPayload);
    Result<bool> row = select.bind(seq).next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, u"there is no event %1"_s.arg(seq)};
    return checkedPayload(select.text(3), static_cast<PayloadEncoding>(select.integer(0)),
                          select.blob(1), select.optionalInteger(2));
}

Result<std::vector<ActivitySlot>> activitySince(Database &database, qint64 sinceMs, qint64 slotMs)
{
    Result<StoreCounts> counts = storeCounts(database);
    if (!counts)
        return counts.error();
    Result<qint64> before = lastSeqBefore(database, sinceMs, counts->lastSeq);
    if (!before)
        return before.error();
    Statement select(database, kActivity);
    select.bind(slotMs).bind(*before).bind(sinceMs);
    Result<std::vector<ActivitySlot>> slots =
        readAll<ActivitySlot>(select, [](const Statement &row) {
            return ActivitySlot{SessionRef{row.integer(0)}, row.integer(1), row.integer(2)};
        });
    if (!slots)
        return slots;
    for (ActivitySlot &slot : *slots)
        slot.slotStartMs *= slotMs;
    return slots;
}

Result<std::vector<DeadLetter>> deadLetters(Database &database, int limit)
{
    Statement select(database, kDeadLetters);
    return readAll(select.bind(limit), readDeadLetter);
}

} // namespace dogwatch
