// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "programs.h"
#include "seed.h"
#include "storefixture.h"

#include <QTest>

#include <random>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

int rounds()
{
    const int wanted = qEnvironmentVariableIntValue("DOGWATCH_CRASH_ROUNDS");
    return wanted > 0 ? wanted : 5;
}

void merge(History &all, const History &more)
{
    all.sent.unite(more.sent);
    all.acknowledged.insert(more.acknowledged);
    all.refused += more.refused;
}

// What the store must hold, whatever happened: everything that was acknowledged, under its number,
// once, whole; and nothing that was not sent.
void compare(const QString &folder, const History &history)
{
    auto opened = Database::open(folder + u"/dogwatch.db"_s, Database::Mode::ReadWrite, folder);
    QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.error().text));
    Database &database = **opened;
    QCOMPARE(damageOf(database), QString());
    QHash<QString, qint64> stored;
    const QStringList rows = rowsOf(database, u"SELECT event_id, seq FROM event"_s);
    for (const QString &row : rows)
        stored.insert(row.section(u'|', 0, 0), row.section(u'|', 1, 1).toLongLong());
    QCOMPARE(stored.size(), rows.size());
    for (auto it = history.acknowledged.cbegin(); it != history.acknowledged.cend(); ++it)
        QVERIFY2(stored.value(it.key(), -1) == it.value(),
                 qPrintable(u"%1 was acknowledged as %2 and is %3"_s.arg(it.key())
                                .arg(it.value())
                                .arg(stored.value(it.key(), -1))));
    for (auto it = stored.cbegin(); it != stored.cend(); ++it)
        QVERIFY2(history.sent.contains(it.key()), qPrintable(it.key()));
    QCOMPARE(history.refused, QStringList());
    QCOMPARE(numberOf(database, u"SELECT count(*) FROM dead_letter"_s), 0);
    QCOMPARE(numberOf(database,
                      u"SELECT count(*) FROM session WHERE open_calls <> (SELECT count(*) "
                      "FROM tool_call WHERE session_ref = ref AND status = 'running')"_s),
             0);
}

} // namespace

// kill -9 at any moment: nothing acknowledged is lost, nothing is there twice, nothing is half
// there.
class TestCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theWriterKilledAtAnyMomentKeepsItsWord();
    void theWriterKilledAtAnyPointKeepsItsWord_data();
    void theWriterKilledAtAnyPointKeepsItsWord();
    void theProgramKilledAtAnyMomentKeepsItsWord();
    void theProgramKilledAtAnyPointKeepsItsWord_data();
    void theProgramKilledAtAnyPointKeepsItsWord();

private:
    void addPoints();

    std::mt19937 m_random;
};

void TestCrash::initTestCase()
{
    qInfo("%d rounds", rounds());
    m_random.seed(seedOfThisRun());
}

void TestCrash::theWriterKilledAtAnyMomentKeepsItsWord()
{
    QTemporaryDir folder;
    History all;
    qsizetype unacknowledged = 0;
    for (int round = 0; round < rounds(); ++round) {
        CrashWriter writer;
        QVERIFY(writer.start(folder.path(), u"r%1"_s.arg(round), {}));
        QTest::qWait(std::uniform_int_distribution<int>(2, 500)(m_random));
        merge(all, writer.end(true));
        if (!QFile::exists(folder.filePath(u"dogwatch.db"_s)))
            continue;
        compare(folder.path(), all);
        if (QTest::currentTestFailed())
            return;
    }
    // Whoever got no answer sends again, and there is each of them once.
    auto opened =
        Database::open(folder.filePath(u"dogwatch.db"_s), Database::Mode::CreateIfMissing);
    QVERIFY(opened.ok());
    const std::atomic<bool> cancelled = false;
    BatchCommitter committer(**opened, cancelled);
    QVERIFY(committer.resume().ok());
    std::vector<WriteRequest> again;
    for (const QString &id : std::as_const(all.sent)) {
        if (all.acknowledged.contains(id))
            continue;
        again.push_back(request(id, payload(id.section(u'-', 0, -2), u"Stop"_s)));
        ++unacknowledged;
    }
    const auto outcomes = committer.commit(again).outcomes;
    qint64 duplicates = 0;
    for (const EventOutcome &outcome : outcomes)
        duplicates += outcome.kind == EventOutcome::Kind::Duplicate ? 1 : 0;
    QCOMPARE(numberOf(**opened, u"SELECT count(*) FROM event"_s), qint64(all.sent.size()));
    QCOMPARE(damageOf(**opened), QString());
    qInfo("%lld sent, %lld acknowledged, %lld not; of these %lld were stored",
          qint64(all.sent.size()), qint64(all.acknowledged.size()), qint64(unacknowledged),
          duplicates);
}

void TestCrash::addPoints()
{
    QTest::addColumn<QByteArray>("fault");
    for (const char *point :
         {"writer.before_begin", "writer.after_begin", "writer.between_savepoints",
          "projector.write", "writer.before_commit", "writer.after_commit",
          "writer.before_answer"}) {
        for (const int nth : {1, 7, 60})
            QTest::addRow("%s the %d. time", point, nth)
                << QByteArray(point) + ':' + QByteArray::number(nth) + ":kill";
    }
}

void TestCrash::theWriterKilledAtAnyPointKeepsItsWord_data()
{
    addPoints();
}

void TestCrash::theWriterKilledAtAnyPointKeepsItsWord()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#endif
    QFETCH(QByteArray, fault);
    QTemporaryDir folder;
    CrashWriter writer;
    QVERIFY(writer.start(folder.path(), u"r"_s, fault));
    const History first = writer.end(false);
    QVERIFY(!first.sent.isEmpty());
    compare(folder.path(), first);
    CrashWriter next;
    QVERIFY(next.start(folder.path(), u"next"_s, {}));
    QTest::qWait(50);
    History all = next.end(true);
    merge(all, first);
    compare(folder.path(), all);
}

void TestCrash::theProgramKilledAtAnyMomentKeepsItsWord()
{
    if (!Headless::isBuilt())
        QSKIP("dogwatch is not built");
    QTemporaryDir folder;
    History all;
    for (int round = 0; round < rounds(); ++round) {
        Headless program;
        QVERIFY(program.start(folder.path(), u"r%1"_s.arg(round), {}));
        QTest::qWait(std::uniform_int_distribution<int>(2, 500)(m_random));
        merge(all, program.end(true));
        compare(folder.path(), all);
        if (QTest::currentTestFailed())
            return;
    }
    Headless program;
    QVERIFY(program.start(folder.path(), {}, {}));
    qint64 duplicates = 0;
    const QSet<QString> sent = all.sent;
    for (const QString &id : sent) {
        if (all.acknowledged.contains(id))
            continue;
        const auto [status, isDuplicate] = program.send(id);
        QCOMPARE(status, 200);
        duplicates += isDuplicate ? 1 : 0;
    }
    QCOMPARE(program.terminate(), 0);
    compare(folder.path(), all);
    auto opened = Database::open(folder.filePath(u"dogwatch.db"_s), Database::Mode::ReadOnly);
    QVERIFY(opened.ok());
    QCOMPARE(numberOf(**opened, u"SELECT count(*) FROM event"_s), qint64(all.sent.size()));
    qInfo("%lld sent, %lld acknowledged; of the others %lld were stored", qint64(all.sent.size()),
          qint64(all.acknowledged.size()), duplicates);
}

void TestCrash::theProgramKilledAtAnyPointKeepsItsWord_data()
{
    addPoints();
}

void TestCrash::theProgramKilledAtAnyPointKeepsItsWord()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#endif
    if (!Headless::isBuilt())
        QSKIP("dogwatch is not built");
    QFETCH(QByteArray, fault);
    QTemporaryDir folder;
    Headless program;
    QVERIFY(program.start(folder.path(), u"r"_s, fault));
    const History history = program.end(false);
    QVERIFY(!history.sent.isEmpty());
    compare(folder.path(), history);
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
