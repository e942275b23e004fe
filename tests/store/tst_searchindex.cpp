// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/fault.h"
#include "searchfixture.h"
#include "seed.h"
#include "store/rebuild.h"
#include "store/searchindex.h"
#include "store/searchindexer.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

EntryRow entryOf(EntryKind kind, const QString &uuid, const QJsonObject &body)
{
    EntryRow entry;
    entry.session = SessionRef{1};
    entry.uuid = uuid;
    entry.kind = kind;
    entry.body = body;
    entry.atMs = 5000;
    return entry;
}

} // namespace

// What is in the index: each text once, whatever happens, and no more of those that are taken out.
class TestSearchIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void whatHooksAndTranscriptsBothTellIsThereOnce();
    void everyEntryWithATextIsThere();
    void aFailureAnywhereLeavesEachTextOnce_data();
    void aFailureAnywhereLeavesEachTextOnce();
    void aSliceThatMustYieldWritesNothing();
    void textsOfOneMomentHaveNumbersOfTheirOwn();
    void textsTakenOutAreNotFoundAndHarmNoOther();
    void anIndexOfAnotherLogOrOfOtherRulesIsMadeAnew_data();
    void anIndexOfAnotherLogOrOfOtherRulesIsMadeAnew();
    void aDamagedIndexIsSaidAndCanBeMadeAnew();
    void theSameTextsAreFoundHoweverTheyCame();
};

void TestSearchIndex::cleanup()
{
#ifdef DOGWATCH_TEST_HOOKS
    setFaults("");
#endif
}

void TestSearchIndex::whatHooksAndTranscriptsBothTellIsThereOnce()
{
    Store store;
    store.commit(
        {request(u"1"_s,
                 payload(u"s"_s, u"UserPromptSubmit"_s,
                         {{u"prompt"_s, u"do it"_s}, {u"prompt_id"_s, u"p"_s}})),
         request(u"2"_s,
                 payload(u"s"_s, u"PreToolUse"_s,
                         {{u"tool_use_id"_s, u"t"_s},
                          {u"tool_name"_s, u"Bash"_s},
                          {u"tool_input"_s, QJsonObject{{u"command"_s, u"ls"_s}}}})),
         request(u"3"_s,
                 payload(u"s"_s, u"PostToolUse"_s,
                         {{u"tool_use_id"_s, u"t"_s},
                          {u"tool_name"_s, u"Bash"_s},
                          {u"tool_response"_s, QJsonObject{{u"stdout"_s, u"file"_s}}}})),
         request(u"4"_s, payload(u"s"_s, u"Stop"_s, {{u"last_assistant_message"_s, u"done"_s}}))});
    EntryRow prompt = entryOf(EntryKind::Prompt, u"a"_s, {{u"text"_s, u"do it"_s}});
    prompt.promptId = u"p"_s;
    EntryRow call =
        entryOf(EntryKind::ToolCall, u"b"_s, {{u"input"_s, QJsonObject{{u"command"_s, u"ls"_s}}}});
    call.toolUseId = u"t"_s;
    EntryRow result = entryOf(EntryKind::ToolResult, u"c"_s, {{u"text"_s, u"file"_s}});
    result.toolUseId = u"t"_s;
    for (const EntryRow &entry :
         {prompt, call, result, entryOf(EntryKind::Answer, u"d"_s, {{u"text"_s, u"done\n"_s}})})
        insertEntry(store.database(), entry);
    QCOMPARE(indexAll(store), QString());
    QCOMPARE(indexDamage(store), QString());
    QCOMPARE(store.number(u"SELECT count(*) FROM search_doc"_s), 4);
    QCOMPARE(store.number(u"SELECT count(*) FROM search_doc WHERE seq IS NOT NULL"_s), 4);
    // The same answer in another session is another text.
    store.commit({request(
        u"5"_s, payload(u"other"_s, u"Stop"_s, {{u"last_assistant_message"_s, u"done"_s}}))});
    QCOMPARE(indexAll(store), QString());
    QCOMPARE(found(store.database(), u"done"_s).size(), 2);
}

void TestSearchIndex::everyEntryWithATextIsThere()
{
    Store store;
    store.commit({request(u"1"_s, payload(u"s"_s, u"SessionStart"_s))});
    for (int kind = 1; kind <= static_cast<int>(EntryKind::TurnEnded); ++kind)
        insertEntry(store.database(),
                    entryOf(static_cast<EntryKind>(kind), QString::number(kind),
                            {{u"text"_s, u"word%1"_s.arg(kind)},
                             {u"input"_s, QJsonObject{{u"command"_s, u"word%1"_s.arg(kind)}}}}));
    QCOMPARE(indexAll(store), QString());
    QStringList kinds = found(store.database(), u"word*"_s);
    kinds.sort();
    QCOMPARE(
        kinds,
        (QStringList{u"answer of s: [word2]"_s, u"call of s: [word4]"_s, u"error of s: [word10]"_s,
                     u"error of s: [word7]"_s, u"note of s: [word12]"_s, u"note of s: [word13]"_s,
                     u"note of s: [word6]"_s, u"output of s: [word5]"_s, u"prompt of s: [word1]"_s,
                     u"thinking of s: [word3]"_s}));
}

void TestSearchIndex::aFailureAnywhereLeavesEachTextOnce_data()
{
    using Pace = SearchIndexer::Pace;
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<Pace>("pace");
    for (const char *fault : {"search.between_docs:1:error", "search.between_docs:7:error",
                              "search.before_position:1:error", "search.before_position:2:error",
                              "search.before_commit:1:error", "search.before_commit:2:error"})
        QTest::newRow(fault) << QByteArray(fault) << Pace::BetweenEvents;
    // Alone it is one slice.
    for (const char *fault : {"search.between_docs:700:error", "search.before_position:1:error",
                              "search.before_commit:1:error"})
        QTest::addRow("%s, alone", fault) << QByteArray(fault) << Pace::Alone;
}

void TestSearchIndex::aFailureAnywhereLeavesEachTextOnce()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("wants failpoints");
#else
    QFETCH(const QByteArray, fault);
    QFETCH(const SearchIndexer::Pace, pace);
    Store store;
    std::vector<WriteRequest> requests;
    for (int i = 0; i < 1200; ++i)
        requests.push_back(request(u"e%1"_s.arg(i)));
    store.commit(std::move(requests));
    setFaults(fault.constData());
    QVERIFY(!indexAll(store, pace).isEmpty());
    setFaults("");
    // Nothing half is left behind, and by another indexer it goes on where it was.
    QCOMPARE(indexDamage(store), QString());
    store.reopen();
    QCOMPARE(indexAll(store, pace), QString());
    QCOMPARE(indexDamage(store), QString());
    QCOMPARE(store.number(u"SELECT count(*) FROM search_doc"_s), 1200);
#endif
}

void TestSearchIndex::aSliceThatMustYieldWritesNothing()
{
    Store store;
    store.commit({request(u"1"_s)});
    SearchIndexer indexer(store.database());
    Result<bool> more = indexer.step([] { return true; });
    QVERIFY(more.ok() && *more);
    QCOMPARE(store.number(u"SELECT count(*) FROM search_doc"_s), 0);
    more = indexer.step([] { return false; });
    QVERIFY(more.ok() && *more);
    QCOMPARE(store.number(u"SELECT count(*) FROM search_doc"_s), 1);
    more = indexer.step([] { return false; });
    QVERIFY(more.ok() && !*more);
}

void TestSearchIndex::textsOfOneMomentHaveNumbersOfTheirOwn()
{
    Store store;
    std::vector<WriteRequest> requests;
    for (int i = 0; i < 50; ++i)
        requests.push_back(
            request(u"e%1"_s.arg(i),
                    payload(u"s"_s, u"UserPromptSubmit"_s, {{u"prompt"_s, u"same %1"_s.arg(i)}}),
                    i % 2 == 0 ? 1000 : 2000));
    store.commit(std::move(requests));
    QCOMPARE(indexAll(store), QString());
    QCOMPARE(store.number(u"SELECT count(*) FROM search_doc WHERE id >> 20 = 1000"_s), 25);
    QCOMPARE(found(store.database(), u"same"_s, 100).size(), 50);
}

void TestSearchIndex::textsTakenOutAreNotFoundAndHarmNoOther()
{
    Store store;
    std::vector<WriteRequest> requests;
    for (int i = 0; i < 20; ++i)
        requests.push_back(request(
            u"e%1"_s.arg(i),
            payload(u"s"_s, u"UserPromptSubmit"_s, {{u"prompt"_s, u"apple number%1"_s.arg(i)}}),
            1000 + i));
    store.commit(std::move(requests));
    QCOMPARE(indexAll(store), QString());
    Result<ChangeSet> removed = store.committer().transact(
        [](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            const Result<int> count = removeSearchDocsBefore(database, 1015, 5);
            if (!count)
                return count.error();
            return *count == 5 ? Result<ChangeSet>(ChangeSet())
                               : Result<ChangeSet>(Error{ErrorCode::Internal, u"not five"_s});
        });
    QVERIFY2(removed.ok(), removed ? "" : qPrintable(removed.error().text));
    QCOMPARE(indexDamage(store), QString());
    QCOMPARE(found(store.database(), u"apple"_s).size(), 15);
    QCOMPARE(found(store.database(), u"number4"_s), QStringList());
    QCOMPARE(found(store.database(), u"number5"_s).size(), 1);
    // Its text gone, a text can't be taken out any more, and nothing is.
    QVERIFY(store.database().execute(u"UPDATE event SET payload = x'00' WHERE seq = 6"_s).ok());
    removed = store.committer().transact(
        [](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            const Result<int> count = removeSearchDocsBefore(database, 1015, 5);
            return count ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(count.error());
        });
    QVERIFY(!removed && removed.error().code == ErrorCode::Corrupt);
    QCOMPARE(indexDamage(store), QString());
}

void TestSearchIndex::anIndexOfAnotherLogOrOfOtherRulesIsMadeAnew_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("of another log")
        << u"UPDATE search_progress SET indexed_to = 99 WHERE what = 'event'"_s;
    QTest::newRow("of other rules")
        << u"UPDATE search_progress SET indexed_to = 99 WHERE what = 'format'"_s;
}

void TestSearchIndex::anIndexOfAnotherLogOrOfOtherRulesIsMadeAnew()
{
    QFETCH(QString, sql);
    Store store;
    store.commit({request(u"pear"_s)});
    QCOMPARE(indexAll(store), QString());
    QVERIFY(store.database().execute(sql).ok());
    QVERIFY(store.database().execute(u"UPDATE search_doc SET key = key + 1"_s).ok());
    QCOMPARE(indexAll(store), QString());
    QCOMPARE(indexDamage(store), QString());
    QCOMPARE(found(store.database(), u"pear"_s).size(), 1);
}

void TestSearchIndex::aDamagedIndexIsSaidAndCanBeMadeAnew()
{
    Store store;
    std::vector<WriteRequest> requests;
    for (int i = 0; i < 100; ++i)
        requests.push_back(request(u"plum %1"_s.arg(i)));
    store.commit(std::move(requests));
    QCOMPARE(indexAll(store), QString());
    QVERIFY(store.database()
                .execute(u"UPDATE search_text_data SET block = x'0011223344' WHERE id > 10"_s)
                .ok());
    store.reopen();
    const QString said = found(store.database(), u"plum"_s).value(0);
    QVERIFY2(said.contains(u"search index is damaged"), qPrintable(said));
    QVERIFY(said.contains(u"rebuild --search"));
    const Result<ChangeSet> rebuilt = store.committer().transact(rebuildSearch);
    QVERIFY2(rebuilt.ok(), rebuilt ? "" : qPrintable(rebuilt.error().text));
    QCOMPARE(indexAll(store), QString());
    QCOMPARE(indexDamage(store), QString());
    QCOMPARE(found(store.database(), u"plum"_s, 200).size(), 100);
}

void TestSearchIndex::theSameTextsAreFoundHoweverTheyCame()
{
    std::mt19937 random(seedOfThisRun());
    const std::vector<WriteRequest> traffic = randomTraffic(random, 400);
    QStringList docs;
    for (int round = 0; round < 3; ++round) {
        Store store;
        std::size_t next = 0;
        while (next < traffic.size()) {
            const std::size_t end = std::min(traffic.size(), next + 1 + random() % 90);
            std::vector<WriteRequest> batch;
            for (; next < end; ++next)
                batch.push_back(traffic[next]);
            store.commit(std::move(batch));
            if (random() % 2 == 0)
                QCOMPARE(indexAll(store), QString());
            if (random() % 3 == 0)
                store.reopen();
        }
        QCOMPARE(indexAll(store), QString());
        QCOMPARE(indexDamage(store), QString());
        const QStringList now = store.rows(u"SELECT key, seq FROM search_doc ORDER BY seq"_s);
        QVERIFY(round == 0 || now == docs);
        docs = now;
    }
    QVERIFY(docs.size() > 20);
}

QTEST_GUILESS_MAIN(TestSearchIndex)
#include "tst_searchindex.moc"
