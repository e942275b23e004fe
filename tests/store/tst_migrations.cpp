// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "spoolfixture.h"
#include "store/migrations.h"
#include "store/readmodel.h"
#include "store/verify.h"
#include "storefixture.h"

#include <QDir>
#include <QTest>

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef DOGWATCH_TEST_HOOKS
#include "core/fault.h"
#endif

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// A store as the version with that schema left it.
void makeOld(const QString &path, int version)
{
    const QByteArray sql =
        contentOfFile(QStringLiteral(DOGWATCH_TEST_DATA "/store/schema-%1.sql").arg(version));
    sqlite3 *made = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(path), &made), SQLITE_OK);
    char *problem = nullptr;
    const int code = sqlite3_exec(made, sql.constData(), nullptr, nullptr, &problem);
    QVERIFY2(code == SQLITE_OK, problem ? problem : "");
    sqlite3_close(made);
}

int versionOf(const QString &path)
{
    sqlite3 *opened = nullptr;
    int version = -1;
    sqlite3_open(qPrintable(path), &opened);
    sqlite3_exec(
        opened, "PRAGMA user_version",
        [](void *to, int, char **values, char **) {
            *static_cast<int *>(to) = atoi(values[0]);
            return 0;
        },
        &version, nullptr);
    sqlite3_close(opened);
    return version;
}

// Its tables with their columns, and its indexes.
QStringList shapeOf(Database &database)
{
    return rowsOf(
               database,
               u"SELECT name, wr, strict FROM pragma_table_list WHERE schema = 'main' ORDER BY name"_s)
        + rowsOf(database,
                 u"SELECT t.name, c.name, c.type, c.\"notnull\", c.pk FROM sqlite_schema AS t, "
                 "pragma_table_info(t.name) AS c WHERE t.type = 'table' ORDER BY 1, 2"_s)
        + rowsOf(database,
                 u"SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' ORDER BY name"_s);
}

#ifdef DOGWATCH_TEST_HOOKS
void failAtStatement(int nth, const char *action)
{
    const QByteArray fault = "migration.statement:" + QByteArray::number(nth) + action;
    setFaults(fault.constData());
}
#endif

} // namespace

// A store of any earlier version is brought up to date whole, or stays what it was.
class TestMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anOldStoreIsBroughtUpToDateWithAllThatIsInIt_data();
    void anOldStoreIsBroughtUpToDateWithAllThatIsInIt();
    void aReaderLeavesAnOldStoreAlone();
    void aKillAtAnyStatementLeavesTheOldStoreOrTheNew();
    void anErrorAtAnyStatementLeavesTheOldStore();
    void withoutItsCopyAStoreIsNotChanged();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"dogwatch.db"_s); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestMigrations::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestMigrations::anOldStoreIsBroughtUpToDateWithAllThatIsInIt_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version < kSchemaVersion; ++version)
        QTest::addRow("schema %d", version) << version;
}

void TestMigrations::anOldStoreIsBroughtUpToDateWithAllThatIsInIt()
{
    QFETCH(int, version);
    makeOld(path(), version);
    auto opened = Database::open(path(), Database::Mode::ReadWrite, m_folder->path());
    QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.error().text));
    Database &database = **opened;
    QCOMPARE(numberOf(database, u"PRAGMA user_version"_s), kSchemaVersion);
    QCOMPARE(numberOf(database, u"SELECT count(*) FROM event"_s), 7);
    QCOMPARE(numberOf(database, u"SELECT count(*) FROM dead_letter"_s), 1);
    QVERIFY(eventPayload(database, 5).value().contains("xxxx"));
    const Verdict verdict = verifyStore(database).value();
    QVERIFY2(verdict.sound && verdict.follows, qPrintable(verdict.problems.join(u'\n')));
    // It is built like a new one.
    QCOMPARE(shapeOf(database), shapeOf(Store().database()));
    // And it is written to as any other.
    const std::atomic<bool> cancelled = false;
    BatchCommitter committer(database, cancelled);
    QVERIFY(committer.resume().ok());
    std::vector<WriteRequest> requests{request(u"new"_s), request(u"event-3"_s)};
    QCOMPARE(told(committer.commit(requests).outcomes), u"stored 8, duplicate 3");
    QCOMPARE(damageOf(database), QString());
    // What it was is kept.
    const QStringList backups = QDir(m_folder->path()).entryList({u"*before-migration*"_s});
    QCOMPARE(backups.size(), 1);
    QCOMPARE(versionOf(m_folder->filePath(backups.first())), version);
}

void TestMigrations::aReaderLeavesAnOldStoreAlone()
{
    makeOld(path(), 1);
    const QByteArray before = contentOfFile(path());
    const auto opened = Database::open(path(), Database::Mode::ReadOnly);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Missing);
    QCOMPARE(contentOfFile(path()), before);
}

void TestMigrations::aKillAtAnyStatementLeavesTheOldStoreOrTheNew()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    int killed = 0;
    for (int nth = 1; nth < 50; ++nth) {
        init();
        makeOld(path(), 1);
        const pid_t child = fork();
        if (child == 0) {
            failAtStatement(nth, ":kill");
            _exit(Database::open(path(), Database::Mode::ReadWrite, m_folder->path()) ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        if (WIFEXITED(status)) {
            QCOMPARE(WEXITSTATUS(status), 0);
            break; // there are no more statements
        }
        ++killed;
        // Each step is a transaction of its own.
        const int left = versionOf(path());
        QVERIFY2(left >= 1 && left < kSchemaVersion, qPrintable(QString::number(left)));
        auto opened = Database::open(path(), Database::Mode::ReadWrite, m_folder->path());
        QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.error().text));
        QCOMPARE(numberOf(**opened, u"PRAGMA user_version"_s), kSchemaVersion);
        QCOMPARE(damageOf(**opened), QString());
    }
    QVERIFY(killed > 2);
#endif
}

void TestMigrations::anErrorAtAnyStatementLeavesTheOldStore()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    makeOld(path(), 1);
    for (int nth = 1; nth <= 3; ++nth) {
        failAtStatement(nth, ":error");
        QVERIFY(!Database::open(path(), Database::Mode::ReadWrite, m_folder->path()));
        setFaults("");
        QCOMPARE(versionOf(path()), 1);
    }
    QVERIFY(Database::open(path(), Database::Mode::ReadWrite, m_folder->path()).ok());
#endif
}

void TestMigrations::withoutItsCopyAStoreIsNotChanged()
{
    makeOld(path(), 9);
    QFile file(m_folder->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    // No folder can be made there.
    QVERIFY(!Database::open(path(), Database::Mode::ReadWrite, file.fileName() + u"/backups"_s));
    QCOMPARE(versionOf(path()), 9);
    int told = 0;
    const auto opened =
        Database::open(path(), Database::Mode::ReadWrite, m_folder->path(), [&told](int percent) {
            told = percent;
            return true;
        });
    QVERIFY(opened.ok());
    QCOMPARE(told, 100);
    QCOMPARE(QDir(m_folder->path()).entryList({u"*before-migration*"_s}).size(), 1);
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
