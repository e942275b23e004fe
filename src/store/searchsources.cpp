// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/searchsources.h"

#include "store/database.h"
#include "store/incomingevent.h"
#include "store/statement.h"

#include <QElapsedTimer>
#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

#define DOGWATCH_SEARCHED_EVENT                                                                    \
    "SELECT seq, session_ref, type, agent_id, tool_use_id, tool_name, prompt_id, occurred_at, "    \
    "event_id, payload_encoding, payload, payload_check FROM event "
#define DOGWATCH_SEARCHED_ENTRY                                                                    \
    "SELECT id, session_ref, uuid, block, agent_id, kind, at, prompt_id, tool_use_id, tool_name, " \
    "failed, body_encoding, body FROM transcript_entry "

constexpr char kEvents[] = DOGWATCH_SEARCHED_EVENT "WHERE seq > ? ORDER BY seq LIMIT ?";
constexpr char kEvent[] = DOGWATCH_SEARCHED_EVENT "WHERE seq = ?";
constexpr char kEntries[] = DOGWATCH_SEARCHED_ENTRY "WHERE id > ? ORDER BY id LIMIT ?";
constexpr char kEntry[] = DOGWATCH_SEARCHED_ENTRY "WHERE id = ?";

#undef DOGWATCH_SEARCHED_EVENT
#undef DOGWATCH_SEARCHED_ENTRY

using MaybeDoc = std::optional<SearchDoc>;

// A payload that is damaged has no text, and to say so is for those who read it.
Result<MaybeDoc> readEventDoc(const Statement &row)
{
    StoredEvent event;
    event.seq = row.integer(0);
    event.session = SessionRef{row.integer(1)};
    event.type = row.text(2);
    if (!mayHaveText(event.type))
        return MaybeDoc();
    event.agentId = row.text(3);
    event.toolUseId = row.text(4);
    event.toolName = row.text(5);
    event.promptId = row.text(6);
    event.atMs = row.integer(7);
    Result<QByteArray> payload =
        checkedPayload(row.text(8), static_cast<PayloadEncoding>(row.integer(9)), row.blob(10),
                       row.optionalInteger(11));
    if (!payload)
        return payload.error();
    return searchDocOf(event, QJsonDocument::fromJson(*payload).object());
}

Result<MaybeDoc> readEntryDoc(const Statement &row)
{
    StoredEntry entry;
    entry.id = row.integer(0);
    entry.session = SessionRef{row.integer(1)};
    entry.uuid = row.text(2);
    entry.block = row.integer(3);
    entry.agentId = row.text(4);
    entry.kind = static_cast<EntryKind>(row.integer(5));
    entry.atMs = row.integer(6);
    entry.promptId = row.text(7);
    entry.toolUseId = row.text(8);
    entry.toolName = row.text(9);
    entry.failed = row.integer(10) != 0;
    Result<QByteArray> body =
        unpackPayload(static_cast<PayloadEncoding>(row.integer(11)), row.blob(12));
    if (!body)
        return body.error();
    return searchDocOf(entry, QJsonDocument::fromJson(*body).object());
}

using Read = Result<MaybeDoc> (*)(const Statement &);

Result<SearchSources> readSlice(Database &database, const char *sql, qint64 after,
                                const SliceEnd &end, Read read)
{
    QElapsedTimer spent;
    spent.start();
    SearchSources sources;
    sources.readTo = after;
    qsizetype size = 0;
    Statement select(database, sql);
    select.bind(after).bind(end.rows);
    while (size < end.text && spent.elapsed() < end.ms) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            break;
        sources.readTo = select.integer(0);
        Result<MaybeDoc> doc = read(select);
        if (!doc || !*doc)
            continue;
        size += (*doc)->text.size();
        sources.docs.push_back(**std::move(doc));
    }
    return sources;
}

Result<SearchDoc> readOne(Database &database, const char *sql, qint64 id, Read read)
{
    Statement select(database, sql);
    Result<bool> row = select.bind(id).next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, u"it is not in the store any more"_s};
    Result<MaybeDoc> doc = read(select);
    if (!doc)
        return doc.error();
    if (!*doc)
        return Error{ErrorCode::NotFound, u"there is no text in it"_s};
    return **std::move(doc);
}

} // namespace

Result<SearchSources> searchDocsOfEvents(Database &database, qint64 after, const SliceEnd &end)
{
    return readSlice(database, kEvents, after, end, readEventDoc);
}

Result<SearchSources> searchDocsOfEntries(Database &database, qint64 after, const SliceEnd &end)
{
    return readSlice(database, kEntries, after, end, readEntryDoc);
}

Result<SearchDoc> searchDocOfEvent(Database &database, qint64 seq)
{
    return readOne(database, kEvent, seq, readEventDoc);
}

Result<SearchDoc> searchDocOfEntry(Database &database, qint64 id)
{
    return readOne(database, kEntry, id, readEntryDoc);
}

} // namespace dogwatch
