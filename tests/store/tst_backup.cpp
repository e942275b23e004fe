// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/backup.h"
#include "storefixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestBackup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBackupHoldsEverythingAndIsPrivate();
    void aBackupIsMadeFromAReaderToo();
    void whatIsThereIsNotOverwritten();
    void whatAnEarlierTryLeftIsNoHindrance();
    void aFailedBackupLeavesNothing();
    void aCopyOfAllPagesIsTheSameAndTellsHowFarItIs();
    void aCopyThatIsBrokenOffLeavesNothing();
};

void TestBackup::aBackupHoldsEverythingAndIsPrivate()
{
    Store store;
    std::mt19937 random(5);
    store.commit(randomTraffic(random, 200));
    const auto kept = backUpTo(store.database(), store.folder() + u"/backups"_s, u"test"_s);
    QVERIFY2(kept.ok(), kept.ok() ? "" : qPrintable(kept.error().text));
    QCOMPARE(int(QFile::permissions(*kept) & 0x77), 0);
    auto copy = Database::open(*kept, Database::Mode::ReadWrite);
    QVERIFY(copy.ok());
    QCOMPARE(damageOf(**copy), QString());
    for (const char *table : {"event", "session", "tool_call", "dead_letter"}) {
        const QString sql = u"SELECT * FROM %1"_s.arg(QLatin1String(table));
        QCOMPARE(rowsOf(**copy, sql), store.rows(sql));
    }
}

void TestBackup::aBackupIsMadeFromAReaderToo()
{
    Store store;
    store.commit({request(u"a"_s)});
    auto reader = Database::open(store.path(), Database::Mode::ReadOnly);
    QVERIFY(reader.ok());
    const auto kept = backUpTo(**reader, store.folder() + u"/backups"_s, u"test"_s);
    QVERIFY2(kept.ok(), kept.ok() ? "" : qPrintable(kept.error().text));
}

void TestBackup::whatIsThereIsNotOverwritten()
{
    Store store;
    QFile file(store.folder() + u"/mine"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("mine");
    file.close();
    const auto kept = backUpAs(store.database(), file.fileName());
    QVERIFY(!kept);
    QCOMPARE(kept.error().code, ErrorCode::Conflict);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "mine"_ba);
}

void TestBackup::whatAnEarlierTryLeftIsNoHindrance()
{
    Store store;
    QFile file(store.folder() + u"/copy.unfinished"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    QVERIFY(backUpAs(store.database(), store.folder() + u"/copy"_s).ok());
    QVERIFY(!file.exists());
}

void TestBackup::aFailedBackupLeavesNothing()
{
    Store store;
    const QString folder = store.folder() + u"/elsewhere"_s;
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(!backUpAs(store.database(), folder + u"/none/copy"_s));
    QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
}

void TestBackup::aCopyOfAllPagesIsTheSameAndTellsHowFarItIs()
{
    Store store;
    std::mt19937 random(5);
    store.commit(randomTraffic(random, 200));
    const QString folder = store.folder() + u"/backups"_s;
    QVERIFY(QDir().mkpath(folder));
    // A kill left it.
    QFile left(folder + u"/dogwatch-20260101T000000000Z-test.db.unfinished"_s);
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.close();
    QList<int> told;
    const auto kept = copyStoreTo(store.database(), folder, u"test"_s, [&told](int percent) {
        told.append(percent);
        return true;
    });
    QVERIFY2(kept.ok(), kept.ok() ? "" : qPrintable(kept.error().text));
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{QFileInfo(*kept).fileName()});
    QCOMPARE(int(QFile::permissions(*kept) & 0x77), 0);
    QVERIFY(std::is_sorted(told.begin(), told.end()));
    QVERIFY(!told.isEmpty());
    QCOMPARE(told.last(), 100);
    auto copy = Database::open(*kept, Database::Mode::ReadWrite);
    QVERIFY(copy.ok());
    QCOMPARE(damageOf(**copy), QString());
    for (const char *table : {"event", "session", "tool_call", "dead_letter"}) {
        const QString sql = u"SELECT * FROM %1"_s.arg(QLatin1String(table));
        QCOMPARE(rowsOf(**copy, sql), store.rows(sql));
    }
}

void TestBackup::aCopyThatIsBrokenOffLeavesNothing()
{
    Store store;
    // More than is copied at once.
    store.commit({request(u"a"_s)});
    QVERIFY(store.database().execute(u"CREATE TABLE large (bytes BLOB)"_s).ok());
    QVERIFY(store.database().execute(u"INSERT INTO large VALUES (zeroblob(40000000))"_s).ok());
    const QString folder = store.folder() + u"/backups"_s;
    int steps = 0;
    const auto kept = copyStoreTo(store.database(), folder, u"test"_s, [&steps](int percent) {
        ++steps;
        return percent < 50;
    });
    QVERIFY(!kept);
    QCOMPARE(kept.error().code, ErrorCode::Cancelled);
    QCOMPARE(steps, 2);
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList());
}

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
