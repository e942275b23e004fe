// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deadletters.h"
#include "store/readmodel.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

Result<ChangeSet> retry(Store &store, qint64 id)
{
    return store.committer().transact(
        [id](Database &database, EventLog &log, Projector &projector) {
            return retryDeadLetter(database, log, projector, id, {});
        });
}

// As the reason of a dead letter says it, though the payload is an event's.
WriteRequest letter(const QString &id, const QString &unknownSource = {})
{
    WriteRequest made = request(id, u"late"_s);
    made.event.deadLetterReason = u"for a reason that may pass"_s;
    made.event.unknownSource = unknownSource;
    return made;
}

} // namespace

// What could not be an event is kept whole, and may become one.
class TestDeadLetters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLetterThatCanBeAnEventNowIsOneOnce();
    void aLetterThatStillCanNotBeOneStays();
    void anUnknownSourceWaitsForAVersionThatKnowsIt();
    void anEventThatIsThereAlreadyIsAConflict();
    void aDiscardedLetterIsGone();
};

void TestDeadLetters::aLetterThatCanBeAnEventNowIsOneOnce()
{
    Store store;
    store.commit({request(u"a"_s), letter(u"x"_s), request(u"b"_s)});
    QCOMPARE(store.number(u"SELECT count(*) FROM dead_letter"_s), 1);
    const Result<ChangeSet> changes = retry(store, 1);
    QVERIFY(changes.ok());
    QCOMPARE(changes->events, 1);
    QCOMPARE(store.eventIds(), (QStringList{u"a"_s, u"b"_s, u"x"_s}));
    QCOMPARE(store.number(u"SELECT count(*) FROM dead_letter"_s), 0);
    QCOMPARE(store.number(u"SELECT events FROM session WHERE id = 'late'"_s), 1);
    QCOMPARE(retry(store, 1).error().code, ErrorCode::NotFound);
    QCOMPARE(store.commitAndTell({request(u"x"_s, u"late"_s)}), u"duplicate 3");
    QCOMPARE(store.damage(), QString());
}

void TestDeadLetters::aLetterThatStillCanNotBeOneStays()
{
    Store store;
    store.commit({request(u"x"_s, payload({}, u"Stop"_s))});
    const Result<ChangeSet> changes = retry(store, 1);
    QVERIFY(!changes);
    QCOMPARE(changes.error().code, ErrorCode::InvalidInput);
    QCOMPARE(store.number(u"SELECT count(*) FROM dead_letter"_s), 1);
    QCOMPARE(store.eventIds(), QStringList());
}

void TestDeadLetters::anUnknownSourceWaitsForAVersionThatKnowsIt()
{
    Store store;
    store.commit({letter(u"x"_s, u"agent-of-next-year"_s)});
    QCOMPARE(deadLetters(store.database(), 10).value().front().source, u"agent-of-next-year");
    const Result<ChangeSet> changes = retry(store, 1);
    QVERIFY(!changes);
    QCOMPARE(changes.error().code, ErrorCode::InvalidInput);
    QCOMPARE(store.number(u"SELECT count(*) FROM dead_letter"_s), 1);
    // The version that knows it stands before us in the shape of a name that we know.
    QVERIFY(store.database().execute(u"UPDATE dead_letter SET source = 'opencode'"_s).ok());
    QVERIFY(retry(store, 1).ok());
    QCOMPARE(store.rows(u"SELECT source, event_id FROM event"_s), QStringList{u"opencode|x"_s});
}

void TestDeadLetters::anEventThatIsThereAlreadyIsAConflict()
{
    Store store;
    store.commit({letter(u"x"_s)});
    store.commit({request(u"x"_s, u"late"_s)});
    QCOMPARE(retry(store, 1).error().code, ErrorCode::Conflict);
    QCOMPARE(store.eventIds(), QStringList{u"x"_s});
    QCOMPARE(store.number(u"SELECT count(*) FROM dead_letter"_s), 1);
    QCOMPARE(store.damage(), QString());
}

void TestDeadLetters::aDiscardedLetterIsGone()
{
    Store store;
    store.commit({letter(u"x"_s)});
    const auto discard = [&store] {
        return store.committer().transact([](Database &database, EventLog &, Projector &) {
            return discardDeadLetter(database, 1);
        });
    };
    QVERIFY(discard().ok());
    QCOMPARE(store.number(u"SELECT count(*) FROM dead_letter"_s), 0);
    QCOMPARE(discard().error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestDeadLetters)
#include "tst_deadletters.moc"
