// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "programs.h"
#include "spoolfixture.h"
#include "storefixture.h"

#include <QFile>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kEvents = 8;
constexpr int kPatienceMs = 30'000;

QStringList rowsIn(const DataFolder &folder, const QString &sql)
{
    auto reader = Database::open(folder.database(), Database::Mode::ReadOnly);
    return reader ? rowsOf(**reader, sql) : QStringList{reader.error().text};
}

void noteLoss(const DataFolder &folder)
{
    QFile file(folder.spool() + u"/.gap"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("2000 codex full\n4000 codex full\n3000 claude-code unwritable\n");
}

} // namespace

// The program killed while it takes the spool in: what lay there is in the store, each once, and in
// order.
class TestSpoolKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKillAtAnyPointLosesAndDoublesNothing_data();
    void aKillAtAnyPointLosesAndDoublesNothing();
};

void TestSpoolKill::aKillAtAnyPointLosesAndDoublesNothing_data()
{
    QTest::addColumn<QByteArray>("fault");
    const auto row = [](const char *point, int nth) {
        QTest::addRow("%s the %d. time", point, nth)
            << QByteArray(point) + ':' + QByteArray::number(nth) + ":kill";
    };
    for (const char *point : {"spool.before_unlink", "spool.after_unlink"}) {
        for (const int nth : {1, 4, kEvents})
            row(point, nth);
    }
    for (const char *point :
         {"writer.before_begin", "writer.after_begin", "writer.before_commit",
          "writer.after_commit", "writer.before_answer", "projector.write",
          "writer.between_savepoints", "gap.after_claim", "gap.before_unlink", "gap.after_unlink"})
        row(point, 1);
    for (const char *point : {"projector.write", "writer.between_savepoints"})
        row(point, 5);
}

void TestSpoolKill::aKillAtAnyPointLosesAndDoublesNothing()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#endif
    if (!Headless::isBuilt())
        QSKIP("dogwatch is not built");
    QFETCH(QByteArray, fault);
    QTemporaryDir temporary;
    const DataFolder folder(temporary.path());
    QVERIFY(folder.prepare().ok());
    QStringList expected;
    for (int i = 0; i < kEvents; ++i) {
        putSpooled(folder, i);
        expected.append(spoolId(i));
    }
    noteLoss(folder);
    Headless killed;
    QVERIFY(killed.startOnly(folder.path(), fault));
    QVERIFY(!killed.waitForEnd().has_value());
    const QString count = u"SELECT count(*) FROM event"_s;
    const auto stored = rowsIn(folder, count).value(0).toInt();
    const auto left = filesIn(folder.spool()).filter(u".json"_s).size();
    QVERIFY(stored + left >= kEvents);

    Headless next;
    QVERIFY(next.start(folder.path(), {}, {}));
    QVERIFY(QTest::qWaitFor([&] { return filesIn(folder.spool()).isEmpty(); }, kPatienceMs));
    QCOMPARE(next.terminate(), 0);
    QCOMPARE(rowsIn(folder, u"SELECT event_id FROM event ORDER BY seq"_s), expected);
    QCOMPARE(rowsIn(folder, u"SELECT events FROM session"_s),
             QStringList{QString::number(kEvents)});
    QCOMPARE(rowsIn(folder, u"SELECT sum(events), max(last_at) FROM gap"_s),
             QStringList{u"3|4000"_s});
    QCOMPARE(filesIn(folder.rejected()), QStringList());
    auto opened = Database::open(folder.database(), Database::Mode::ReadOnly);
    QCOMPARE(damageOf(**opened), QString());
}

QTEST_GUILESS_MAIN(TestSpoolKill)
#include "tst_spoolkill.moc"
