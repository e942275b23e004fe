// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "programs.h"
#include "spoolfixture.h"
#include "storefixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kEvent = R"({"session_id":"s","hook_event_name":"Stop"})";
const QByteArray kBatch =
    R"({"events":[{"event_id":"a","source":"codex","payload":{"session_id":"s"}},)"
    R"({"event_id":"b","source":"codex","payload":{"session_id":"s"}}]})";

} // namespace

// What senders and readers of the whole program hear when it can't do its work: never that all is
// well.
class TestProgramFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void whatIsNotCommittedIsAnswered503_data();
    void whatIsNotCommittedIsAnswered503();
    void aBatchOfWhichOneEventIsRefusedIs503();
    void aPoisonedEventIs422AndADeadLetterAndItsNeighboursAreStored();
    void aDeadLetterIsCommittedWithItsNeighboursOrNotAtAll_data();
    void aDeadLetterIsCommittedWithItsNeighboursOrNotAtAll();
    void aStoreThatIsNoneEndsTheProgramAndIsLeftAsItIs();
    void aSecondInstanceIsTurnedAway();
    void aConnectionThatNeverEndsDoesNotKeepItFromClosingTheStore();
    void aNewerStoreIsRefusedAndLeftAsItIs();
    void lostEventsAreToldByTheApi();
    void aDamagedPayloadIsToldAndTheOthersAreRead();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestProgramFaults::initTestCase()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#endif
    if (!Headless::isBuilt())
        QSKIP("dogwatch is not built");
}

void TestProgramFaults::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestProgramFaults::whatIsNotCommittedIsAnswered503_data()
{
    QTest::addColumn<QByteArray>("fault");
    for (const char *point : {"writer.before_begin", "writer.after_begin",
                              "writer.between_savepoints", "writer.before_commit"})
        QTest::newRow(point) << QByteArray(point) + ":1+:error";
}

void TestProgramFaults::whatIsNotCommittedIsAnswered503()
{
    QFETCH(QByteArray, fault);
    Headless program;
    QVERIFY(program.start(m_folder->path(), {}, fault));
    const Headless::Answer one = program.ask("POST", "/api/hooks/claude-code", kEvent);
    QCOMPARE(one.status, 503);
    QVERIFY(one.retryAfter.toInt() > 0);
    const Headless::Answer batch = program.ask("POST", "/api/events", kBatch);
    QCOMPARE(batch.status, 503);
    QVERIFY(batch.retryAfter.toInt() > 0);
    QCOMPARE(program.terminate(), 0);
    auto reader = Database::open(m_folder->filePath(u"dogwatch.db"_s), Database::Mode::ReadOnly);
    QVERIFY(reader.ok());
    QCOMPARE(numberOf(**reader, u"SELECT count(*) FROM event"_s), 0);
}

void TestProgramFaults::aBatchOfWhichOneEventIsRefusedIs503()
{
    // Both together fail, then the first alone succeeds and the second alone fails.
    Headless program;
    QVERIFY(program.start(m_folder->path(), {},
                          "writer.before_commit:1:error,writer.before_commit:3:error"));
    QCOMPARE(program.ask("POST", "/api/events", kBatch).status, 503);
    const auto stored = [&program] {
        const QByteArray rows = program.ask("GET", "/api/sessions/s/events").body;
        return QJsonDocument::fromJson(rows).array().size();
    };
    QCOMPARE(stored(), 1);
    // Sent again it is whole, and the one that was stored is known.
    const Headless::Answer again = program.ask("POST", "/api/events", kBatch);
    QCOMPARE(again.status, 200);
    QVERIFY(again.body.contains("\"duplicate\":true"));
    QCOMPARE(stored(), 2);
}

void TestProgramFaults::aPoisonedEventIs422AndADeadLetterAndItsNeighboursAreStored()
{
    Headless program;
    QVERIFY(program.start(m_folder->path(), {}, "projector.write:2:error"));
    QCOMPARE(program.ask("POST", "/api/hooks/claude-code", kEvent).status, 200);
    QCOMPARE(program.ask("POST", "/api/hooks/claude-code", kEvent).status, 422);
    QCOMPARE(program.ask("POST", "/api/hooks/claude-code", kEvent).status, 200);
    const QJsonObject status =
        QJsonDocument::fromJson(program.ask("GET", "/api/status").body).object();
    QCOMPARE(status.value(u"events").toInt(), 2);
    QCOMPARE(status.value(u"dead_letters").toInt(), 1);
}

void TestProgramFaults::aDeadLetterIsCommittedWithItsNeighboursOrNotAtAll_data()
{
    QTest::addColumn<QByteArray>("point");
    QTest::addColumn<QString>("kept");
    QTest::newRow("killed before the commit") << QByteArray("writer.before_commit") << u"0|0"_s;
    QTest::newRow("killed after the commit") << QByteArray("writer.after_commit") << u"1|1"_s;
}

void TestProgramFaults::aDeadLetterIsCommittedWithItsNeighboursOrNotAtAll()
{
    QFETCH(QByteArray, point);
    QFETCH(QString, kept);
    Headless program;
    QVERIFY(program.start(m_folder->path(), {}, "projector.write:1:error," + point + ":1:kill"));
    QCOMPARE(program.ask("POST", "/api/events", kBatch).status, 0);
    QVERIFY(!program.waitForEnd().has_value());
    auto reader = Database::open(m_folder->filePath(u"dogwatch.db"_s), Database::Mode::ReadOnly);
    QVERIFY(reader.ok());
    QCOMPARE(rowsOf(**reader,
                    u"SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM "
                    "dead_letter)"_s),
             QStringList{kept});
}

void TestProgramFaults::aStoreThatIsNoneEndsTheProgramAndIsLeftAsItIs()
{
    Headless program;
    QVERIFY(program.start(m_folder->path(), {}, {}));
    QCOMPARE(program.ask("POST", "/api/hooks/claude-code", kEvent).status, 200);
    QCOMPARE(program.terminate(), 0);
    QFile file(m_folder->filePath(u"dogwatch.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray(9000, 'x'));
    file.close();
    Headless next;
    QVERIFY(next.startOnly(m_folder->path(), {}));
    QCOMPARE(next.waitForEnd(), std::optional(4));
    QCOMPARE(contentOfFile(m_folder->filePath(u"dogwatch.db"_s)), QByteArray(9000, 'x'));
}

void TestProgramFaults::aConnectionThatNeverEndsDoesNotKeepItFromClosingTheStore()
{
    Headless program;
    QVERIFY(program.start(m_folder->path(), {}, "network.shutdown:1+:error"));
    QCOMPARE(program.ask("POST", "/api/hooks/claude-code", kEvent).status, 200);
    QCOMPARE(program.terminate(), 0);
    auto reader = Database::open(m_folder->filePath(u"dogwatch.db"_s), Database::Mode::ReadOnly);
    QVERIFY(reader.ok());
    QCOMPARE(numberOf(**reader, u"SELECT count(*) FROM event"_s), 1);
    QVERIFY(!QFileInfo::exists(m_folder->filePath(u"endpoint.json"_s)));
}

void TestProgramFaults::aSecondInstanceIsTurnedAway()
{
    Headless first;
    QVERIFY(first.start(m_folder->path(), {}, {}));
    Headless second;
    QVERIFY(second.startOnly(m_folder->path(), {}));
    QCOMPARE(second.waitForEnd(), std::optional(3));
    QCOMPARE(first.ask("POST", "/api/hooks/claude-code", kEvent).status, 200);
    QCOMPARE(first.terminate(), 0);
    Headless third;
    QVERIFY(third.start(m_folder->path(), {}, {}));
}

void TestProgramFaults::aNewerStoreIsRefusedAndLeftAsItIs()
{
    const QString path = m_folder->filePath(u"dogwatch.db"_s);
    {
        auto made = Database::open(path, Database::Mode::CreateIfMissing);
        QVERIFY((*made)->execute(u"PRAGMA user_version = 9999"_s).ok());
    }
    const QByteArray before = contentOfFile(path);
    Headless program;
    QVERIFY(program.startOnly(m_folder->path(), {}));
    QCOMPARE(program.waitForEnd(), std::optional(4));
    QCOMPARE(contentOfFile(path), before);
}

void TestProgramFaults::lostEventsAreToldByTheApi()
{
    QVERIFY(QDir(m_folder->path()).mkdir(u"spool"_s));
    putFile(m_folder->filePath(u"spool"_s), u".gap"_s, "1763700000000 codex full\n");
    Headless program;
    QVERIFY(program.start(m_folder->path(), {}, {}));
    QJsonObject status;
    QVERIFY(QTest::qWaitFor([&] {
        status = QJsonDocument::fromJson(program.ask("GET", "/api/status").body).object();
        return status.value(u"lost_events").toInt() == 1;
    }));
    QCOMPARE(status.value(u"last_lost_at").toString(), u"2025-11-21T04:40:00.000Z");
    // The record goes after the commit that the answer told of.
    QTRY_COMPARE(filesIn(m_folder->filePath(u"spool"_s)), QStringList());
    QVERIFY(program.ask("GET", "/metrics").body.contains("spool_dropped_total 1\n"));
}

void TestProgramFaults::aDamagedPayloadIsToldAndTheOthersAreRead()
{
    Headless program;
    QVERIFY(program.start(m_folder->path(), {}, {}));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(program.ask("POST", "/api/hooks/claude-code", kEvent).status, 200);
    QCOMPARE(program.terminate(), 0);
    {
        auto opened = Database::open(m_folder->filePath(u"dogwatch.db"_s),
                                     Database::Mode::ReadWrite, m_folder->path());
        QVERIFY(opened.ok());
        // Still JSON, so that nothing but the check can tell.
        QVERIFY((*opened)
                    ->execute(u"UPDATE event SET payload = CAST(replace(CAST(payload AS TEXT), "
                              "'Stop', 'Stup') AS BLOB) WHERE seq = 2"_s)
                    .ok());
    }
    QProcess reader;
    reader.start(QStringLiteral(DOGWATCH_BIN_DIR "/dogwatchctl"),
                 {u"--data-dir"_s, m_folder->path(), u"events"_s, u"--payload"_s, u"--json"_s});
    QVERIFY(reader.waitForFinished());
    QCOMPARE(reader.exitCode(), 0);
    const QJsonArray rows = QJsonDocument::fromJson(reader.readAllStandardOutput()).array();
    QCOMPARE(rows.size(), 3);
    for (const int i : {0, 1, 2}) {
        const QJsonObject row = rows.at(i).toObject();
        QCOMPARE(row.value(u"payload").isNull(), i == 1);
        QCOMPARE(row.value(u"payload_error").isString(), i == 1);
    }
}

QTEST_GUILESS_MAIN(TestProgramFaults)
#include "tst_programfaults.moc"
