// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/storecare.h"
#include "spoolfixture.h"
#include "store/database.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// What was there is touched only when what takes its place is whole.
class TestStoreCare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBackupTakesThePlaceOfADamagedStore();
    void aBackupThatIsNoneLeavesEverythingAsItWas();
};

void TestStoreCare::aBackupTakesThePlaceOfADamagedStore()
{
    QTemporaryDir temporary;
    const DataFolder folder(temporary.filePath(u"data"_s));
    QVERIFY(folder.prepare());
    QVERIFY(QDir().mkpath(folder.backups()));
    putFile(folder.path(), u"dogwatch.db"_s, "damaged");
    const QString backup = folder.backups() + u"/one.db"_s;
    QVERIFY(Database::open(backup, Database::Mode::CreateIfMissing).ok());
    const Result<QString> restored = restoreNewestBackup(folder);
    QVERIFY2(restored.ok(), restored ? "" : qPrintable(restored.error().text));
    QVERIFY(Database::open(folder.database(), Database::Mode::ReadOnly).ok());
    QCOMPARE(QDir(folder.path()).entryList({u"corrupt-*"_s}, QDir::Dirs).size(), 1);
}

void TestStoreCare::aBackupThatIsNoneLeavesEverythingAsItWas()
{
    QTemporaryDir temporary;
    const DataFolder folder(temporary.filePath(u"data"_s));
    QVERIFY(folder.prepare());
    QVERIFY(QDir().mkpath(folder.backups()));
    const QString store = putFile(folder.path(), u"dogwatch.db"_s, "damaged");
    putFile(folder.backups(), u"one.db"_s, QByteArray(9000, 'x'));
    const QStringList before = filesIn(folder.path());
    QVERIFY(!restoreNewestBackup(folder).ok());
    QCOMPARE(contentOfFile(store), "damaged");
    QCOMPARE(filesIn(folder.path()), before);
    QCOMPARE(QDir(folder.path()).entryList({u"corrupt-*"_s}, QDir::Dirs).size(), 0);
}

QTEST_GUILESS_MAIN(TestStoreCare)
#include "tst_storecare.moc"
