// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/entriesmodel.h"
#include "store/statement.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr SessionRef kSession{1};

struct Row
{
    QString uuid;
    qint64 atMs = 0;
    EntryKind kind = EntryKind::Answer;
    QString parent = {};
    QString agent = {};
    QByteArray body = R"({"text":"x"})";
};

void add(Store &store, const QList<Row> &rows)
{
    constexpr char kInsert[] = R"(
        INSERT INTO transcript_entry (session_ref, uuid, block, parent_uuid, agent_id, kind, at,
            prompt_id, message_id, tool_use_id, tool_name, model, failed, text_id, line_at,
            line_length, body_encoding, body)
        VALUES (1, ?, 0, ?, ?, ?, ?, '', '', '', '', '', 0, 1, 10, 20, 0, ?))";
    for (const Row &row : rows) {
        Statement insert(store.database(), kInsert);
        insert.bind(row.uuid).bind(row.parent).bind(row.agent);
        insert.bind(static_cast<int>(row.kind)).bind(row.atMs).bind(row.body);
        QVERIFY(insert.run().ok());
    }
}

QString namesOf(const Result<std::vector<TranscriptEntry>> &entries)
{
    QString names;
    for (const TranscriptEntry &entry : *entries)
        names += entry.uuid;
    return names;
}

QString sorted(const Result<QSet<QString>> &names)
{
    QStringList list(names->begin(), names->end());
    list.sort();
    return list.join(QString());
}

} // namespace

class TestEntriesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesGoBothWaysThroughTheEntriesOfASession();
    void agentsAndKindsAreToldApart();
    void longTextsComeCutInListsAndWholeAlone();
    void anAnswerOfTheUsageIsFoundByItsNameOrItsTime();
    void whatAPersonWentBackFromIsAbandonedAndResultsBesideEachOtherAreNot();
};

void TestEntriesModel::pagesGoBothWaysThroughTheEntriesOfASession()
{
    Store store;
    // Two at the same time keep the order in which they were stored.
    add(store, {{u"b"_s, 20}, {u"d"_s, 30}, {u"a"_s, 10}, {u"c"_s, 20}});
    EntryQuery query;
    query.session = kSession;
    QCOMPARE(namesOf(transcriptEntries(store.database(), query)), u"abcd");
    query.limit = 2;
    const auto first = transcriptEntries(store.database(), query);
    QCOMPARE(namesOf(first), u"ab");
    query.after = first->back().key;
    QCOMPARE(namesOf(transcriptEntries(store.database(), query)), u"cd");
    query.newestFirst = true;
    query.after.reset();
    const auto last = transcriptEntries(store.database(), query);
    QCOMPARE(namesOf(last), u"dc");
    query.before = last->back().key;
    QCOMPARE(namesOf(transcriptEntries(store.database(), query)), u"ba");
    query.session = SessionRef{2};
    QCOMPARE(namesOf(transcriptEntries(store.database(), query)), QString());
    QVERIFY(!transcriptEntry(store.database(), 99));
}

void TestEntriesModel::agentsAndKindsAreToldApart()
{
    Store store;
    add(store,
        {{u"a"_s, 1, EntryKind::Prompt}, {u"b"_s, 2}, {u"c"_s, 3, EntryKind::Answer, {}, u"x"_s}});
    EntryQuery query;
    query.session = kSession;
    query.agentId = QString();
    QCOMPARE(namesOf(transcriptEntries(store.database(), query)), u"ab");
    query.agentId = u"x"_s;
    QCOMPARE(namesOf(transcriptEntries(store.database(), query)), u"c");
    query.agentId.reset();
    query.kinds = {EntryKind::Answer};
    QCOMPARE(namesOf(transcriptEntries(store.database(), query)), u"bc");
    query.kinds = {EntryKind::TurnEnded, EntryKind::Prompt};
    QCOMPARE(namesOf(transcriptEntries(store.database(), query)), u"a");
}

void TestEntriesModel::longTextsComeCutInListsAndWholeAlone()
{
    Store store;
    const QByteArray body = R"({"text":")" + QByteArray(100, 'y') + R"("})";
    add(store, {{u"a"_s, 1, EntryKind::Answer, {}, {}, body}});
    EntryQuery query;
    query.session = kSession;
    query.longestText = 10;
    const TranscriptEntry entry = transcriptEntries(store.database(), query)->front();
    QVERIFY(entry.isCut);
    QVERIFY(entry.body.contains(R"("dogwatch_truncated":100)"));
    const TranscriptEntry whole = transcriptEntry(store.database(), entry.key.id).value();
    QCOMPARE(whole.body, body);
    QVERIFY(!whole.isCut);
}

void TestEntriesModel::anAnswerOfTheUsageIsFoundByItsNameOrItsTime()
{
    Store store;
    add(store,
        {{u"a"_s, 10}, {u"b"_s, 20}, {u"c"_s, 30}, {u"d"_s, 40, EntryKind::Answer, {}, u"x"_s}});
    const auto run = [&store](const QString &sql) { QVERIFY(store.database().execute(sql).ok()); };
    run(u"UPDATE transcript_entry SET message_id = 'm' WHERE uuid IN ('b', 'c')"_s);
    const auto message = [&run](const QString &name, qint64 at, const QString &agent) {
        run(u"INSERT INTO usage_message (message_id, request_id, session_ref, agent_id, model, at,"
            " flags, counted, input, output, cache_write_5m, cache_write_1h, cache_read,"
            " web_searches, cost) VALUES ('%1', '', 1, '%2', '', %3, 0, 1, 0, 0, 0, 0, 0, 0, 0)"_s
                .arg(name, agent)
                .arg(at));
    };
    message(u"m"_s, 99, {}); // whatever its time
    message(u"line:c"_s, 0, {}); // without a name of its own
    message(u"untold"_s, 45, u"x"_s);
    message(u"early"_s, 5, {});
    const auto found = [&store](qint64 id) {
        const auto entry = entryOfMessage(store.database(), id);
        return entry && *entry ? (*entry)->uuid : u"-"_s;
    };
    QCOMPARE(found(1), u"b");
    QCOMPARE(found(2), u"c");
    QCOMPARE(found(3), u"d");
    QCOMPARE(found(4), u"-");
    QCOMPARE(found(5), u"-");
}

void TestEntriesModel::whatAPersonWentBackFromIsAbandonedAndResultsBesideEachOtherAreNot()
{
    Store store;
    const auto prompt = EntryKind::Prompt;
    // a prompt, b and c two calls beside each other, d and e their results, f goes on from e alone;
    // p and q were left for r, which follows on a line that is no entry.
    add(store,
        {{u"a"_s, 1, prompt},
         {u"b"_s, 2, EntryKind::ToolCall, u"a"_s},
         {u"c"_s, 3, EntryKind::ToolCall, u"b"_s},
         {u"d"_s, 4, EntryKind::ToolResult, u"b"_s},
         {u"e"_s, 5, EntryKind::ToolResult, u"c"_s},
         {u"f"_s, 6, EntryKind::Answer, u"e"_s},
         {u"p"_s, 7, prompt, u"f"_s},
         {u"q"_s, 8, EntryKind::Answer, u"p"_s},
         {u"r"_s, 9, prompt, u"z"_s},
         {u"s"_s, 10, EntryKind::Answer, u"r"_s}});
    const auto run = [&store](const QString &sql) { QVERIFY(store.database().execute(sql).ok()); };
    run(u"INSERT INTO transcript_link VALUES (1, 'z', 'f', '')"_s);
    QCOMPARE(sorted(abandonedLines(store.database(), kSession)), QString());
    run(u"INSERT INTO transcript_session (session_ref, title_rank, leaf_uuid) VALUES (1, 0, 's')"_s);
    QCOMPARE(sorted(abandonedLines(store.database(), kSession)), u"pq");
    run(u"UPDATE transcript_session SET leaf_uuid = 'f'"_s);
    QCOMPARE(sorted(abandonedLines(store.database(), kSession)), u"pqrs");
}

QTEST_GUILESS_MAIN(TestEntriesModel)
#include "tst_entriesmodel.moc"
