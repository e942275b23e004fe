// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/entrytable.h"

#include "store/database.h"
#include "store/statement.h"

namespace dogwatch {

namespace {

constexpr char kInsert[] = R"(
    INSERT INTO transcript_entry (session_ref, uuid, block, parent_uuid, agent_id, kind, at,
        prompt_id, message_id, tool_use_id, tool_name, model, failed, text_id, line_at,
        line_length, body_encoding, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (session_ref, uuid, block) DO NOTHING)";

constexpr char kKnown[] = R"(
    SELECT id, kind, body_encoding, body, text_id, line_at FROM transcript_entry
    WHERE session_ref = ? AND uuid = ? AND block = ?)";

constexpr char kMove[] =
    "UPDATE transcript_entry SET text_id = ?, line_at = ?, line_length = ? WHERE id = ?";

constexpr char kReplace[] = R"(
    UPDATE transcript_entry SET parent_uuid = ?, agent_id = ?, kind = ?, at = ?, prompt_id = ?,
        message_id = ?, tool_use_id = ?, tool_name = ?, model = ?, failed = ?, text_id = ?,
        line_at = ?, line_length = ?, body_encoding = ?, body = ?
    WHERE id = ?)";

constexpr char kLink[] = R"(
    INSERT INTO transcript_link (session_ref, uuid, parent_uuid, agent_id) VALUES (?, ?, ?, ?)
    ON CONFLICT (session_ref, uuid) DO NOTHING)";

constexpr char kStand[] = R"(
    INSERT INTO transcript_session (session_ref, title_rank, leaf_uuid, reported_cost)
    VALUES (?, 0, ?, ?)
    ON CONFLICT (session_ref) DO UPDATE SET
        leaf_uuid = CASE excluded.leaf_uuid WHEN '' THEN leaf_uuid ELSE excluded.leaf_uuid END,
        reported_cost = max(ifnull(excluded.reported_cost, reported_cost),
                            ifnull(reported_cost, excluded.reported_cost)))";

constexpr char kAgentOfEntry[] = "SELECT agent_id FROM transcript_entry WHERE session_ref = ? AND "
                                 "uuid = ? ORDER BY block LIMIT 1";
constexpr char kAgentOfLink[] =
    "SELECT agent_id FROM transcript_link WHERE session_ref = ? AND uuid = ?";

// Everything but the key and the place.
void bindContent(Statement &statement, const TranscriptPiece &piece, const QByteArray &agent)
{
    statement.bindUtf8(piece.parentUuid).bindUtf8(agent).bind(static_cast<int>(piece.kind));
    statement.bind(piece.atMs).bindUtf8(piece.promptId).bindUtf8(piece.messageId);
    statement.bindUtf8(piece.toolUseId).bindUtf8(piece.toolName).bindUtf8(piece.model);
    statement.bind(piece.failed);
}

} // namespace

EntryTable::EntryTable(Database &database, qint64 textId)
    : m_database(database)
    , m_textId(textId)
{ }

Result<std::vector<EntryTable::Fresh>> EntryTable::take(const TranscriptSlice &slice,
                                                        const RefOf &refOf)
{
    std::vector<Fresh> fresh;
    const TranscriptTexts &texts = slice.findings.texts;
    // In the order of their lines, each of which follows on one before it.
    auto link = texts.links.cbegin();
    for (std::size_t i = 0; i <= texts.pieces.size(); ++i) {
        const bool isEnd = i == texts.pieces.size();
        for (; link != texts.links.cend() && (isEnd || link->lineAt < texts.pieces[i].lineAt);
             ++link) {
            Result<SessionRef> session = ref(link->sessionId, refOf);
            if (!session)
                return session.error();
            if (Result<void> taken = takeLink(*link, *session); !taken)
                return taken.error();
        }
        if (isEnd)
            break;
        const TranscriptPiece &piece = texts.pieces[i];
        Result<SessionRef> session = ref(piece.sessionId, refOf);
        if (!session)
            return session.error();
        Result<QByteArray> agent =
            agentOf(piece.agentId, piece.sidechain, piece.uuid, piece.parentUuid, *session);
        if (!agent)
            return agent.error();
        Result<bool> isNew = takePiece(piece, slice.bodies[i], *agent, *session);
        if (!isNew)
            return isNew.error();
        if (*isNew)
            fresh.push_back({i, std::move(agent).value()});
    }
    return fresh;
}

Result<SessionRef> EntryTable::ref(const QByteArray &session, const RefOf &refOf)
{
    if (const auto known = m_refs.constFind(session); known != m_refs.cend())
        return *known;
    Result<SessionRef> found = refOf(session);
    if (found)
        m_refs.insert(session, *found);
    return found;
}

Result<bool> EntryTable::takePiece(const TranscriptPiece &piece, const PackedBody &body,
                                   const QByteArray &agent, SessionRef session)
{
    {
        Statement insert(m_database, kInsert);
        insert.bind(static_cast<qint64>(session)).bindUtf8(piece.uuid).bind(piece.block);
        bindContent(insert, piece, agent);
        insert.bind(m_textId).bind(piece.lineAt).bind(piece.lineLength);
        insert.bind(static_cast<int>(body.encoding)).bind(body.bytes);
        if (Result<void> done = insert.run(); !done)
            return done.error();
        if (insert.changedRows() > 0)
            return true;
    }
    if (Result<void> known = takeKnown(piece, body, agent, session); !known)
        return known.error();
    return false;
}

// Of two lines with one name that say different things the same one is kept, whichever comes first.
Result<void> EntryTable::takeKnown(const TranscriptPiece &piece, const PackedBody &body,
                                   const QByteArray &agent, SessionRef session)
{
    qint64 id = 0;
    bool isBetter = false;
    {
        Statement known(m_database, kKnown);
        known.bind(static_cast<qint64>(session)).bindUtf8(piece.uuid).bind(piece.block);
        Result<bool> row = known.next();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        id = known.integer(0);
        const auto order = std::tuple(known.integer(1), known.integer(2), known.blob(3));
        const auto offered = std::tuple(static_cast<qint64>(piece.kind),
                                        static_cast<qint64>(body.encoding), body.bytes);
        isBetter = offered > order;
        if (offered == order && known.integer(4) == m_textId && known.integer(5) == piece.lineAt)
            return {};
        if (offered < order)
            return {};
    }
    if (!isBetter) {
        Statement move(m_database, kMove);
        return move.bind(m_textId).bind(piece.lineAt).bind(piece.lineLength).bind(id).run();
    }
    Statement replace(m_database, kReplace);
    bindContent(replace, piece, agent);
    replace.bind(m_textId).bind(piece.lineAt).bind(piece.lineLength);
    return replace.bind(static_cast<int>(body.encoding)).bind(body.bytes).bind(id).run();
}

Result<void> EntryTable::takeLink(const LineLink &link, SessionRef session)
{
    Result<QByteArray> agent =
        agentOf(link.agentId, link.sidechain, link.uuid, link.parentUuid, session);
    if (!agent)
        return agent.error();
    Statement insert(m_database, kLink);
    insert.bind(static_cast<qint64>(session)).bindUtf8(link.uuid).bindUtf8(link.parentUuid);
    return insert.bindUtf8(*agent).run();
}

Result<void> noteStand(Database &database, const SessionStand &stand, SessionRef session)
{
    Statement set(database, kStand);
    set.bind(static_cast<qint64>(session)).bindUtf8(stand.leafUuid);
    return set.bind(stand.reportedCost).run();
}

// In old versions the lines of a subagent stand among the others and do not name it: it is that of
// the line before, and the first line gives it its name.
Result<QByteArray> EntryTable::agentOf(const QByteArray &named, bool sidechain,
                                       const QByteArray &uuid, const QByteArray &parent,
                                       SessionRef session)
{
    if (!named.isEmpty() || !sidechain)
        return named;
    QByteArray agent = m_unnamed.value({session, parent});
    for (const char *sql : {kAgentOfEntry, kAgentOfLink}) {
        if (parent.isEmpty() || !agent.isEmpty())
            break;
        Statement select(m_database, sql);
        Result<bool> row = select.bind(static_cast<qint64>(session)).bindUtf8(parent).next();
        if (!row)
            return row.error();
        if (*row)
            agent = select.text(0).toUtf8();
    }
    if (agent.isEmpty())
        agent = "side-" + uuid;
    m_unnamed.insert({session, uuid}, agent);
    return agent;
}

} // namespace dogwatch
