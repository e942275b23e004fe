// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/fault.h"
#include "seed.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// An event whose processing fails: it alone is set aside whole, and nothing half of it stays.
class TestPoisonedEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void oneAmongAHundredIsSetAsideAlone();
    void theFirstOfItsSessionLeavesNoSession();
    void badOnesAnywhereInAnyBatchAreSetAsideAlone();
    void allOfABatchMayBeBad();
    void errorsOfTheTransactionStoreNothingAndTheNextBatchWorks_data();
    void errorsOfTheTransactionStoreNothingAndTheNextBatchWorks();
};

void TestPoisonedEvents::cleanup()
{
    setFaults("");
}

void TestPoisonedEvents::oneAmongAHundredIsSetAsideAlone()
{
    Store store;
    std::vector<WriteRequest> requests;
    for (int i = 0; i < 100; ++i)
        requests.push_back(request(u"e%1"_s.arg(i), u"s%1"_s.arg(i % 3)));
    setFaults("projector.write:38:error");
    const auto outcomes = store.commit(requests);
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        QCOMPARE(outcomes[i].kind,
                 i == 37 ? EventOutcome::Kind::DeadLetter : EventOutcome::Kind::Stored);
    QCOMPARE(store.number(u"SELECT count(*) FROM event"_s), 99);
    QVERIFY(!store.eventIds().contains(u"e37"));
    const QStringList letters =
        store.rows(u"SELECT event_id, error, CAST(payload AS TEXT) FROM dead_letter"_s);
    QCOMPARE(letters.size(), 1);
    QVERIFY(letters.first().startsWith(u"e37|failpoint projector.write|{"));
    QCOMPARE(store.number(u"SELECT events FROM session WHERE id = 's1'"_s), 32);
    QVERIFY(!store.projections().join(u' ').contains(u"e37"));
    QCOMPARE(store.damage(), QString());
}

void TestPoisonedEvents::theFirstOfItsSessionLeavesNoSession()
{
    Store store;
    setFaults("projector.write:1:error");
    const QByteArray call =
        payload(u"bad"_s, u"PreToolUse"_s, {{u"tool_use_id"_s, u"t"_s}, {u"agent_id"_s, u"a"_s}});
    QCOMPARE(store.commitAndTell({request(u"x"_s, call), request(u"y"_s, u"good"_s)}),
             u"dead, stored 1");
    QCOMPARE(store.rows(u"SELECT ref, id FROM session"_s), QStringList{u"1|good"_s});
    QCOMPARE(store.number(u"SELECT count(*) FROM tool_call"_s), 0);
    QCOMPARE(store.number(u"SELECT count(*) FROM agent"_s), 0);
    QCOMPARE(store.damage(), QString());
}

void TestPoisonedEvents::badOnesAnywhereInAnyBatchAreSetAsideAlone()
{
    std::mt19937 random(seedOfThisRun());
    for (int round = 0; round < 30; ++round) {
        const auto below = [&random](int n) {
            return std::uniform_int_distribution<int>(0, n - 1)(random);
        };
        Store store;
        Store clean; // the same without the bad ones
        int next = 0;
        qint64 bad = 0;
        for (int batch = 0; batch < 4; ++batch) {
            std::vector<WriteRequest> requests;
            QSet<int> poisoned;
            const int size = 1 + below(30);
            for (int i = 0; i < size; ++i) {
                const QByteArray content =
                    payload(u"s%1"_s.arg(below(4)), below(2) ? u"PreToolUse"_s : u"Stop"_s,
                            {{u"tool_use_id"_s, u"t%1"_s.arg(below(9))}});
                requests.push_back(request(u"e%1"_s.arg(next), content, 1000 + next));
                ++next;
                if (below(6) == 0)
                    poisoned.insert(i);
            }
            QByteArray faults;
            for (const int position : std::as_const(poisoned))
                faults += "projector.write:" + QByteArray::number(position + 1) + ":error,";
            setFaults(faults.constData());
            const auto outcomes = store.commit(requests);
            setFaults("");
            std::vector<WriteRequest> good;
            for (int i = 0; i < size; ++i) {
                const bool isBad = poisoned.contains(i);
                QCOMPARE(outcomes[std::size_t(i)].kind,
                         isBad ? EventOutcome::Kind::DeadLetter : EventOutcome::Kind::Stored);
                if (!isBad)
                    good.push_back(requests[std::size_t(i)]);
            }
            clean.commit(good);
            bad += poisoned.size();
        }
        QCOMPARE(store.number(u"SELECT count(*) FROM dead_letter"_s), bad);
        QCOMPARE(store.eventIds(), clean.eventIds());
        QCOMPARE(store.projections(), clean.projections());
        QCOMPARE(store.damage(), QString());
    }
}

void TestPoisonedEvents::allOfABatchMayBeBad()
{
    Store store;
    setFaults("projector.write:1+:error");
    QCOMPARE(store.commitAndTell({request(u"a"_s), request(u"b"_s)}), u"dead, dead");
    QCOMPARE(store.number(u"SELECT count(*) FROM session"_s), 0);
    setFaults("");
    QCOMPARE(store.commitAndTell({request(u"c"_s)}), u"stored 1");
}

void TestPoisonedEvents::errorsOfTheTransactionStoreNothingAndTheNextBatchWorks_data()
{
    QTest::addColumn<QByteArray>("point");
    for (const char *point : {"writer.before_begin", "writer.after_begin",
                              "writer.between_savepoints", "writer.before_commit"})
        QTest::newRow(point) << QByteArray(point);
}

void TestPoisonedEvents::errorsOfTheTransactionStoreNothingAndTheNextBatchWorks()
{
    QFETCH(QByteArray, point);
    Store store;
    store.commit({request(u"first"_s)});
    const QByteArray fault = point + ":1+:error";
    setFaults(fault.constData());
    QCOMPARE(store.commitAndTell({request(u"a"_s), request(u"b"_s, u"t"_s), request(u"c"_s)}),
             u"refused, refused, refused");
    setFaults("");
    QCOMPARE(store.eventIds(), QStringList{u"first"_s});
    QCOMPARE(store.number(u"SELECT count(*) FROM session"_s), 1);
    QVERIFY(store.database().isAutocommit());
    QCOMPARE(store.commitAndTell({request(u"a"_s), request(u"b"_s, u"t"_s), request(u"c"_s)}),
             u"stored 2, stored 3, stored 4");
    QCOMPARE(store.damage(), QString());
}

QTEST_GUILESS_MAIN(TestPoisonedEvents)
#include "tst_poisonedevents.moc"
