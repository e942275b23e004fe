// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "seed.h"
#include "storefixture.h"

#include <QTest>

#include <sqlite3.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// One transaction for all that waits, each event once, and nothing of what was not kept.
class TestBatchCommitter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBatchIsOneCommit();
    void numbersFollowEachOtherWithoutGaps();
    void theSameIdIsOneEvent();
    void theSameIdIsOneEventAfterARestart();
    void aDuplicateLeavesNoTrace();
    void aPayloadThatNamesNoSessionIsKeptAsADeadLetter();
    void anySplitIntoBatchesGivesTheSameTables();
    void everyWriteFollowsBeginImmediate();
    void noStatementIsLeftActive();
    void aRefusedBatchLeavesTheNumbersAlone();
};

void TestBatchCommitter::aBatchIsOneCommit()
{
    Store store;
    int commits = 0;
    sqlite3_commit_hook(
        store.database().handle(),
        [](void *count) {
            ++*static_cast<int *>(count);
            return 0;
        },
        &commits);
    std::vector<WriteRequest> requests;
    for (int i = 0; i < 100; ++i)
        requests.push_back(request(u"e%1"_s.arg(i), u"s%1"_s.arg(i % 7)));
    store.commit(std::move(requests));
    QCOMPARE(commits, 1);
    QCOMPARE(store.number(u"SELECT count(*) FROM event"_s), 100);
    QCOMPARE(store.number(u"SELECT count(*) FROM session"_s), 7);
    QCOMPARE(store.damage(), QString());
}

void TestBatchCommitter::numbersFollowEachOtherWithoutGaps()
{
    Store store;
    QCOMPARE(store.commitAndTell({request(u"a"_s), request(u"b"_s)}), u"stored 1, stored 2");
    store.reopen();
    QCOMPARE(store.committer().lastSeq(), 2);
    QCOMPARE(store.commitAndTell({request(u"c"_s), request(u"a"_s), request(u"d"_s)}),
             u"stored 3, duplicate 1, stored 4");
    QCOMPARE(store.damage(), QString());
}

void TestBatchCommitter::theSameIdIsOneEvent()
{
    Store store;
    QCOMPARE(store.commitAndTell({request(u"a"_s), request(u"a"_s), request(u"b"_s)}),
             u"stored 1, duplicate 1, stored 2");
    QCOMPARE(store.commitAndTell({request(u"b"_s), request(u"a"_s, u"another"_s)}),
             u"duplicate 2, duplicate 1");
    QCOMPARE(store.eventIds(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(store.number(u"SELECT events FROM session"_s), 2);
}

void TestBatchCommitter::theSameIdIsOneEventAfterARestart()
{
    Store store;
    store.commit({request(u"a"_s)});
    store.reopen();
    QCOMPARE(store.commitAndTell({request(u"a"_s)}), u"duplicate 1");
    QCOMPARE(store.number(u"SELECT events FROM session"_s), 1);
}

void TestBatchCommitter::aDuplicateLeavesNoTrace()
{
    Store store;
    store.commit({request(u"a"_s)});
    const QStringList before = store.projections();
    // It names a session that is not there yet.
    QCOMPARE(store.commitAndTell({request(u"a"_s, u"new"_s)}), u"duplicate 1");
    QCOMPARE(store.projections(), before);
    // The number that it would have had is the next session's.
    store.commit({request(u"b"_s, u"next"_s)});
    QCOMPARE(store.rows(u"SELECT id FROM session WHERE ref = 2"_s), QStringList{u"next"_s});
    QCOMPARE(store.damage(), QString());
}

void TestBatchCommitter::aPayloadThatNamesNoSessionIsKeptAsADeadLetter()
{
    Store store;
    const QByteArray nameless = payload({}, u"Stop"_s);
    QCOMPARE(store.commitAndTell({request(u"a"_s), request(u"x"_s, nameless), request(u"b"_s),
                                  request(u"x"_s, nameless)}),
             u"stored 1, dead, stored 2, dead");
    QCOMPARE(store.rows(u"SELECT event_id, CAST(payload AS TEXT) FROM dead_letter"_s),
             QStringList{u"x|"_s + QString::fromUtf8(nameless)});
    BatchCommitter::Committed again = [&] {
        std::vector<WriteRequest> requests{request(u"x"_s, nameless)};
        return store.committer().commit(requests);
    }();
    QCOMPARE(again.changes.deadLetters, 0);
}

void TestBatchCommitter::anySplitIntoBatchesGivesTheSameTables()
{
    std::mt19937 random(seedOfThisRun());
    for (int round = 0; round < 4; ++round) {
        const std::vector<WriteRequest> traffic = randomTraffic(random, 150);
        QStringList tables;
        for (const int largest : {1, 9, 150}) {
            Store store;
            std::size_t at = 0;
            while (at < traffic.size()) {
                const auto count = std::min<std::size_t>(
                    traffic.size() - at,
                    std::uniform_int_distribution<std::size_t>(1, std::size_t(largest))(random));
                store.commit({traffic.begin() + std::ptrdiff_t(at),
                              traffic.begin() + std::ptrdiff_t(at + count)});
                at += count;
                if (largest == 9 && at % 4 == 0)
                    store.reopen();
            }
            QCOMPARE(store.damage(), QString());
            if (tables.isEmpty())
                tables = store.projections();
            QCOMPARE(store.projections(), tables);
        }
    }
}

void TestBatchCommitter::everyWriteFollowsBeginImmediate()
{
    Store store;
    struct Trace
    {
        bool immediate = false;
        QStringList outside;
        int writes = 0;
    } trace;
    sqlite3_trace_v2(
        store.database().handle(), SQLITE_TRACE_STMT,
        [](unsigned, void *context, void *statement, void *text) {
            auto *seen = static_cast<Trace *>(context);
            const QString sql = QString::fromUtf8(static_cast<const char *>(text)).trimmed();
            if (sql.startsWith(u"BEGIN"))
                seen->immediate = sql == u"BEGIN IMMEDIATE";
            else if (sql == u"COMMIT" || sql == u"ROLLBACK")
                seen->immediate = false;
            const bool writes = !sqlite3_stmt_readonly(static_cast<sqlite3_stmt *>(statement));
            seen->writes += writes ? 1 : 0;
            if (writes && !seen->immediate && !sql.startsWith(u"BEGIN"))
                seen->outside.append(sql);
            return 0;
        },
        &trace);
    std::mt19937 random(seedOfThisRun());
    store.commit(randomTraffic(random, 60));
    const auto rolledBack = store.committer().transact(
        [](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            if (Result<void> done = database.execute(u"DELETE FROM dead_letter"_s); !done)
                return done.error();
            return Error{ErrorCode::Conflict, u"no"_s};
        });
    QVERIFY(!rolledBack);
    sqlite3_trace_v2(store.database().handle(), 0, nullptr, nullptr);
    QVERIFY(trace.writes > 60);
    QCOMPARE(trace.outside, QStringList());
}

void TestBatchCommitter::noStatementIsLeftActive()
{
    Store store;
    std::mt19937 random(seedOfThisRun());
    for (int i = 0; i < 5; ++i) {
        store.commit(randomTraffic(random, 40));
        for (sqlite3_stmt *statement = sqlite3_next_stmt(store.database().handle(), nullptr);
             statement; statement = sqlite3_next_stmt(store.database().handle(), statement))
            QVERIFY2(!sqlite3_stmt_busy(statement), sqlite3_sql(statement));
        QVERIFY(store.database().isAutocommit());
    }
}

void TestBatchCommitter::aRefusedBatchLeavesTheNumbersAlone()
{
    Store store;
    store.commit({request(u"a"_s)});
    sqlite3 *other = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(store.path()), &other), SQLITE_OK);
    QCOMPARE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    QVERIFY(store.database().execute(u"PRAGMA busy_timeout = 1"_s).ok());
    QCOMPARE(store.commitAndTell({request(u"b"_s), request(u"c"_s, u"t"_s)}), u"refused, refused");
    QCOMPARE(store.committer().lastSeq(), 1);
    QCOMPARE(sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(other);
    QCOMPARE(store.commitAndTell({request(u"b"_s), request(u"c"_s, u"t"_s)}),
             u"stored 2, stored 3");
    QCOMPARE(store.damage(), QString());
}

QTEST_GUILESS_MAIN(TestBatchCommitter)
#include "tst_batchcommitter.moc"
