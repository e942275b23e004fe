// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/faultvfs.h"
#include "store/streamlog.h"
#include "store/subscriptionwork.h"
#include "store/transaction.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNow = 1'700'000'000'000;

StreamAppend append(const QByteArray &bytes, qint64 seq)
{
    StreamAppend append;
    append.path = "s";
    append.contentType = "text/plain";
    append.body = bodyOf(bytes, false);
    append.producer = ProducerClaim{"p", 0, seq};
    return append;
}

// Commits where it is told to be done, as the writer does.
template<class Change>
auto transact(Store &store, Change change) -> decltype(change(store.database()))
{
    ImmediateTransaction transaction(store.database());
    if (Result<void> begun = transaction.begin(); !begun)
        return begun.error();
    auto result = change(store.database());
    if (!result)
        return result;
    if (Result<void> committed = transaction.commit(); !committed)
        return committed.error();
    return result;
}

// A stream with one append, and a consumer of it that somebody holds.
void prepare(Store &store)
{
    StreamCreate create;
    create.path = "s";
    create.contentType = "text/plain";
    SubscriptionConfig config;
    config.streams = {"s"};
    const auto made = transact(store, [&](Database &database) -> Result<SubscriptionOutcome> {
        if (Result<StreamOutcome> done = createStream(database, create, kNow); !done)
            return done.error();
        if (Result<SubscriptionOutcome> done = createSubscription(database, "c", config, kNow);
            !done)
            return done;
        if (Result<StreamOutcome> done = appendToStream(database, append("one", 0), kNow); !done)
            return done.error();
        return claimSubscription(database, "c", "holder", kNow);
    });
    QVERIFY(made.ok());
    QCOMPARE(made->verdict, SubscriptionVerdict::Done);
}

} // namespace

// What decides whether something is done already, and can't be read, is not taken for "not done".
class TestStreamFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installFaultVfs(); }
    void whatCanNotBeLookedUpIsNotTaken_data();
    void whatCanNotBeLookedUpIsNotTaken();
};

void TestStreamFaults::whatCanNotBeLookedUpIsNotTaken_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<QByteArray>("code");
    for (const char *operation : {"read", "shmlock", "walwrite"}) {
        for (const char *code : {"IOERR", "BUSY", "CORRUPT"})
            QTest::addRow("%s %s", operation, code) << QByteArray(operation) << QByteArray(code);
    }
}

void TestStreamFaults::whatCanNotBeLookedUpIsNotTaken()
{
    QFETCH(QByteArray, operation);
    QFETCH(QByteArray, code);
    Store store;
    prepare(store);
    if (QTest::currentTestFailed())
        return;
    const auto appendAgain = [&] {
        return transact(store, [](Database &database) {
            return appendToStream(database, append("one", 0), kNow);
        });
    };
    const auto claimAgain = [&] {
        return transact(store, [](Database &database) {
            return claimSubscription(database, "c", "another", kNow);
        });
    };
    bool reached = true;
    int failed = 0;
    for (int nth = 1; reached && nth < 500; ++nth) {
        store.reopen();
        // What opening read is not to be in memory: or no read could fail.
        QVERIFY(store.database().execute(u"PRAGMA cache_size = 1"_s).ok());
        QVERIFY(store.database().execute(u"PRAGMA shrink_memory"_s).ok());
        setVfsFault({operation, nth, code, false});
        const Result<StreamOutcome> duplicate = appendAgain();
        const Result<SubscriptionOutcome> claimed = claimAgain();
        reached = vfsCalls() >= nth;
        setVfsFault({});
        QVERIFY(!duplicate || duplicate->verdict == StreamVerdict::Duplicate);
        QVERIFY(!claimed || claimed->verdict == SubscriptionVerdict::AlreadyClaimed);
        failed += duplicate && claimed ? 0 : 1;
        store.reopen();
        const Result<StreamOutcome> after = appendAgain();
        QVERIFY(after.ok());
        QCOMPARE(after->verdict, StreamVerdict::Duplicate);
    }
    QVERIFY(!reached);
    QVERIFY(failed > 0 || operation != "read");
    QCOMPARE(store.number(u"SELECT count(*) FROM stream_chunk"_s), 1);
    QCOMPARE(store.rows(u"SELECT holder FROM subscription"_s), QStringList{u"holder"_s});
}

QTEST_GUILESS_MAIN(TestStreamFaults)
#include "tst_streamfaults.moc"
