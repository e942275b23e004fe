// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/entriesmodel.h"

#include "agents/longtexts.h"
#include "store/database.h"
#include "store/incomingevent.h"
#include "store/statement.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

#define DOGWATCH_ENTRY_COLUMNS                                                                     \
    "id, session_ref, uuid, block, parent_uuid, agent_id, kind, at, prompt_id, message_id, "       \
    "tool_use_id, tool_name, model, failed, body_encoding, body"

// `kinds` is a set of bits.
constexpr char kEntriesUp[] = "SELECT " DOGWATCH_ENTRY_COLUMNS R"( FROM transcript_entry
    WHERE session_ref = ? AND (at, id) > (?, ?) AND (at, id) < (?, ?)
        AND (? IS NULL OR agent_id = ?) AND ((1 << kind) & ?) <> 0
    ORDER BY at, id LIMIT ?)";
constexpr char kEntriesDown[] = "SELECT " DOGWATCH_ENTRY_COLUMNS R"( FROM transcript_entry
    WHERE session_ref = ? AND (at, id) > (?, ?) AND (at, id) < (?, ?)
        AND (? IS NULL OR agent_id = ?) AND ((1 << kind) & ?) <> 0
    ORDER BY at DESC, id DESC LIMIT ?)";

constexpr char kEntry[] = "SELECT " DOGWATCH_ENTRY_COLUMNS R"( FROM transcript_entry
    WHERE id = ?)";

constexpr char kCall[] = "SELECT " DOGWATCH_ENTRY_COLUMNS R"( FROM transcript_entry
    WHERE session_ref = ? AND tool_use_id = ? AND kind = 4 ORDER BY id LIMIT 1)";

// An answer without a name of its own has that of its line.
constexpr char kMessage[] = R"(
    SELECT session_ref, agent_id, at, message_id,
        CASE WHEN message_id LIKE 'line:%' THEN substr(message_id, 6) ELSE message_id END
    FROM usage_message WHERE id = ?)";
constexpr char kOfMessage[] = "SELECT " DOGWATCH_ENTRY_COLUMNS R"( FROM transcript_entry
    WHERE session_ref = ? AND (message_id = ? OR uuid = ?) ORDER BY at, id LIMIT 1)";
constexpr char kLastBefore[] = "SELECT " DOGWATCH_ENTRY_COLUMNS R"( FROM transcript_entry
    WHERE session_ref = ? AND at <= ? AND agent_id = ? ORDER BY at DESC, id DESC LIMIT 1)";

constexpr char kPlace[] = R"(
    SELECT path, line_at, line_length, uuid FROM transcript_entry
    JOIN transcript_text ON transcript_text.id = text_id WHERE transcript_entry.id = ?)";

constexpr char kLeaf[] = "SELECT leaf_uuid FROM transcript_session WHERE session_ref = ?";

// 1 is a person's prompt.
constexpr char kThread[] = R"(
    SELECT uuid, parent_uuid, kind = 1 FROM transcript_entry
    WHERE session_ref = ? AND agent_id = '' ORDER BY at, id)";
constexpr char kLinks[] = R"(
    SELECT uuid, parent_uuid FROM transcript_link
    WHERE session_ref = ? AND agent_id = '' ORDER BY uuid)";

TranscriptEntry readEntry(const Statement &row)
{
    TranscriptEntry entry;
    int c = 0;
    entry.key.id = row.integer(c++);
    entry.session = SessionRef{row.integer(c++)};
    entry.uuid = row.text(c++);
    entry.block = static_cast<int>(row.integer(c++));
    entry.parentUuid = row.text(c++);
    entry.agentId = row.text(c++);
    entry.kind = static_cast<EntryKind>(row.integer(c++));
    entry.key.atMs = row.integer(c++);
    entry.promptId = row.text(c++);
    entry.messageId = row.text(c++);
    entry.toolUseId = row.text(c++);
    entry.toolName = row.text(c++);
    entry.model = row.text(c++);
    entry.failed = row.integer(c) != 0;
    return entry;
}

Result<TranscriptEntry> readWholeEntry(const Statement &row)
{
    TranscriptEntry entry = readEntry(row);
    Result<QByteArray> body =
        unpackPayload(static_cast<PayloadEncoding>(row.integer(14)), row.blob(15));
    if (!body)
        return body.error();
    entry.body = std::move(body).value();
    return entry;
}

Result<std::optional<TranscriptEntry>> firstEntry(Statement &select)
{
    Result<bool> row = select.next();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<TranscriptEntry>();
    Result<TranscriptEntry> entry = readWholeEntry(select);
    if (!entry)
        return entry.error();
    return std::optional(std::move(entry).value());
}

void cutBody(TranscriptEntry &entry, qsizetype longest)
{
    if (entry.body.size() <= longest)
        return;
    const QJsonObject whole = QJsonDocument::fromJson(entry.body).object();
    const QJsonObject cut = withLongTextsCut(whole, longest).toObject();
    entry.isCut = cut != whole;
    entry.body = QJsonDocument(cut).toJson(QJsonDocument::Compact);
}

qint64 bitsOf(const QList<EntryKind> &kinds)
{
    qint64 bits = kinds.isEmpty() ? -1 : 0;
    for (const EntryKind kind : kinds)
        bits |= qint64(1) << static_cast<int>(kind);
    return bits;
}

struct Line
{
    QString parent;
    bool isPrompt = false;
};
using Thread = QHash<QString, Line>;

Result<void> readThread(Statement &lines, bool hasKind, Thread &thread)
{
    while (true) {
        Result<bool> row = lines.next();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        Line &line = thread[lines.text(0)];
        line.parent = lines.text(1);
        line.isPrompt = line.isPrompt || (hasKind && lines.integer(2) != 0);
    }
}

// What lies on the way from the leaf to the beginning. A thread that bites its tail ends there.
QSet<QString> wayUp(const Thread &thread, QString uuid)
{
    QSet<QString> way;
    while (!uuid.isEmpty() && !way.contains(uuid)) {
        way.insert(uuid);
        uuid = thread.value(uuid).parent;
    }
    return way;
}

} // namespace

Result<std::vector<TranscriptEntry>> transcriptEntries(Database &database, const EntryQuery &query)
{
    constexpr qint64 kFirst = std::numeric_limits<qint64>::min();
    constexpr qint64 kLast = std::numeric_limits<qint64>::max();
    Statement select(database, query.newestFirst ? kEntriesDown : kEntriesUp);
    const EntryKey after = query.after.value_or(EntryKey{kFirst, kFirst});
    const EntryKey before = query.before.value_or(EntryKey{kLast, kLast});
    select.bind(static_cast<qint64>(query.session));
    select.bind(after.atMs).bind(after.id).bind(before.atMs).bind(before.id);
    if (query.agentId)
        select.bind(*query.agentId).bind(*query.agentId);
    else
        select.bindOrNull(QString()).bindOrNull(QString());
    select.bind(bitsOf(query.kinds)).bind(query.limit);
    std::vector<TranscriptEntry> entries;
    while (true) {
        Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return entries;
        Result<TranscriptEntry> entry = readWholeEntry(select);
        if (!entry)
            return entry.error();
        cutBody(*entry, query.longestText);
        entries.push_back(std::move(entry).value());
    }
}

Result<TranscriptEntry> transcriptEntry(Database &database, qint64 id)
{
    Statement select(database, kEntry);
    Result<bool> row = select.bind(id).next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, u"there is no entry %1"_s.arg(id)};
    return readWholeEntry(select);
}

Result<std::optional<TranscriptEntry>> transcriptCall(Database &database, SessionRef session,
                                                      const QString &toolUseId)
{
    Statement select(database, kCall);
    return firstEntry(select.bind(static_cast<qint64>(session)).bind(toolUseId));
}

Result<std::optional<TranscriptEntry>> entryOfMessage(Database &database, qint64 id)
{
    Statement message(database, kMessage);
    Result<bool> row = message.bind(id).next();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<TranscriptEntry>();
    Statement own(database, kOfMessage);
    own.bind(message.integer(0)).bind(message.text(3)).bind(message.text(4));
    Result<std::optional<TranscriptEntry>> found = firstEntry(own);
    if (!found || *found)
        return found;
    Statement before(database, kLastBefore);
    before.bind(message.integer(0)).bind(message.integer(2)).bind(message.text(1));
    return firstEntry(before);
}

Result<EntryPlace> placeOfEntry(Database &database, qint64 id)
{
    Statement select(database, kPlace);
    Result<bool> row = select.bind(id).next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, u"there is no entry %1"_s.arg(id)};
    return EntryPlace{select.text(0), select.integer(1), select.integer(2), select.text(3)};
}

Result<QSet<QString>> abandonedLines(Database &database, SessionRef session)
{
    const auto ref = static_cast<qint64>(session);
    Statement leaf(database, kLeaf);
    Result<bool> row = leaf.bind(ref).next();
    if (!row)
        return row.error();
    if (!*row || leaf.text(0).isEmpty())
        return QSet<QString>();
    Thread thread;
    Statement entries(database, kThread);
    if (Result<void> read = readThread(entries.bind(ref), true, thread); !read)
        return read.error();
    Statement links(database, kLinks);
    if (Result<void> read = readThread(links.bind(ref), false, thread); !read)
        return read.error();
    const QSet<QString> current = wayUp(thread, leaf.text(0));
    // Calls that run beside each other branch too. What a person has left begins with a prompt.
    QSet<QString> abandoned;
    QSet<QString> kept = current;
    for (auto it = thread.cbegin(); it != thread.cend(); ++it) {
        QSet<QString> way;
        bool isLeft = false;
        QString uuid = it.key();
        while (!uuid.isEmpty() && !kept.contains(uuid) && !way.contains(uuid) && !isLeft) {
            way.insert(uuid);
            const Line line = thread.value(uuid);
            isLeft = line.isPrompt || abandoned.contains(uuid);
            uuid = line.parent;
        }
        (isLeft ? abandoned : kept).unite(way);
    }
    return abandoned;
}

} // namespace dogwatch
