// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "seed.h"
#include "store/observation.h"
#include "store/rebuild.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// As the program does it: which repository a session's folder belongs to, found some time later.
void observe(Store &store, const QString &session, qint64 nowMs)
{
    const QString ref =
        store.rows(u"SELECT ref FROM session WHERE id = '%1'"_s.arg(session)).value(0);
    if (ref.isEmpty())
        return;
    const auto done = store.committer().transact([&](Database &, EventLog &log,
                                                     Projector &projector) -> Result<ChangeSet> {
        Entry entry = workspaceFound(nowMs, u"project of "_s + session, u"main"_s);
        entry.seq = log.lastSeq();
        const SessionRef number{ref.toLongLong()};
        if (Result<void> kept = log.appendObservation(entry, number, observationBody(entry)); !kept)
            return kept.error();
        Result<Changes> changes = projector.project({Source::ClaudeCode, session}, entry);
        if (!changes)
            return changes.error();
        ChangeSet set;
        set.add(*changes);
        return set;
    });
    QVERIFY(done.ok());
}

} // namespace

class TestRebuild : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameTablesFollowFromTheLog();
    void whatDoesNotFollowFromTheLogGoesAway();
    void aPayloadThatWasCutIsReadTheSameAgain();
    void aDamagedPayloadLeavesTheTablesAlone();

private:
    static Result<ChangeSet> rebuild(Store &store)
    {
        return store.committer().transact(rebuildProjections);
    }
};

void TestRebuild::theSameTablesFollowFromTheLog()
{
    std::mt19937 random(seedOfThisRun());
    for (int round = 0; round < 5; ++round) {
        Store store;
        for (int batch = 0; batch < 6; ++batch) {
            store.commit(randomTraffic(random, 60));
            observe(store, u"session-%1"_s.arg(batch % 3), 1000 + batch);
            if (batch == 3)
                store.reopen();
        }
        const QStringList before = store.projections();
        const Result<ChangeSet> rebuilt = rebuild(store);
        QVERIFY2(rebuilt.ok(), rebuilt.ok() ? "" : qPrintable(rebuilt.error().text));
        QVERIFY(rebuilt->rebuilt);
        QCOMPARE(store.projections(), before);
        // And it goes on from there.
        store.commit({request(u"afterwards"_s, u"session-1"_s)});
        QCOMPARE(store.damage(), QString());
    }
}

void TestRebuild::whatDoesNotFollowFromTheLogGoesAway()
{
    Store store;
    store.commit({request(u"a"_s), request(u"b"_s, u"t"_s)});
    const QStringList before = store.projections();
    QVERIFY(store.database().execute(u"UPDATE session SET status = 'lost', events = 77"_s).ok());
    QVERIFY(store.database().execute(u"DELETE FROM turn"_s).ok());
    QVERIFY(store.projections() != before);
    QVERIFY(rebuild(store).ok());
    QCOMPARE(store.projections(), before);
}

void TestRebuild::aPayloadThatWasCutIsReadTheSameAgain()
{
    Store store;
    QByteArray content =
        payload(u"s"_s, u"UserPromptSubmit"_s,
                {{u"prompt"_s, QString(u"start "_s + QString(9 * 1024 * 1024, u'x'))}});
    store.commit({request(u"a"_s, content)});
    const QStringList before = store.projections();
    QVERIFY(before.join(u' ').contains(u"start xxx"));
    QVERIFY(store.number(u"SELECT length(payload) FROM event"_s) < 1024 * 1024);
    QVERIFY(rebuild(store).ok());
    QCOMPARE(store.projections(), before);
}

void TestRebuild::aDamagedPayloadLeavesTheTablesAlone()
{
    Store store;
    store.commit({request(u"a"_s), request(u"b"_s)});
    const QStringList before = store.projections();
    QVERIFY(store.database().execute(u"UPDATE event SET payload = X'00' WHERE seq = 2"_s).ok());
    const Result<ChangeSet> rebuilt = rebuild(store);
    QVERIFY(!rebuilt);
    QCOMPARE(rebuilt.error().code, ErrorCode::Corrupt);
    QCOMPARE(store.projections(), before);
}

QTEST_GUILESS_MAIN(TestRebuild)
#include "tst_rebuild.moc"
