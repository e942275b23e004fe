// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "runningwriter.h"
#include "searchfixture.h"
#include "store/rebuild.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// The writer fills the index by itself, when no event waits.
class TestIdleIndexing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsStoredIsIndexedWithoutBeingAsked();
    void aStartGoesOnWhereTheLastOneStopped();
    void anIndexThatWasEmptiedIsFilledAgain();
    void aDamagedIndexStopsNoEventAndIsSaid();

private:
    static void take(const RunningWriter &running, const QString &id)
    {
        WriteRequest one = request(
            id, payload(u"s"_s, u"UserPromptSubmit"_s, {{u"prompt"_s, QString(u"pear "_s + id)}}));
        QVERIFY(running.writer->enqueue(one));
    }
    static QString docs(const RunningWriter &running)
    {
        return running.rows(u"SELECT count(*) FROM search_doc"_s).value(0);
    }
};

void TestIdleIndexing::whatIsStoredIsIndexedWithoutBeingAsked()
{
    const RunningWriter running;
    for (int i = 0; i < 300; ++i)
        take(running, u"e%1"_s.arg(i));
    QTRY_COMPARE(docs(running), u"300"_s);
    QTRY_COMPARE(
        running.rows(u"SELECT indexed_to FROM search_progress WHERE what = 'event'"_s).value(0),
        u"300"_s);
    take(running, u"later"_s);
    QTRY_COMPARE(docs(running), u"301"_s);
}

void TestIdleIndexing::aStartGoesOnWhereTheLastOneStopped()
{
    RunningWriter running;
    for (int i = 0; i < 200; ++i)
        take(running, u"e%1"_s.arg(i));
    running.stop(); // at once: most likely nothing is indexed yet
    Writer again(running.folder, running.feed);
    QThread thread;
    again.moveToThread(&thread);
    thread.start();
    QMetaObject::invokeMethod(&again, &Writer::start, Qt::BlockingQueuedConnection);
    QTRY_COMPARE(docs(running), u"200"_s);
    QMetaObject::invokeMethod(&again, &Writer::stop, Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
}

void TestIdleIndexing::anIndexThatWasEmptiedIsFilledAgain()
{
    const RunningWriter running;
    take(running, u"one"_s);
    QTRY_COMPARE(docs(running), u"1"_s);
    QVERIFY(running.transact(rebuildSearch).ok());
    QTRY_COMPARE(docs(running), u"1"_s);
    QCOMPARE(
        running.rows(u"SELECT count(*) FROM search_text WHERE search_text MATCH 'pear'"_s).value(0),
        u"1"_s);
}

void TestIdleIndexing::aDamagedIndexStopsNoEventAndIsSaid()
{
    const RunningWriter running;
    take(running, u"one"_s);
    QTRY_COMPARE(docs(running), u"1"_s);
    QVERIFY(running
                .transact([](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                    const Result<void> done = database.execute(u"DROP TABLE search_text"_s);
                    return done ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(done.error());
                })
                .ok());
    take(running, u"two"_s);
    QTRY_COMPARE(running.rows(u"SELECT count(*) FROM event"_s).value(0), u"2"_s);
    QTRY_VERIFY(!running.writer->figures().searchFailure.isEmpty());
    QVERIFY(running.writer->figures().ready);
    QVERIFY(running.transact(rebuildSearch).ok());
    QTRY_COMPARE(docs(running), u"2"_s);
    QTRY_VERIFY(running.writer->figures().searchFailure.isEmpty());
}

QTEST_GUILESS_MAIN(TestIdleIndexing)
#include "tst_idleindexing.moc"
