// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "ctlcall.h"
#include "store/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kEvent = R"({"session_id":"s","hook_event_name":"SessionStart","cwd":"/w"})";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

// The commands about the store itself: with a running Dogwatch through it, without one alone.
class TestCtlStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { (void)m_app.end(true); }
    void aBackupIsAWholeStore_data() { appUpOrDown(); }
    void aBackupIsAWholeStore();
    void aBackupNeverTakesThePlaceOfAFile();
    void verifyFindsWhatDoesNotFollowAndRebuildMendsIt_data() { appUpOrDown(); }
    void verifyFindsWhatDoesNotFollowAndRebuildMendsIt();
    void aDeadLetterIsListedShownRetriedAndDiscarded_data() { appUpOrDown(); }
    void aDeadLetterIsListedShownRetriedAndDiscarded();
    void anotherTokenIsTakenAtOnce();
    void aReplayNeedsTheApp();
    void aReplayStoresEachEventOnce();
    void doctorSaysWhatIsWrong();

private:
    static void appUpOrDown();
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"data"_s); }
    [[nodiscard]] QString database() const { return folder() + u"/dogwatch.db"_s; }
    void startWithEvents(int count);
    void endUnless(bool up);

    std::unique_ptr<QTemporaryDir> m_folder;
    Headless m_app;
};

void TestCtlStore::appUpOrDown()
{
    QTest::addColumn<bool>("up");
    QTest::newRow("with the app") << true;
    QTest::newRow("without the app") << false;
}

void TestCtlStore::startWithEvents(int count)
{
    QVERIFY(m_app.start(folder(), {}, {}));
    for (int i = 0; i < count; ++i)
        QCOMPARE(m_app.ask("POST", "/api/hooks/claude-code", kEvent).status, 200);
}

void TestCtlStore::endUnless(bool up)
{
    if (!up)
        QCOMPARE(m_app.terminate(), 0);
}

void TestCtlStore::aBackupIsAWholeStore()
{
    QFETCH(bool, up);
    startWithEvents(3);
    endUnless(up);
    const QString path = m_folder->filePath(u"copy.db"_s);
    const CtlOutcome backup = ctl(folder(), {u"backup"_s, path});
    QVERIFY2(backup.code == 0, backup.err.constData());
    auto copy = Database::open(path, Database::Mode::ReadOnly);
    QVERIFY(copy.ok());
    QCOMPARE(numberOf(**copy, u"SELECT count(*) FROM event"_s), 3);
    QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    // Without a name it goes where backups are kept.
    QCOMPARE(ctl(folder(), {u"backup"_s}).code, 0);
    QCOMPARE(QDir(folder() + u"/backups"_s).entryList(QDir::Files).size(), 1);
}

void TestCtlStore::aBackupNeverTakesThePlaceOfAFile()
{
    startWithEvents(1);
    const QString path = m_folder->filePath(u"mine"_s);
    QFile mine(path);
    QVERIFY(mine.open(QIODevice::WriteOnly));
    mine.write("mine");
    mine.close();
    const CtlOutcome backup = ctl(folder(), {u"backup"_s, path});
    QCOMPARE(backup.code, 1);
    QVERIFY2(backup.err.contains("mine"), backup.err.constData());
    QCOMPARE(contentOf(path), QByteArray("mine"));
}

void TestCtlStore::verifyFindsWhatDoesNotFollowAndRebuildMendsIt()
{
    QFETCH(bool, up);
    startWithEvents(2);
    QCOMPARE(m_app.terminate(), 0);
    QCOMPARE(ctl(folder(), {u"verify"_s}).code, 0);
    {
        auto store = Database::open(database(), Database::Mode::ReadWrite, folder());
        QVERIFY(store.ok());
        QVERIFY((*store)->execute(u"UPDATE session SET project = 'another'"_s).ok());
    }
    if (up)
        QVERIFY(m_app.start(folder(), {}, {}));
    const CtlOutcome found = ctl(folder(), {u"verify"_s, u"--json"_s});
    QCOMPARE(found.code, 1);
    QVERIFY2(found.out.contains("session"), found.out.constData());
    const CtlOutcome rebuild = ctl(folder(), {u"rebuild"_s});
    QVERIFY2(rebuild.code == 0, rebuild.err.constData());
    QCOMPARE(ctl(folder(), {u"verify"_s}).code, 0);
    const QJsonArray sessions = ctl(folder(), {u"sessions"_s, u"--json"_s}).array();
    QCOMPARE(sessions.at(0)[u"project"].toString(), u"w"_s);
    QCOMPARE(sessions.at(0)[u"events"].toInt(), 2);
}

void TestCtlStore::aDeadLetterIsListedShownRetriedAndDiscarded()
{
    QFETCH(bool, up);
    QVERIFY(m_app.start(folder(), {}, {}));
    for (const char *nameless : {R"({"hook_event_name":"Stop","n":1})", R"({"n":2})"})
        QCOMPARE(m_app.ask("POST", "/api/hooks/claude-code", nameless).status, 422);
    endUnless(up);
    const QJsonArray letters = ctl(folder(), {u"dead-letters"_s, u"list"_s, u"--json"_s}).array();
    QCOMPARE(letters.size(), 2);
    const QString id = QString::number(letters.at(0)[u"id"].toInteger());
    const QJsonObject shown =
        ctl(folder(), {u"dead-letters"_s, u"show"_s, id, u"--json"_s}).object();
    QVERIFY(shown.value(u"payload").toString().contains(u"\"n\":"_s));
    QVERIFY(!shown.value(u"error").toString().isEmpty());
    // It still names no session.
    const CtlOutcome retried = ctl(folder(), {u"dead-letters"_s, u"retry"_s, id});
    QCOMPARE(retried.code, 1);
    QCOMPARE(ctl(folder(), {u"dead-letters"_s, u"list"_s, u"--json"_s}).array().size(), 2);
    const CtlOutcome discarded = ctl(folder(), {u"dead-letters"_s, u"discard"_s, id});
    QVERIFY2(discarded.code == 0, discarded.err.constData());
    QCOMPARE(ctl(folder(), {u"dead-letters"_s, u"list"_s, u"--json"_s}).array().size(), 1);
    QCOMPARE(ctl(folder(), {u"dead-letters"_s, u"discard"_s, id}).code, 1);
    QCOMPARE(ctl(folder(), {u"dead-letters"_s, u"discard"_s, u"x"_s}).code, 2);
    QCOMPARE(ctl(folder(), {u"dead-letters"_s, u"burn"_s, id}).code, 2);
}

void TestCtlStore::anotherTokenIsTakenAtOnce()
{
    startWithEvents(1);
    const QByteArray before = contentOf(folder() + u"/token"_s);
    QCOMPARE(ctl(folder(), {u"token"_s, u"rotate"_s}).code, 0);
    const QByteArray after = contentOf(folder() + u"/token"_s);
    QVERIFY(!after.isEmpty() && after != before);
    const QJsonObject endpoint =
        QJsonDocument::fromJson(contentOf(folder() + u"/endpoint.json"_s)).object();
    QCOMPARE(endpoint.value(u"token").toString().toUtf8(), after.trimmed());
    QCOMPARE(m_app.ask("GET", "/api/status").status, 401); // it asks with the old one
    QCOMPARE(m_app.terminate(), 0);
    QCOMPARE(ctl(folder(), {u"token"_s, u"rotate"_s}).code, 0);
    QVERIFY(contentOf(folder() + u"/token"_s) != after);
}

void TestCtlStore::aReplayNeedsTheApp()
{
    startWithEvents(1);
    QCOMPARE(m_app.terminate(), 0);
    const QString file = m_folder->filePath(u"one.json"_s);
    QFile recording(file);
    QVERIFY(recording.open(QIODevice::WriteOnly));
    recording.write(kEvent + '\n');
    recording.close();
    const CtlOutcome replay = ctl(folder(), {u"replay"_s, file, u"--source"_s, u"claude-code"_s});
    QCOMPARE(replay.code, 3);
    QCOMPARE(ctl(folder(), {u"events"_s, u"--json"_s}).array().size(), 1);
}

void TestCtlStore::aReplayStoresEachEventOnce()
{
    startWithEvents(0);
    const QString file = m_folder->filePath(u"three.jsonl"_s);
    QFile recording(file);
    QVERIFY(recording.open(QIODevice::WriteOnly));
    for (const char *event : {"SessionStart", "UserPromptSubmit", "Stop"})
        recording.write(QByteArray(R"({"session_id":"r","hook_event_name":")") + event + "\"}\n");
    recording.close();
    const CtlOutcome replay = ctl(folder(), {u"replay"_s, file, u"--source"_s, u"claude-code"_s});
    QVERIFY2(replay.code == 0, replay.err.constData());
    const QJsonArray events = ctl(folder(), {u"events"_s, u"--json"_s}).array();
    QCOMPARE(events.size(), 3);
    for (const QJsonValue &event : events)
        QCOMPARE(event[u"origin"].toString(), u"replay"_s);
    QCOMPARE(ctl(folder(), {u"replay"_s, m_folder->filePath(u"nothing"_s)}).code, 1);
}

void TestCtlStore::doctorSaysWhatIsWrong()
{
    startWithEvents(1);
    QCOMPARE(m_app.ask("POST", "/api/hooks/claude-code", "{}").status, 422);
    const CtlOutcome doctor = ctl(folder(), {u"doctor"_s});
    QCOMPARE(doctor.code, 1);
    QVERIFY2(doctor.out.contains("1 dead letters"), doctor.out.constData());
    QVERIFY(doctor.out.contains("dogwatchctl dead-letters list"));
    QVERIFY(doctor.out.contains("running and ready"));
    QCOMPARE(m_app.terminate(), 0);
    QVERIFY(ctl(folder(), {u"doctor"_s}).out.contains("start dogwatch"));
}

QTEST_GUILESS_MAIN(TestCtlStore)

#include "tst_ctlstore.moc"
