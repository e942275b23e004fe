// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "searchfixture.h"

#include "store/searchdoc.h"
#include "store/statement.h"

#include <QJsonDocument>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNow = 1'793'000'000'000;

constexpr char kInsert[] = R"(
    INSERT INTO transcript_entry (session_ref, uuid, block, parent_uuid, agent_id, kind, at,
        prompt_id, message_id, tool_use_id, tool_name, model, failed, text_id, line_at, line_length,
        body_encoding, body)
    VALUES (?, ?, 0, '', '', ?, ?, ?, '', ?, ?, '', ?, 0, 0, 0, 0, ?))";

} // namespace

QString indexAll(Store &store, SearchIndexer::Pace pace)
{
    SearchIndexer indexer(store.database(), pace);
    while (true) {
        const Result<bool> more = indexer.step([] { return false; });
        if (!more)
            return more.error().text;
        if (!*more)
            return {};
    }
}

QStringList found(Database &database, const QString &query, int limit)
{
    const ParsedFilter parsed = parseFilter(query, FilterScope::Docs, kNow);
    if (parsed.error)
        return {parsed.error->text};
    const Result<SearchPage> page = search(database, {parsed.filter, limit, std::nullopt});
    if (!page)
        return {page.error().text};
    QStringList lines;
    for (const SearchHit &hit : page->hits) {
        QString text = hit.snippet.text;
        for (auto mark = hit.snippet.marks.rbegin(); mark != hit.snippet.marks.rend(); ++mark) {
            text.insert(mark->from + mark->length, u']');
            text.insert(mark->from, u'[');
        }
        lines.append(u"%1 of %2: %3"_s.arg(textKindName(hit.kind), hit.sessionId, text));
    }
    return lines;
}

void insertEntry(Database &database, const EntryRow &entry)
{
    Statement insert(database, kInsert);
    insert.bind(static_cast<qint64>(entry.session)).bind(entry.uuid);
    insert.bind(static_cast<qint64>(entry.kind)).bind(entry.atMs).bind(entry.promptId);
    insert.bind(entry.toolUseId).bind(entry.toolName).bind(entry.failed);
    insert.bind(QJsonDocument(entry.body).toJson(QJsonDocument::Compact));
    if (Result<void> done = insert.run(); !done)
        qFatal("%s", qPrintable(done.error().text));
}

QString indexDamage(Store &store)
{
    if (Result<void> sound = store.database().execute(
            u"INSERT INTO search_text (search_text) VALUES ('integrity-check')"_s);
        !sound)
        return sound.error().text;
    const QStringList docs = store.rows(u"SELECT id FROM search_doc ORDER BY id"_s);
    const QStringList words = store.rows(
        u"SELECT rowid FROM search_text WHERE search_text MATCH '\"%1\"' ORDER BY rowid"_s.arg(
            anyDocWord()));
    return docs == words ? QString()
                         : u"%1 docs, %2 in the index"_s.arg(docs.size()).arg(words.size());
}

} // namespace dogwatch::test
