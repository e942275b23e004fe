// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/verify.h"

#include "store/backup.h"
#include "store/batchcommitter.h"
#include "store/database.h"
#include "store/rebuild.h"
#include "store/searchdoc.h"
#include "store/searchwords.h"
#include "store/sqlerror.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTemporaryDir>
#include <QVariant>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostProblems = 20;

struct Table
{
    QString name;
    QString key;
};

const QList<Table> &projections()
{
    static const QList<Table> tables{
        {u"session"_s, u"ref"_s},
        {u"agent"_s, u"session_ref, id"_s},
        {u"turn"_s, u"session_ref, prompt_id"_s},
        {u"tool_call"_s, u"session_ref, id"_s},
        {u"attention_item"_s, u"id"_s},
    };
    return tables;
}

QString describe(const QSqlRecord &record)
{
    return u"%1 %2"_s.arg(record.value(0).toString(), record.value(1).toString());
}

void note(Verdict &verdict, const QString &problem)
{
    if (verdict.problems.size() < kMostProblems)
        verdict.problems.append(problem);
}

Result<void> checkIntegrity(Database &database, Verdict &verdict)
{
    QSqlQuery query(database.connection());
    query.setForwardOnly(true);
    if (!query.exec(u"PRAGMA integrity_check(%1)"_s.arg(kMostProblems)))
        return sqlError(query.lastError(), u"integrity_check"_s);
    verdict.sound = true;
    while (query.next()) {
        if (query.value(0).toString() == "ok"_L1)
            continue;
        verdict.sound = false;
        note(verdict, query.value(0).toString());
    }
    return {};
}

// Both sides in the order of the key; a row that only one of them has is told once and passed over.
Result<bool> compareTable(Database &stored, Database &fresh, const Table &table, Verdict &verdict)
{
    const QString sql = u"SELECT * FROM %1 ORDER BY %2"_s.arg(table.name, table.key);
    QSqlQuery kept(stored.connection());
    QSqlQuery made(fresh.connection());
    kept.setForwardOnly(true);
    made.setForwardOnly(true);
    if (!kept.exec(sql))
        return sqlError(kept.lastError(), sql);
    if (!made.exec(sql))
        return sqlError(made.lastError(), sql);
    bool same = true;
    while (true) {
        const bool hasKept = kept.next();
        const bool hasMade = made.next();
        // An error is not the end.
        if (!hasKept && kept.lastError().isValid())
            return sqlError(kept.lastError(), sql);
        if (!hasMade && made.lastError().isValid())
            return sqlError(made.lastError(), sql);
        if (!hasKept && !hasMade)
            return same;
        if (hasKept && hasMade && kept.record() == made.record())
            continue;
        same = false;
        note(verdict,
             u"%1: the store has %2, the log makes %3"_s.arg(
                 table.name, hasKept ? describe(kept.record()) : u"nothing"_s,
                 hasMade ? describe(made.record()) : u"nothing"_s));
        if (!hasKept || !hasMade || verdict.problems.size() >= kMostProblems)
            return same;
    }
}

// A read transaction begins with its first read.
Result<void> pinSnapshot(Database &database)
{
    if (Result<void> begun = database.execute(u"BEGIN"_s); !begun)
        return begun;
    return database.execute(u"SELECT count(*) FROM sqlite_schema"_s);
}

// Which docs have words; as many as there are docs, and the same.
Result<bool> compareDocs(Database &copy)
{
    QSqlQuery docs(copy.connection());
    QSqlQuery words(copy.connection());
    docs.setForwardOnly(true);
    words.setForwardOnly(true);
    words.prepare(u"SELECT rowid FROM search_text WHERE search_text MATCH ? ORDER BY rowid"_s);
    words.addBindValue(quotedForSearch(anyDocWord(), false));
    if (!docs.exec(u"SELECT id FROM search_doc ORDER BY id"_s))
        return sqlError(docs.lastError(), u"reading search_doc"_s);
    if (!words.exec())
        return sqlError(words.lastError(), u"reading search_text"_s);
    while (true) {
        const bool hasDoc = docs.next();
        const bool hasWords = words.next();
        if (!hasDoc && docs.lastError().isValid())
            return sqlError(docs.lastError(), u"reading search_doc"_s);
        if (!hasWords && words.lastError().isValid())
            return sqlError(words.lastError(), u"reading search_text"_s);
        if (hasDoc != hasWords)
            return false;
        if (!hasDoc)
            return true;
        if (docs.value(0) != words.value(0))
            return false;
    }
}

// In a copy, because FTS5's own check is a statement that writes.
Result<void> checkSearch(Database &copy, Verdict &verdict)
{
    const Result<void> whole =
        copy.execute(u"INSERT INTO search_text (search_text) VALUES ('integrity-check')"_s);
    const Result<bool> same = whole ? compareDocs(copy) : Result<bool>(whole.error());
    if (!same && same.error().code != ErrorCode::Corrupt
        && same.error().code != ErrorCode::Internal)
        return same.error();
    verdict.searchable = same && *same;
    if (!verdict.searchable)
        note(verdict,
             u"search: %1; `dogwatchctl rebuild --search` makes the index anew"_s.arg(
                 same ? u"the index has other texts than its table"_s : same.error().text));
    return {};
}

Result<void> checkProjections(Database &database, Verdict &verdict)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return Error{ErrorCode::StorageFull, folder.errorString()};
    const QString copy = folder.path() + u"/copy.db"_s;
    if (Result<QString> made = backUpAs(database, copy); !made)
        return made.error();
    auto fresh = Database::open(copy, Database::Mode::ReadWrite);
    if (!fresh)
        return fresh.error();
    // What the copy holds before it is made anew stays readable in the snapshot of a second
    // connection, so that both sides are of one moment, though the app may go on writing.
    auto kept = Database::open(copy, Database::Mode::ReadOnly);
    if (!kept)
        return kept.error();
    if (Result<void> pinned = pinSnapshot(**kept); !pinned)
        return pinned;
    if (Result<void> searched = checkSearch(**fresh, verdict); !searched)
        return searched;
    const std::atomic<bool> cancelled = false;
    BatchCommitter committer(**fresh, cancelled);
    if (Result<void> resumed = committer.resume(); !resumed)
        return resumed;
    if (Result<ChangeSet> rebuilt = committer.transact(rebuildProjections); !rebuilt) {
        note(verdict, rebuilt.error().text);
        return {};
    }
    verdict.follows = true;
    for (const Table &table : projections()) {
        Result<bool> same = compareTable(**kept, **fresh, table, verdict);
        if (!same)
            return same.error();
        verdict.follows = verdict.follows && *same;
    }
    return {};
}

} // namespace

Result<Verdict> verifyStore(Database &database)
{
    Verdict verdict;
    if (Result<void> done = checkIntegrity(database, verdict); !done)
        return done.error();
    if (!verdict.sound)
        return verdict;
    if (Result<void> done = checkProjections(database, verdict); !done)
        return done.error();
    return verdict;
}

} // namespace dogwatch
