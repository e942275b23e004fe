// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "../seed.h"
#include "core/datafolder.h"
#include "programs.h"
#include "storefixture.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

int images()
{
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue("DOGWATCH_CRASH_ROUNDS", &isSet);
    return isSet ? asked : 10;
}

// kill() returns before all threads stand still.
bool standsStill(pid_t pid)
{
    const QDir threads(u"/proc/%1/task"_s.arg(pid));
    const QStringList ids = threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return !ids.isEmpty() && std::all_of(ids.begin(), ids.end(), [&threads](const QString &id) {
        QFile file(threads.filePath(id + u"/stat"_s));
        if (!file.open(QIODevice::ReadOnly))
            return false;
        const QByteArray stat = file.readAll();
        return stat.mid(stat.lastIndexOf(')') + 2, 1) == "T";
    });
}

// Everything that was acknowledged is in that image of the store, which is sound.
void compare(const QString &folder, const History &known)
{
    auto opened = Database::open(folder + u"/dogwatch.db"_s, Database::Mode::ReadWrite, folder);
    QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.error().text));
    QCOMPARE(damageOf(**opened), QString());
    QHash<QString, qint64> stored;
    const QStringList rows = rowsOf(**opened, u"SELECT event_id, seq FROM event"_s);
    for (const QString &row : rows)
        stored.insert(row.section(u'|', 0, 0), row.section(u'|', 1, 1).toLongLong());
    for (auto it = known.acknowledged.cbegin(); it != known.acknowledged.cend(); ++it)
        QVERIFY2(stored.value(it.key(), -1) == it.value(), qPrintable(it.key()));
}

} // namespace

// What lies on the disk at any instant is enough: images of the files, taken while the program
// stands still under load, hold whatever had been acknowledged by then. (Whether the disk has what
// the system says it has is not seen here: that is what synchronous=FULL asks of the system.)
class TestPowerLoss : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anImageOfAnyInstantHoldsWhatWasAcknowledged();
    void aCommitIsSynced();
};

void TestPowerLoss::anImageOfAnyInstantHoldsWhatWasAcknowledged()
{
    if (!Headless::isBuilt())
        QSKIP("dogwatch is not built");
    std::mt19937 random(seedOfThisRun());
    std::uniform_int_distribution<int> pause(1, 150);
    QTemporaryDir temporary;
    const DataFolder folder(temporary.filePath(u"data"_s));
    QVERIFY(folder.prepare().ok());
    Headless server;
    QVERIFY(server.start(folder.path(), u"p"_s, {}));
    qsizetype acknowledged = 0;
    for (int i = 0; i < images(); ++i) {
        QTest::qWait(pause(random)); // any instant will do
        server.signal(SIGSTOP);
        QVERIFY(QTest::qWaitFor([&server] { return standsStill(server.pid()); }, 20'000));
        const History known = server.history();
        QTemporaryDir image;
        for (const char *name : {"dogwatch.db", "dogwatch.db-wal"})
            QVERIFY(QFile::copy(folder.path() + u'/' + QLatin1String(name),
                                image.filePath(QLatin1String(name))));
        server.signal(SIGCONT);
        compare(image.path(), known);
        if (QTest::currentTestFailed())
            return;
        acknowledged = known.acknowledged.size();
    }
    QVERIFY(acknowledged > 0);
    qInfo("%d images, %lld acknowledged by the last", images(), qint64(acknowledged));
    (void)server.end(true);
}

void TestPowerLoss::aCommitIsSynced()
{
    QTemporaryDir temporary;
    auto opened =
        Database::open(temporary.filePath(u"dogwatch.db"_s), Database::Mode::CreateIfMissing);
    QVERIFY(opened.ok());
    QCOMPARE(numberOf(**opened, u"PRAGMA synchronous"_s), 2);
}

QTEST_GUILESS_MAIN(TestPowerLoss)
#include "tst_powerloss.moc"
