// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/interruptafter.h"
#include "storefixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <functional>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

using Content = QMap<QString, QByteArray>;

// Every file of a folder but the shared memory and an empty WAL, which are no content.
Content contentOf(const QString &folder)
{
    Content content;
    const QStringList names = QDir(folder).entryList(QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        QFile file(folder + u'/' + name);
        const bool isContent =
            !name.endsWith(u"-shm") && (!name.endsWith(u"-wal") || file.size() > 0);
        if (isContent && file.open(QIODevice::ReadOnly))
            content.insert(name, file.readAll());
    }
    return content;
}

void change(const QString &path, const std::function<void(QFile &)> &how)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    how(file);
}

// Leaves what a killed program leaves: a store whose newest commits are in its WAL only.
void leaveKilled(const QString &folder, const QString &sql)
{
    const QString path = folder + u"/dogwatch.db"_s;
    sqlite3 *other = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(path), &other), SQLITE_OK);
    sqlite3_db_config(other, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    QCOMPARE(sqlite3_exec(other, qPrintable(sql), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(other);
    QVERIFY(QFile::exists(path + u"-wal"_s));
}

} // namespace

class TestDatabaseOpen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aMissingStoreIsMissingAndIsNotMade();
    void aNewStoreIsPrivate();
    void whatIsNotUsableIsRefusedAndLeftAsItIs_data();
    void whatIsNotUsableIsRefusedAndLeftAsItIs();
    void whatAKilledNewerVersionLeftIsNotTouched();
    void whatCannotBeReadIsRefused();
    void readingDoesNotChangeTheStore();
    void aReaderCanNotWriteAndDoesNotCheckpoint();
    void whatTakesTooLongIsBrokenOff();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"dogwatch.db"_s); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDatabaseOpen::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestDatabaseOpen::aMissingStoreIsMissingAndIsNotMade()
{
    for (const auto mode : {Database::Mode::ReadOnly, Database::Mode::ReadWrite}) {
        const auto opened = Database::open(path(), mode);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Missing);
    }
    QCOMPARE(contentOf(m_folder->path()), Content());
}

void TestDatabaseOpen::aNewStoreIsPrivate()
{
    auto opened = Database::open(path(), Database::Mode::CreateIfMissing);
    QVERIFY(opened.ok());
    for (const char *suffix : {"", "-wal", "-shm"})
        QCOMPARE(int(QFile::permissions(path() + QLatin1String(suffix)) & 0x77), 0);
    QCOMPARE(rowsOf(**opened, u"PRAGMA journal_mode"_s), QStringList{u"wal"_s});
    QCOMPARE(rowsOf(**opened, u"PRAGMA synchronous"_s), QStringList{u"2"_s});
    QCOMPARE(rowsOf(**opened, u"PRAGMA mmap_size"_s), QStringList{u"0"_s});
}

void TestDatabaseOpen::whatIsNotUsableIsRefusedAndLeftAsItIs_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("code");
    const auto row = [](const char *what, ErrorCode code) {
        QTest::newRow(what) << QString::fromLatin1(what) << static_cast<int>(code);
    };
    row("header", ErrorCode::Corrupt);
    row("truncated", ErrorCode::Corrupt);
    row("zeroed page", ErrorCode::Corrupt);
    row("text file", ErrorCode::Corrupt);
    row("foreign", ErrorCode::Foreign);
    row("unmarked", ErrorCode::Foreign);
    row("newer", ErrorCode::Newer);
    row("directory", ErrorCode::Foreign);
}

void TestDatabaseOpen::whatIsNotUsableIsRefusedAndLeftAsItIs()
{
    QFETCH(QString, what);
    QFETCH(int, code);
    if (what == u"directory") {
        QVERIFY(QDir().mkpath(path()));
    } else if (what == u"text file") {
        change(path(), [](QFile &file) { file.write(QByteArray(5000, 'x')); });
    } else {
        auto made = Database::open(path(), Database::Mode::CreateIfMissing);
        QVERIFY(made.ok());
        const std::atomic<bool> cancelled = false;
        BatchCommitter committer(**made, cancelled);
        QVERIFY(committer.resume().ok());
        std::mt19937 random(4);
        std::vector<WriteRequest> traffic = randomTraffic(random, 200);
        (void)committer.commit(traffic);
        if (what == u"foreign")
            QVERIFY((*made)->execute(u"PRAGMA application_id = 7"_s).ok());
        if (what == u"unmarked")
            QVERIFY((*made)->execute(u"PRAGMA application_id = 0"_s).ok());
        if (what == u"newer")
            QVERIFY((*made)->execute(u"PRAGMA user_version = 9999"_s).ok());
    }
    if (what == u"header")
        change(path(), [](QFile &file) { file.write("not a database at all"); });
    if (what == u"truncated")
        change(path(), [](QFile &file) { file.resize(file.size() / 2); });
    if (what == u"zeroed page")
        change(path(), [](QFile &file) {
            file.seek(4096 * (file.size() / 4096 / 2));
            file.write(QByteArray(4096, '\0'));
        });
    const Content before = contentOf(m_folder->path());
    for (const auto mode : {Database::Mode::ReadWrite, Database::Mode::CreateIfMissing}) {
        const auto opened = Database::open(path(), mode, m_folder->path());
        QVERIFY(!opened);
        QCOMPARE(static_cast<int>(opened.error().code), code);
        QVERIFY(!opened.error().text.isEmpty());
    }
    if (what != u"truncated" && what != u"zeroed page") { // which a reader meets when it gets there
        const auto opened = Database::open(path(), Database::Mode::ReadOnly);
        QVERIFY(!opened);
        QCOMPARE(static_cast<int>(opened.error().code), code);
    }
    QVERIFY(contentOf(m_folder->path()) == before);
}

void TestDatabaseOpen::whatAKilledNewerVersionLeftIsNotTouched()
{
    QVERIFY(Database::open(path(), Database::Mode::CreateIfMissing).ok());
    leaveKilled(m_folder->path(), u"PRAGMA user_version = 9999"_s);
    const Content before = contentOf(m_folder->path());
    QVERIFY(before.contains(u"dogwatch.db-wal"_s));
    for (const auto mode : {Database::Mode::ReadOnly, Database::Mode::CreateIfMissing}) {
        const auto opened = Database::open(path(), mode, m_folder->path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Newer);
    }
    QVERIFY(contentOf(m_folder->path()) == before);
}

void TestDatabaseOpen::whatCannotBeReadIsRefused()
{
    if (geteuid() != 0)
        QSKIP("needs root to become somebody else");
    QVERIFY(Database::open(path(), Database::Mode::CreateIfMissing).ok());
    for (const bool closedFolder : {true, false}) {
        QCOMPARE(chmod(qPrintable(m_folder->path()), closedFolder ? 0700 : 0755), 0);
        const pid_t child = fork();
        if (child == 0) {
            if (setuid(65534) != 0)
                _exit(99);
            const auto opened = Database::open(path(), Database::Mode::ReadOnly);
            _exit(opened ? 98 : static_cast<int>(opened.error().code));
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QCOMPARE(WEXITSTATUS(status), static_cast<int>(ErrorCode::Permission));
    }
}

void TestDatabaseOpen::readingDoesNotChangeTheStore()
{
    QVERIFY(Database::open(path(), Database::Mode::CreateIfMissing).ok());
    leaveKilled(m_folder->path(), u"INSERT INTO observation VALUES (1, 0, 1, 'x', 1, X'')"_s);
    const Content before = contentOf(m_folder->path());
    {
        const auto opened = Database::open(path(), Database::Mode::ReadOnly);
        QVERIFY(opened.ok());
        QCOMPARE(numberOf(**opened, u"SELECT count(*) FROM observation"_s), 1);
    }
    QVERIFY(contentOf(m_folder->path()) == before);
}

void TestDatabaseOpen::aReaderCanNotWriteAndDoesNotCheckpoint()
{
    auto writer = Database::open(path(), Database::Mode::CreateIfMissing);
    QVERIFY(writer.ok());
    auto reader = Database::open(path(), Database::Mode::ReadOnly);
    QVERIFY(reader.ok());
    QVERIFY(!(*reader)->execute(u"DELETE FROM event"_s));
    QCOMPARE(rowsOf(**reader, u"PRAGMA wal_autocheckpoint"_s), QStringList{u"0"_s});
    QCOMPARE(rowsOf(**reader, u"PRAGMA query_only"_s), QStringList{u"1"_s});
    writer->reset();
    const Content before = contentOf(m_folder->path());
    reader->reset();
    QCOMPARE(contentOf(m_folder->path()).value(u"dogwatch.db"_s), before.value(u"dogwatch.db"_s));
}

void TestDatabaseOpen::whatTakesTooLongIsBrokenOff()
{
    const auto opened = Database::open(path(), Database::Mode::CreateIfMissing);
    QVERIFY(opened.ok());
    Database &database = **opened;
    {
        InterruptAfter budget(database.handle(), std::chrono::milliseconds(1));
        const Result<void> endless = database.execute(
            u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_s);
        QCOMPARE(endless.error().code, ErrorCode::Cancelled);
        QVERIFY(budget.stop());
    }
    {
        InterruptAfter budget(database.handle(), std::chrono::hours(1));
        QVERIFY(!budget.stop());
    }
    QCOMPARE(rowsOf(database, u"PRAGMA quick_check"_s), QStringList{u"ok"_s});
}

QTEST_GUILESS_MAIN(TestDatabaseOpen)
#include "tst_databaseopen.moc"
