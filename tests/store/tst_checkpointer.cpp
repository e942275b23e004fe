// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/checkpointer.h"
#include "store/statement.h"
#include "storefixture.h"

#include <QFileInfo>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPageBytes = 4096;

// Commits that many pages and says how long the log was at its longest.
qint64 longestLogWhileWriting(Database &database, Checkpointer *checkpointer, const QString &path,
                              int pages)
{
    qint64 longest = 0;
    for (int i = 0; i < pages / 100; ++i) {
        Statement insert(database, "INSERT INTO ballast (bytes) VALUES (zeroblob(409600))");
        if (!insert.run() || (checkpointer && !checkpointer->afterCommit()))
            return -1;
        longest = std::max(longest, QFileInfo(path + u"-wal"_s).size());
    }
    return longest;
}

} // namespace

class TestCheckpointer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLogStaysShortHoweverMuchIsWritten();
    void aReaderThatStaysHoldsTheLogAndItsEndFreesIt();

private:
    static constexpr int kPages = 2 * Checkpointer::kPagesBetween;
    // The last commit before a checkpoint may go over it.
    static constexpr qint64 kLongest = (Checkpointer::kPagesBetween + 200) * (kPageBytes + 24) + 32;
};

void TestCheckpointer::theLogStaysShortHoweverMuchIsWritten()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"dogwatch.db"_s);
    auto opened = Database::open(path, Database::Mode::CreateIfMissing);
    QVERIFY(opened.ok());
    QVERIFY((*opened)->execute(u"CREATE TABLE ballast (bytes BLOB)"_s).ok());
    Checkpointer checkpointer(**opened);
    const qint64 longest = longestLogWhileWriting(**opened, &checkpointer, path, kPages);
    QVERIFY(longest > 0);
    QVERIFY2(longest <= kLongest, qPrintable(QString::number(longest)));
    // What left the log is in the store.
    QVERIFY(QFileInfo(path).size() >= qint64{Checkpointer::kPagesBetween} * kPageBytes);
    QCOMPARE(damageOf(**opened), QString());
}

void TestCheckpointer::aReaderThatStaysHoldsTheLogAndItsEndFreesIt()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"dogwatch.db"_s);
    auto opened = Database::open(path, Database::Mode::CreateIfMissing);
    QVERIFY(opened.ok());
    QVERIFY((*opened)->execute(u"CREATE TABLE ballast (bytes BLOB)"_s).ok());
    Checkpointer checkpointer(**opened);
    auto reader = Database::open(path, Database::Mode::ReadOnly);
    QVERIFY(reader.ok());
    QVERIFY((*reader)->execute(u"BEGIN"_s).ok());
    QCOMPARE(numberOf(**reader, u"SELECT count(*) FROM ballast"_s), 0);

    QVERIFY(longestLogWhileWriting(**opened, &checkpointer, path, kPages) > kPages * kPageBytes);
    QCOMPARE(numberOf(**reader, u"SELECT count(*) FROM ballast"_s), 0);
    QVERIFY((*reader)->execute(u"COMMIT"_s).ok());

    // The next checkpoint moves all of it, and the log is begun anew: it grows no further.
    const qint64 held =
        longestLogWhileWriting(**opened, &checkpointer, path, Checkpointer::kPagesBetween);
    QVERIFY(held > 0);
    QVERIFY(longestLogWhileWriting(**opened, &checkpointer, path, kPages) <= held);
    QCOMPARE(damageOf(**opened), QString());
}

QTEST_GUILESS_MAIN(TestCheckpointer)
#include "tst_checkpointer.moc"
