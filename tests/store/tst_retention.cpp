// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/fault.h"
#include "searchfixture.h"
#include "seed.h"
#include "store/monitorstream.h"
#include "store/rebuild.h"
#include "store/retention.h"
#include "store/verify.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDay = 24 * 3600 * 1000;

WriteRequest prompted(int number, const QString &session, qint64 atMs)
{
    return request(
        u"e%1"_s.arg(number),
        payload(session, u"UserPromptSubmit"_s,
                {{u"prompt"_s, u"pear%1"_s.arg(number)}, {u"prompt_id"_s, u"p%1"_s.arg(number)}}),
        atMs);
}

// All steps of a round for events, each a transaction of its own.
Result<int> removeEvents(Store &store, qint64 beforeMs)
{
    int removed = 0;
    RetentionStep step{0, true};
    while (step.more) {
        const Result<ChangeSet> done = store.committer().transact(
            [&](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                const Result<RetentionStep> made = removeOldEvents(database, beforeMs);
                if (!made)
                    return made.error();
                step = *made;
                return ChangeSet();
            });
        if (!done)
            return done.error();
        removed += step.removed;
    }
    return removed;
}

Result<int> removeEntries(Store &store, qint64 beforeMs)
{
    int removed = 0;
    qint64 after = 0;
    RetentionStep step{0, true};
    while (step.more) {
        const Result<ChangeSet> done = store.committer().transact(
            [&](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                const Result<RetentionStep> made = removeOldEntries(database, beforeMs, after);
                if (!made)
                    return made.error();
                step = *made;
                return ChangeSet();
            });
        if (!done)
            return done.error();
        removed += step.removed;
    }
    return removed;
}

StreamPage streamFrom(Store &store, std::optional<StreamPosition> position)
{
    StreamQuery query;
    query.from = position ? StreamQuery::From::Position : StreamQuery::From::Start;
    query.position = position.value_or(0);
    return readMonitorStream(store.database(), query).value();
}

} // namespace

class TestRetention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOldBeginningOfTheLogGoesAndWhatWasMadeOfItStays();
    void oneYoungEventKeepsAllThatFollowIt();
    void theNewestEventStaysHoweverOldItIs();
    void aRebuildLeavesSessionsAloneWhoseLogIsNotWhole();
    void whatIsGoneIsNotFoundAndTheIndexIsSound();
    void aPlaceInTheStreamThatIsGoneIsSaidToBeGone();
    void textsOfTranscriptsGoByTheirOwnTime();
    void anErrorLeavesEverythingAsItWas();
};

void TestRetention::theOldBeginningOfTheLogGoesAndWhatWasMadeOfItStays()
{
    Store store;
    for (int i = 1; i <= 200; ++i)
        store.commit({prompted(i, u"s%1"_s.arg(i / 20), i * kDay)});
    const QStringList before = store.projections();
    QCOMPARE(removeEvents(store, 151 * kDay).value(), 150);
    QCOMPARE(store.number(u"SELECT min(seq) FROM event"_s), 151);
    QCOMPARE(store.number(u"SELECT count(*) FROM event"_s), 50);
    QCOMPARE(store.number(u"SELECT floor_seq FROM retention"_s), 150);
    QCOMPARE(store.projections(), before);
    QCOMPARE(removeEvents(store, 151 * kDay).value(), 0);
    QCOMPARE(store.number(u"SELECT floor_seq FROM retention"_s), 150);
}

void TestRetention::oneYoungEventKeepsAllThatFollowIt()
{
    Store store;
    store.commit({prompted(1, u"s"_s, 1 * kDay), prompted(2, u"s"_s, 9 * kDay),
                  prompted(3, u"s"_s, 2 * kDay), prompted(4, u"s"_s, 9 * kDay)});
    QCOMPARE(removeEvents(store, 5 * kDay).value(), 1);
    QCOMPARE(store.eventIds(), QStringList({u"e2"_s, u"e3"_s, u"e4"_s}));
}

void TestRetention::theNewestEventStaysHoweverOldItIs()
{
    Store store;
    store.commit({prompted(1, u"s"_s, 1), prompted(2, u"s"_s, 2)});
    QCOMPARE(removeEvents(store, 5 * kDay).value(), 1);
    store.reopen();
    store.commit({prompted(3, u"s"_s, 6 * kDay)});
    QCOMPARE(store.rows(u"SELECT seq FROM event ORDER BY seq"_s), QStringList({u"2"_s, u"3"_s}));
}

void TestRetention::aRebuildLeavesSessionsAloneWhoseLogIsNotWhole()
{
    std::mt19937 random(seedOfThisRun());
    Store store;
    for (int batch = 0; batch < 6; ++batch)
        store.commit(randomTraffic(random, 60));
    store.commit({prompted(1, u"begins later"_s, 9 * kDay)});
    const qint64 first = store.number(u"SELECT min(seq) FROM event"_s);
    QVERIFY(removeEvents(store, 5 * kDay).value() > 0);
    QVERIFY(store.number(u"SELECT min(seq) FROM event"_s) > first);
    // A session of which a part is left goes on, and is still not made anew.
    store.commit({prompted(2, u"session-1"_s, 9 * kDay), prompted(3, u"new"_s, 9 * kDay)});
    const QStringList before = store.projections();
    const Result<ChangeSet> rebuilt = store.committer().transact(rebuildProjections);
    QVERIFY2(rebuilt.ok(), rebuilt.ok() ? "" : qPrintable(rebuilt.error().text));
    QCOMPARE(store.projections(), before);
    // What is whole is made anew indeed.
    (void)store.database().execute(u"UPDATE session SET cwd = 'wrong'"_s);
    QVERIFY(store.committer().transact(rebuildProjections).ok());
    QCOMPARE(store.rows(u"SELECT cwd = 'wrong' FROM session WHERE id IN ('session-1', 'new')"
                        " ORDER BY ref"_s),
             QStringList({u"1"_s, u"0"_s}));
}

void TestRetention::whatIsGoneIsNotFoundAndTheIndexIsSound()
{
    Store store;
    for (int i = 1; i <= 120; ++i)
        store.commit({prompted(i, u"s"_s, i * kDay)});
    QCOMPARE(indexAll(store), QString());
    QCOMPARE(found(store.database(), u"pear7"_s).size(), 1);
    QCOMPARE(removeEvents(store, 101 * kDay).value(), 100);
    QCOMPARE(found(store.database(), u"pear7"_s).size(), 0);
    QCOMPARE(found(store.database(), u"pear110"_s).size(), 1);
    QCOMPARE(store.number(u"SELECT count(*) FROM search_doc"_s), 20);
    QCOMPARE(indexDamage(store), QString());
    const Verdict verdict = verifyStore(store.database()).value();
    QVERIFY2(verdict.sound && verdict.follows, qPrintable(verdict.problems.join(u'\n')));
}

void TestRetention::aPlaceInTheStreamThatIsGoneIsSaidToBeGone()
{
    Store store;
    for (int i = 1; i <= 10; ++i)
        store.commit({prompted(i, u"s"_s, i * kDay)});
    QCOMPARE(removeEvents(store, 8 * kDay).value(), 7);
    QCOMPARE(streamFrom(store, 3).found, StreamPage::Found::Trimmed);
    QCOMPARE(streamFrom(store, 6).found, StreamPage::Found::Trimmed);
    QCOMPARE(streamFrom(store, 7).found, StreamPage::Found::Stream);
    const StreamPage start = streamFrom(store, {});
    QCOMPARE(start.from, 7);
    QCOMPARE(start.to, 10);
}

void TestRetention::textsOfTranscriptsGoByTheirOwnTime()
{
    Store store;
    store.commit({prompted(1, u"s"_s, 9 * kDay)});
    for (int i = 1; i <= 700; ++i) {
        EntryRow entry;
        entry.session = SessionRef{1};
        entry.uuid = u"u%1"_s.arg(i);
        entry.body = {{u"text"_s, u"plum%1"_s.arg(i)}};
        entry.atMs = (i % 2 == 0 ? 1 : 9) * kDay + i;
        insertEntry(store.database(), entry);
    }
    QCOMPARE(indexAll(store), QString());
    QCOMPARE(found(store.database(), u"plum6"_s).size(), 1);
    QCOMPARE(removeEntries(store, 5 * kDay).value(), 349); // but for the newest
    QCOMPARE(store.number(u"SELECT count(*) FROM transcript_entry"_s), 351);
    QCOMPARE(found(store.database(), u"plum6"_s).size(), 0);
    QCOMPARE(found(store.database(), u"plum7"_s).size(), 1);
    QCOMPARE(indexDamage(store), QString());
}

void TestRetention::anErrorLeavesEverythingAsItWas()
{
#ifdef DOGWATCH_TEST_HOOKS
    Store store;
    for (int i = 1; i <= 10; ++i)
        store.commit({prompted(i, u"s"_s, i * kDay)});
    QCOMPARE(indexAll(store), QString());
    setFaults("retention.before_floor:1:error");
    QVERIFY(!removeEvents(store, 8 * kDay).ok());
    setFaults("");
    QCOMPARE(store.number(u"SELECT count(*) FROM event"_s), 10);
    QCOMPARE(indexDamage(store), QString());
    QCOMPARE(removeEvents(store, 8 * kDay).value(), 7);
    QCOMPARE(store.number(u"SELECT floor_ref FROM retention"_s), 1);
#else
    QSKIP("without failpoints");
#endif
}

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
