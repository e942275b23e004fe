// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/changefeed.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

ChangeSet someChange(qint64 seq)
{
    ChangeSet changes;
    changes.lastSeq = seq;
    changes.events = 1;
    const SessionRef ref{seq % 7};
    changes.sessions[ref].lastSeq = seq;
    changes.agents[ref][u"a"_s].lastEventMs = seq;
    return changes;
}

} // namespace

class TestChangeFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSubscriberIsToldOncePerFilling();
    void whatWaitsIsMergedToItsNewestState();
    void nobodyIsToldOfNothing();
    void aSubscriberThatLeftIsForgotten();
    void nothingIsLostBetweenThreads();
};

void TestChangeFeed::aSubscriberIsToldOncePerFilling()
{
    ChangeFeed feed;
    int told = 0;
    const auto mailbox = feed.subscribe([&told] { ++told; });
    feed.publish(someChange(1));
    feed.publish(someChange(2));
    QCOMPARE(told, 1);
    QCOMPARE(mailbox->take().events, 2);
    QVERIFY(mailbox->take().isEmpty());
    feed.publish(someChange(3));
    QCOMPARE(told, 2);
}

void TestChangeFeed::whatWaitsIsMergedToItsNewestState()
{
    ChangeFeed feed;
    const auto mailbox = feed.subscribe([] {});
    for (qint64 seq = 1; seq <= 10'000; ++seq)
        feed.publish(someChange(seq));
    const ChangeSet all = mailbox->take();
    QCOMPARE(all.events, 10'000);
    QCOMPARE(all.lastSeq, 10'000);
    QCOMPARE(all.sessions.size(), 7);
    QCOMPARE(all.sessions.value(SessionRef{10'000 % 7}).lastSeq, 10'000);
    QCOMPARE(all.agents.value(SessionRef{10'000 % 7}).value(u"a"_s).lastEventMs, 10'000);
}

void TestChangeFeed::nobodyIsToldOfNothing()
{
    ChangeFeed feed;
    int told = 0;
    const auto mailbox = feed.subscribe([&told] { ++told; });
    feed.publish({});
    QCOMPARE(told, 0);
}

void TestChangeFeed::aSubscriberThatLeftIsForgotten()
{
    ChangeFeed feed;
    int told = 0;
    feed.subscribe([&told] { ++told; }).reset();
    feed.publish(someChange(1));
    QCOMPARE(told, 0);
}

void TestChangeFeed::nothingIsLostBetweenThreads()
{
    constexpr int kPublishers = 4;
    constexpr int kEach = 5000;
    ChangeFeed feed;
    std::atomic<int> told = 0;
    const auto mailbox = feed.subscribe([&told] { ++told; });
    std::atomic<int> running = kPublishers;
    std::vector<std::thread> threads;
    for (int t = 0; t < kPublishers; ++t) {
        threads.emplace_back([&feed, &running, t] {
            for (int i = 0; i < kEach; ++i) {
                feed.publish(someChange(t * kEach + i + 1));
                if (i % 500 == 0)
                    feed.subscribe([] {}).reset();
            }
            --running;
        });
    }
    qint64 events = 0;
    qint64 last = 0;
    while (running > 0) {
        const ChangeSet taken = mailbox->take();
        events += taken.events;
        last = std::max(last, taken.lastSeq);
    }
    for (std::thread &thread : threads)
        thread.join();
    const ChangeSet rest = mailbox->take();
    QCOMPARE(events + rest.events, qint64(kPublishers * kEach));
    QCOMPARE(std::max(last, rest.lastSeq), qint64(kPublishers * kEach));
    QVERIFY(told > 0);
}

QTEST_APPLESS_MAIN(TestChangeFeed)
#include "tst_changefeed.moc"
