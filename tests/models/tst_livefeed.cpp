// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/crowd.h"
#include "models/livefeed.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestLiveFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isLoadingUntilTheSnapshotIsRead();
    void tellsWhyTheSnapshotCouldNotBeReadAndCanTryAgain();
    void anAnswerToAnEarlierLoadIsIgnored();
    void aCommitWhileTheSnapshotIsReadIsNotLost();
    void aLoadedRowIsReplacedOnlyByOneThatIsNotOlder_data();
    void aLoadedRowIsReplacedOnlyByOneThatIsNotOlder();
    void anAttentionItemResolvedWhileLoadingIsGone();
    void manyCommitsBetweenTwoTicksAreOneChange();
    void commitsOfAnotherThreadArriveHereAndNoneIsMissing();
    void aFeedThatIsGoneIsNotCalled();
    void whenRebuiltEverythingIsReadAgain();
    void eventsAreCountedOnceInTheActivity();
    void whatEndedLongAgoIsForgotten();
    void theSecondPassesOnlyWhileSomebodyLooks();
};

namespace {

constexpr qint64 kDay = 24LL * 60 * 60 * 1000;

Session withSeq(Session session, qint64 seq, SessionStatus status)
{
    session.lastSeq = seq;
    session.status = status;
    return session;
}

} // namespace

void TestLiveFeed::isLoadingUntilTheSnapshotIsRead()
{
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    store.content = makeCrowd(3, clock.nowMs());
    LiveFeed feed(changes, store.patient(), clock);
    feed.load();
    QCOMPARE(feed.state(), ModelState::Loading);
    QVERIFY(feed.sessions().isEmpty());

    // Whoever sees Ready must see the rows too.
    int rowsWhenReady = -1;
    connect(&feed, &LiveFeed::stateChanged, this,
            [&] { rowsWhenReady = static_cast<int>(feed.sessions().size()); });
    store.answer();
    QCOMPARE(feed.state(), ModelState::Ready);
    QCOMPARE(rowsWhenReady, 3);
}

void TestLiveFeed::tellsWhyTheSnapshotCouldNotBeReadAndCanTryAgain()
{
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    store.content = makeCrowd(3, clock.nowMs());
    store.failure = Error{ErrorCode::Corrupt, u"The store is malformed."_s};
    LiveFeed feed(changes, store.patient(), clock);
    QSignalSpy loaded(&feed, &LiveFeed::loaded);
    feed.load();
    store.answer();
    QCOMPARE(feed.state(), ModelState::Failed);
    QCOMPARE(feed.errorText(), u"The store is malformed."_s);
    QCOMPARE(loaded.count(), 0);

    store.failure.reset();
    feed.load();
    QCOMPARE(feed.state(), ModelState::Loading);
    store.answer();
    QCOMPARE(feed.state(), ModelState::Ready);
    QVERIFY(feed.errorText().isEmpty());
    QCOMPARE(feed.sessions().size(), 3);
}

void TestLiveFeed::anAnswerToAnEarlierLoadIsIgnored()
{
    HeldClock clock;
    ChangeFeed changes;
    std::vector<SnapshotDone> questions;
    LiveFeed feed(
        changes,
        [&questions](const SnapshotQuery &, SnapshotDone done) {
            questions.push_back(std::move(done));
        },
        clock);
    feed.load();
    feed.load();
    QCOMPARE(questions.size(), 2U);
    questions.at(1)(makeCrowd(5, clock.nowMs()));
    QCOMPARE(feed.sessions().size(), 5);
    questions.at(0)(Error{ErrorCode::Busy, u"late"_s});
    QCOMPARE(feed.state(), ModelState::Ready);
    QCOMPARE(feed.sessions().size(), 5);
}

void TestLiveFeed::aCommitWhileTheSnapshotIsReadIsNotLost()
{
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    store.content = makeCrowd(2, clock.nowMs());
    LiveFeed feed(changes, store.patient(), clock);
    feed.load();
    // Committed after the snapshot was taken and before it arrived here.
    changes.publish(changeOf(makeSession(7, SessionStatus::Working, clock.nowMs())));
    QCoreApplication::processEvents();
    QVERIFY(feed.sessions().isEmpty());
    store.answer();
    QCOMPARE(feed.sessions().size(), 3);
    QVERIFY(feed.sessions().contains(static_cast<SessionRef>(8)));
}

void TestLiveFeed::aLoadedRowIsReplacedOnlyByOneThatIsNotOlder_data()
{
    QTest::addColumn<qint64>("seqInMailbox");
    QTest::addColumn<bool>("replaced");
    QTest::newRow("older than the snapshot") << qint64(49) << false;
    QTest::newRow("an observation after the snapshot has the same seq") << qint64(50) << true;
    QTest::newRow("newer than the snapshot") << qint64(51) << true;
}

void TestLiveFeed::aLoadedRowIsReplacedOnlyByOneThatIsNotOlder()
{
    QFETCH(qint64, seqInMailbox);
    QFETCH(bool, replaced);
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    const Session session = makeSession(0, SessionStatus::Waiting, clock.nowMs());
    store.content.sessions = {withSeq(session, 50, SessionStatus::Waiting)};
    LiveFeed feed(changes, store.patient(), clock);
    feed.load();
    changes.publish(changeOf(withSeq(session, seqInMailbox, SessionStatus::Working)));
    store.answer();
    QCOMPARE(feed.sessions().value(session.ref).status,
             replaced ? SessionStatus::Working : SessionStatus::Waiting);
}

void TestLiveFeed::anAttentionItemResolvedWhileLoadingIsGone()
{
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    const Session session = makeSession(0, SessionStatus::NeedsInput, clock.nowMs());
    AttentionItem item = makeAttention(session, AttentionKind::Permission, u"Bash"_s, u"ls"_s);
    store.content.sessions = {session};
    store.content.attention = {item};
    LiveFeed feed(changes, store.patient(), clock);
    feed.load();
    item.resolvedAtMs = clock.nowMs();
    ChangeSet resolved = changeOf(withSeq(session, 99, SessionStatus::Working));
    resolved.attention.insert(item.id, item);
    changes.publish(resolved);
    store.answer();
    QVERIFY(feed.attention().isEmpty());
}

void TestLiveFeed::manyCommitsBetweenTwoTicksAreOneChange()
{
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    store.content = makeCrowd(4, clock.nowMs());
    LiveFeed feed(changes, store.patient(), clock);
    feed.load();
    store.answer();
    QSignalSpy changed(&feed, &LiveFeed::changed);
    for (int i = 0; i < 1000; ++i)
        changes.publish(changeOf(withSeq(makeSession(i % 4, SessionStatus::Working, clock.nowMs()),
                                         100 + i, SessionStatus::Working)));
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).value<ChangeSet>().events, 1000);
    QCOMPARE(changed.at(0).at(0).value<ChangeSet>().sessions.size(), 4);
    QCOMPARE(feed.sessions().value(static_cast<SessionRef>(4)).lastSeq, 1099);
    changes.publish(changeOf(makeSession(9, SessionStatus::Working, clock.nowMs())));
    QTRY_COMPARE(changed.count(), 2);
}

void TestLiveFeed::commitsOfAnotherThreadArriveHereAndNoneIsMissing()
{
    constexpr int kCommits = 20'000;
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    LiveFeed feed(changes, store.prompt(), clock);
    feed.load();
    qint64 events = 0;
    QThread *const here = QThread::currentThread();
    bool strayed = false;
    connect(&feed, &LiveFeed::changed, this, [&](const ChangeSet &set) {
        events += set.events;
        strayed = strayed || QThread::currentThread() != here;
    });
    QTRY_COMPARE(feed.state(), ModelState::Ready);
    std::thread writer([&] {
        for (int i = 0; i < kCommits; ++i)
            changes.publish(
                changeOf(withSeq(makeSession(i % 50, SessionStatus::Working, clock.nowMs()), i + 1,
                                 SessionStatus::Working)));
    });
    QTRY_COMPARE_WITH_TIMEOUT(events, kCommits, 60'000);
    writer.join();
    QVERIFY(!strayed);
    QCOMPARE(feed.sessions().size(), 50);
    QCOMPARE(feed.sessions().value(static_cast<SessionRef>(50)).lastSeq, kCommits);
}

void TestLiveFeed::aFeedThatIsGoneIsNotCalled()
{
    HeldClock clock;
    ChangeFeed changes;
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        while (!stop)
            changes.publish(changeOf(makeSession(1, SessionStatus::Working, clock.nowMs())));
    });
    for (int i = 0; i < 200; ++i) {
        FakeStore store;
        LiveFeed feed(changes, store.prompt(), clock);
        feed.load();
        QCoreApplication::processEvents();
    }
    stop = true;
    writer.join();
    QCoreApplication::processEvents();
}

void TestLiveFeed::whenRebuiltEverythingIsReadAgain()
{
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    store.content = makeCrowd(6, clock.nowMs());
    LiveFeed feed(changes, store.patient(), clock);
    feed.load();
    store.answer();
    QSignalSpy loaded(&feed, &LiveFeed::loaded);

    store.content = makeCrowd(2, clock.nowMs());
    ChangeSet rebuilt;
    rebuilt.rebuilt = true;
    changes.publish(rebuilt);
    QTRY_VERIFY(store.isAsked());
    QCOMPARE(feed.sessions().size(), 6); // shown until the new ones are here
    QCOMPARE(feed.state(), ModelState::Ready);
    // A commit after the rebuild and before the answer.
    changes.publish(changeOf(makeSession(20, SessionStatus::Working, clock.nowMs())));
    QCoreApplication::processEvents();
    store.answer();
    QCOMPARE(loaded.count(), 1);
    QCOMPARE(feed.sessions().size(), 3);
}

void TestLiveFeed::eventsAreCountedOnceInTheActivity()
{
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    Session session = makeSession(0, SessionStatus::Working, clock.nowMs());
    session.events = 40;
    store.content.sessions = {session};
    store.content.activity = {{session.ref, clock.nowMs(), 40}};
    LiveFeed feed(changes, store.patient(), clock);
    feed.load();
    // Three events more; two of them are in the snapshot's successor only.
    session.events = 43;
    session.lastSeq += 3;
    changes.publish(changeOf(session));
    store.answer();
    QCOMPARE(feed.activityOf(session.ref).constLast(), 43.0);
    QCOMPARE(feed.activity().constLast(), 43.0);
    QCOMPARE(feed.activity().size(), ActivityTable::kSlots);

    // A later slot; the older one moves to the left.
    clock.advance(ActivityTable::kSlotMs);
    session.events = 45;
    changes.publish(changeOf(session));
    QTRY_COMPARE(feed.activityOf(session.ref).constLast(), 2.0);
    QCOMPARE(feed.activityOf(session.ref).at(ActivityTable::kSlots - 2), 43.0);

    // A session from before that speaks again: only what is new counts.
    Session old = makeSession(5, SessionStatus::Working, clock.nowMs(), kDay * 3);
    old.events = 5000;
    changes.publish(changeOf(old));
    QTRY_COMPARE(feed.activityOf(old.ref).constLast(), 1.0);

    clock.advance(ActivityTable::kSpanMs);
    QCOMPARE(feed.activity(), QList<qreal>(ActivityTable::kSlots, 0.0));
}

void TestLiveFeed::whatEndedLongAgoIsForgotten()
{
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    store.content.sessions = {makeSession(0, SessionStatus::Ended, clock.nowMs()),
                              makeSession(1, SessionStatus::Waiting, clock.nowMs())};
    LiveFeed feed(changes, store.patient(), clock);
    feed.load();
    store.answer();
    QSignalSpy forgotten(&feed, &LiveFeed::forgotten);
    clock.advance(LiveFeed::kKeptMs + 60'000);
    changes.publish(changeOf(makeSession(2, SessionStatus::Working, clock.nowMs())));
    QTRY_COMPARE(forgotten.count(), 1);
    QVERIFY(!feed.sessions().contains(static_cast<SessionRef>(1)));
    QVERIFY(feed.sessions().contains(static_cast<SessionRef>(2))); // it lives: it is kept
}

void TestLiveFeed::theSecondPassesOnlyWhileSomebodyLooks()
{
    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    LiveFeed feed(changes, store.prompt(), clock);
    QSignalSpy second(&feed, &LiveFeed::secondPassed);
    feed.setWatched(true);
    QCOMPARE(second.count(), 1); // at once: what is shown may be old
    QTRY_VERIFY(second.count() >= 2);
    feed.setWatched(false);
    const auto before = second.count();
    QTimer later;
    later.setSingleShot(true);
    QSignalSpy waited(&later, &QTimer::timeout);
    later.start(1500);
    QVERIFY(waited.wait(10'000));
    QCOMPARE(second.count(), before);
}

QTEST_GUILESS_MAIN(TestLiveFeed)
#include "tst_livefeed.moc"
