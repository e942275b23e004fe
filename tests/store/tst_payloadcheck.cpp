// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "seed.h"
#include "store/readmodel.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// A bit that flipped on the disk is found where SQLite can't find it: in a payload.
class TestPayloadCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyChangedByteGivesAnotherCheck();
    void aFlippedPayloadIsDamagedAndTheOthersAreRead();
    void aPayloadInTheWrongRowIsDamaged();
    void aRowOfBeforeThereWasACheckIsRead();
};

void TestPayloadCheck::anyChangedByteGivesAnotherCheck()
{
    std::mt19937 random(seedOfThisRun());
    for (int round = 0; round < 200; ++round) {
        QByteArray bytes(1 + int(random() % 300), Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(random());
        const quint64 check = payloadCheck(u"id"_s, bytes);
        QByteArray flipped = bytes;
        char &byte = flipped[int(random() % unsigned(flipped.size()))];
        byte = char(byte ^ (1 << (random() % 8)));
        QVERIFY(payloadCheck(u"id"_s, flipped) != check);
        QVERIFY(payloadCheck(u"ie"_s, bytes) != check);
        QVERIFY(payloadCheck(u"id"_s, bytes.chopped(1)) != check);
    }
    QVERIFY(payloadCheck(u"ab"_s, "c") != payloadCheck(u"a"_s, "bc"));
}

void TestPayloadCheck::aFlippedPayloadIsDamagedAndTheOthersAreRead()
{
    Store store;
    const QByteArray large =
        payload(u"s"_s, u"UserPromptSubmit"_s, {{u"prompt"_s, QString(9000, u'x')}});
    store.commit({request(u"a"_s), request(u"b"_s, large), request(u"c"_s)});
    for (const int seq : {1, 2})
        QVERIFY(store.database()
                    .execute(u"UPDATE event SET payload = CAST(substr(payload, 1, 20) || "
                             "X'7a' || substr(payload, 22) AS BLOB) WHERE seq = %1"_s.arg(seq))
                    .ok());
    for (const int seq : {1, 2}) {
        const Result<QByteArray> damaged = eventPayload(store.database(), seq);
        QVERIFY(!damaged);
        QCOMPARE(damaged.error().code, ErrorCode::Corrupt);
    }
    QCOMPARE(eventPayload(store.database(), 3).value(),
             payload(u"s"_s, u"UserPromptSubmit"_s, {{u"prompt"_s, u"c"_s}}));
    QCOMPARE(events(store.database(), {}).value().size(), std::size_t(3));
}

void TestPayloadCheck::aPayloadInTheWrongRowIsDamaged()
{
    Store store;
    store.commit({request(u"a"_s), request(u"b"_s)});
    QVERIFY(store.database()
                .execute(u"UPDATE event SET (payload, payload_check) = "
                         "(SELECT payload, payload_check FROM event WHERE seq = 1) WHERE seq = 2"_s)
                .ok());
    QVERIFY(eventPayload(store.database(), 1).ok());
    QVERIFY(!eventPayload(store.database(), 2));
}

void TestPayloadCheck::aRowOfBeforeThereWasACheckIsRead()
{
    Store store;
    store.commit({request(u"a"_s)});
    QVERIFY(store.database().execute(u"UPDATE event SET payload_check = NULL"_s).ok());
    QVERIFY(eventPayload(store.database(), 1).ok());
}

QTEST_GUILESS_MAIN(TestPayloadCheck)
#include "tst_payloadcheck.moc"
