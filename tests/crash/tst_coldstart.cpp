// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "programs.h"
#include "spoolfixture.h"
#include "store/jobround.h"
#include "store/jobtable.h"
#include "storefixture.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr uid_t kNobody = 65534;
constexpr qint64 kMinute = 60'000;
constexpr int kPatienceMs = 30'000;

// A data folder in which a job is due, which leaves a line in a file for each time that it runs.
struct DueJob
{
    DueJob()
    {
        const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
        Job job;
        job.name = u"mark"_s;
        job.kind = JobKind::Command;
        job.zone = u"UTC"_s;
        job.schedule = u"at "_s
            + QDateTime::fromMSecsSinceEpoch(nowMs - 10 * kMinute, Qt::UTC)
                  .toString(u"yyyy-MM-dd'T'HH:mm'Z'"_s);
        const QJsonArray words{u"/bin/sh"_s, u"-c"_s, u"echo ran >> \"$0\""_s, mark()};
        job.options = {
            {u"words"_s, QString::fromUtf8(QJsonDocument(words).toJson(QJsonDocument::Compact))}};
        chmod(qPrintable(temporary.path()), 0711);
        mkdir(qPrintable(folder()), 0700);
        auto opened = Database::open(store(), Database::Mode::CreateIfMissing);
        const std::atomic<bool> cancelled = false;
        BatchCommitter committer(**opened, cancelled);
        isMade = committer.resume().ok()
            && committer
                   .transact([&](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                       const qint64 beforeMs = nowMs - 20 * kMinute;
                       const Result<qint64> epoch = beginEpoch(database, nowMs);
                       const Result<qint64> id = addJob(database, job, beforeMs);
                       return epoch && id ? Result<ChangeSet>(ChangeSet())
                                          : Result<ChangeSet>(epoch ? id.error() : epoch.error());
                   })
                   .ok();
    }

    [[nodiscard]] QString folder() const { return temporary.filePath(u"data"_s); }
    [[nodiscard]] QString store() const { return folder() + u"/dogwatch.db"_s; }
    [[nodiscard]] QString mark() const { return temporary.filePath(u"mark"_s); }
    [[nodiscard]] QByteArray marks() const
    {
        return QFile::exists(mark()) ? contentOfFile(mark()) : QByteArray();
    }

    QTemporaryDir temporary;
    bool isMade = false;
};

void overwrite(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

// The program started anew on a store that it can't use: that something could not be read is never
// a reason to run it.
class TestColdStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aDueJobRunsOnceAndOnlyWhenTheStoreCanBeUsed_data();
    void aDueJobRunsOnceAndOnlyWhenTheStoreCanBeUsed();
    void aStoreThatMayNotBeReadIsLeftAsItIs();
    void jobsThatCanNotBeSeenToAreSaidAndRunOnceAfterwards();
};

void TestColdStart::initTestCase()
{
    if (!Headless::isBuilt())
        QSKIP("dogwatch is not built");
}

void TestColdStart::aDueJobRunsOnceAndOnlyWhenTheStoreCanBeUsed_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"cut off", "not a database", "of a newer version", "empty pages"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestColdStart::aDueJobRunsOnceAndOnlyWhenTheStoreCanBeUsed()
{
    QFETCH(QString, what);
    DueJob due;
    QVERIFY(due.isMade);
    const QByteArray sound = contentOfFile(due.store());
    QByteArray ruined = sound;
    if (what == u"cut off")
        ruined.truncate(sound.size() / 2);
    else if (what == u"not a database")
        ruined = QByteArray(9000, 'x');
    else if (what == u"of a newer version")
        ruined.replace(60, 4, QByteArray::fromHex("00002710")); // user_version
    else
        ruined.replace(4096, sound.size() - 4096, QByteArray(sound.size() - 4096, '\0'));
    overwrite(due.store(), ruined);
    for (int i = 0; i < 2; ++i) {
        Headless program;
        QVERIFY(program.startOnly(due.folder(), {}));
        QCOMPARE(program.waitForEnd(), std::optional(4));
        QVERIFY(contentOfFile(due.store()) == ruined);
        QVERIFY(!QFile::exists(due.folder() + u"/endpoint.json"_s));
    }
    QCOMPARE(due.marks(), QByteArray());
    overwrite(due.store(), sound);
    for (int i = 0; i < 2; ++i) {
        Headless program;
        QVERIFY(program.start(due.folder(), {}, {}));
        QTRY_COMPARE_WITH_TIMEOUT(due.marks(), QByteArray("ran\n"), kPatienceMs);
        const auto delivered = [&due] {
            auto reader = Database::open(due.store(), Database::Mode::ReadOnly);
            return reader ? rowsOf(**reader, u"SELECT state FROM outbox"_s) : QStringList();
        };
        QTRY_COMPARE_WITH_TIMEOUT(delivered(), QStringList{u"done"_s}, kPatienceMs);
        QCOMPARE(program.terminate(), 0);
    }
    QCOMPARE(due.marks(), QByteArray("ran\n"));
}

void TestColdStart::aStoreThatMayNotBeReadIsLeftAsItIs()
{
    DueJob due;
    QVERIFY(due.isMade);
    const QByteArray sound = contentOfFile(due.store());
    QByteArrayList command{DOGWATCH_BIN_DIR "/dogwatch", "--headless", "--data-dir",
                           due.folder().toUtf8(),        "--port",     "0"};
    if (geteuid() == 0) { // who may read everything
        const QByteArrayList asNobody{"/usr/bin/setpriv", "--reuid=65534", "--regid=65534",
                                      "--clear-groups"};
        ChildProcess trial;
        if (!trial.start(asNobody + QByteArrayList{DOGWATCH_BIN_DIR "/dogwatch", "--version"}, {})
            || trial.wait(kPatienceMs) != 0)
            QSKIP("the program can't be run as somebody else");
        command = asNobody + command;
        QCOMPARE(chown(qPrintable(due.folder()), kNobody, kNobody), 0);
        QCOMPARE(chown(qPrintable(due.store()), kNobody, kNobody), 0);
    }
    QCOMPARE(chmod(qPrintable(due.store()), 0), 0);
    ChildProcess program;
    QVERIFY(program.start(command, {}));
    QCOMPARE(program.wait(kPatienceMs), std::optional(4));
    QCOMPARE(chmod(qPrintable(due.store()), 0600), 0);
    QVERIFY(contentOfFile(due.store()) == sound);
    QCOMPARE(due.marks(), QByteArray());
}

void TestColdStart::jobsThatCanNotBeSeenToAreSaidAndRunOnceAfterwards()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#endif
    DueJob due;
    QVERIFY(due.isMade);
    const auto degradedBy = [](const Headless &program) {
        const Headless::Answer ready = program.ask("GET", "/api/ready");
        return QJsonDocument::fromJson(ready.body)[u"degraded"].toString();
    };
    {
        Headless program;
        QVERIFY(program.start(due.folder(), {}, "jobs.in_round:1+:error"));
        QTRY_VERIFY_WITH_TIMEOUT(degradedBy(program).contains(u"jobs.in_round"_s), kPatienceMs);
        QVERIFY(program.ask("GET", "/api/status").body.contains("jobs.in_round"));
        QCOMPARE(program.terminate(), 0);
    }
    QCOMPARE(due.marks(), QByteArray());
    {
        auto reader = Database::open(due.store(), Database::Mode::ReadOnly);
        QVERIFY(reader.ok());
        const QString left = u"SELECT count(*) FROM job_occurrence WHERE state <> 'pending'"_s;
        QCOMPARE(numberOf(**reader, left), 0);
        QCOMPARE(numberOf(**reader, u"SELECT count(*) FROM outbox"_s), 0);
    }
    Headless program;
    QVERIFY(program.start(due.folder(), {}, {}));
    QTRY_COMPARE_WITH_TIMEOUT(due.marks(), QByteArray("ran\n"), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(degradedBy(program), QString(), kPatienceMs);
    QCOMPARE(program.terminate(), 0);
    QCOMPARE(due.marks(), QByteArray("ran\n"));
}

QTEST_GUILESS_MAIN(TestColdStart)
#include "tst_coldstart.moc"
