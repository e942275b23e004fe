// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/agent.h"
#include "core/attentionitem.h"
#include "core/redaction.h"
#include "core/result.h"
#include "core/session.h"
#include "core/toolcall.h"
#include "core/turn.h"

#include <optional>
#include <vector>

namespace dogwatch {

class Database;

// The questions that the API, the command line and the window ask the store. Each is one short read
// on the given connection, in its thread; an error is never an empty answer.

struct EventRow
{
    qint64 seq = 0;
    QString eventId;
    Source source = Source::Generic;
    Origin origin = Origin::Hook;
    QString type;
    QString sessionId;
    QString agentId;
    QString toolUseId;
    QString toolName;
    qint64 occurredAtMs = 0;
    qint64 receivedAtMs = 0;
};

struct SessionQuery
{
    bool activeOnly = false; // neither ended nor lost
    bool withProvisional = false;
    int limit = 1000; // most recently active first
};

struct EventQuery
{
    std::optional<SessionRef> session;
    std::optional<QString> agentId;
    qint64 afterSeq = 0; // exclusive
    std::optional<qint64> beforeSeq; // exclusive
    bool newestFirst = false;
    int limit = 1000;
};

struct DeadLetter
{
    qint64 id = 0;
    QString eventId;
    QString source; // as its sender named it, perhaps none that is known
    Origin origin = Origin::Hook;
    qint64 receivedAtMs = 0;
    QString error;
    QByteArray payload;
};

struct StoreCounts
{
    qint64 events = 0;
    qint64 lastSeq = 0;
    qint64 sessions = 0;
    qint64 agents = 0;
    qint64 toolCalls = 0;
    qint64 deadLetters = 0;
    qint64 openAttention = 0;
    qint64 lostEvents = 0; // recorded as lost; what hooks noted since is not among them
    std::optional<qint64> lastLostAtMs;
    RedactionTally redactions; // secrets that were kept out of the store
    int schemaVersion = 0;
    qint64 sizeBytes = 0;
};

// Events of one session in one slot of time, for the sparklines.
struct ActivitySlot
{
    SessionRef session{};
    qint64 slotStartMs = 0;
    qint64 events = 0;
};

[[nodiscard]] Result<StoreCounts> storeCounts(Database &database);
[[nodiscard]] Result<std::vector<Session>> sessions(Database &database, const SessionQuery &query);
// By the agent's own id, of that source or of any; the most recent one where two kinds of agent use
// the same.
[[nodiscard]] Result<std::optional<Session>>
sessionById(Database &database, const QString &id, std::optional<Source> source = std::nullopt);
// Which kinds of agent have a session of that id.
[[nodiscard]] Result<std::vector<Source>> sourcesOfSession(Database &database, const QString &id);
[[nodiscard]] Result<std::optional<Session>> sessionByRef(Database &database, SessionRef ref);
// The main agent first, then in order of their first event.
[[nodiscard]] Result<std::vector<Agent>> agentsOf(Database &database, SessionRef session);
// In order of their first event.
[[nodiscard]] Result<std::vector<ToolCall>> toolCalls(Database &database,
                                                      std::optional<SessionRef> session, int limit);
[[nodiscard]] Result<std::vector<Turn>> turnsOf(Database &database, SessionRef session);
// Most urgent first, then longest waiting.
[[nodiscard]] Result<std::vector<AttentionItem>> openAttention(Database &database);
[[nodiscard]] Result<std::vector<EventRow>> events(Database &database, const EventQuery &query);
// As it came in. NotFound where there is no such event, Corrupt where what lies there is damaged.
[[nodiscard]] Result<QByteArray> eventPayload(Database &database, qint64 seq);
[[nodiscard]] Result<std::vector<ActivitySlot>> activitySince(Database &database, qint64 sinceMs,
                                                              qint64 slotMs);
[[nodiscard]] Result<std::vector<DeadLetter>> deadLetters(Database &database, int limit);

} // namespace dogwatch
