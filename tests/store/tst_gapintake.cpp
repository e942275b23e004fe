// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "runningwriter.h"
#include "spoolfixture.h"
#include "store/gapintake.h"
#include "store/lostevents.h"
#include "storefixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

#ifdef DOGWATCH_TEST_HOOKS
#include "core/fault.h"
#endif

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;
const QString kSum = u"SELECT sum(events), max(last_at), count(*) FROM gap"_s;

// As the hook client writes them.
void note(const DataFolder &folder, const QByteArray &lines)
{
    QFile file(folder.spool() + u"/.gap"_s);
    QVERIFY(file.open(QIODevice::Append));
    file.write(lines);
}

struct Fixture
{
    RunningWriter running;
    SystemClock clock;
    GapIntake intake{running.folder, *running.writer, clock};

    [[nodiscard]] bool look()
    {
        QSignalSpy settled(&intake, &GapIntake::settled);
        intake.look();
        return settled.wait(kPatienceMs);
    }
};

} // namespace

// An event that is known to be lost is counted, once, and what is known of it outlives its note.
class TestGapIntake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void linesBecomeACountAndTheTimeOfTheLast();
    void theCountOutlivesTheNotesAndGrowsWithMore();
    void whatIsInTheStoreAlreadyIsNotCountedAgain();
    void whatIsNotInTheStoreStays();
    void aLineThatCameWhileItWasTakenOverCountsToo();
    void aTornLineStandsForAnEvent();
    void whatIsNoFileOfOursIsSetAside();
    void whatWaitsIsPartOfWhatIsKnown();
};

void TestGapIntake::cleanup()
{
#ifdef DOGWATCH_TEST_HOOKS
    setFaults("");
#endif
}

void TestGapIntake::linesBecomeACountAndTheTimeOfTheLast()
{
    Fixture fixture;
    note(fixture.running.folder, "2000 claude-code full\n3000 codex full\n1000 x unwritable\n");
    QVERIFY(fixture.look());
    QCOMPARE(fixture.running.rows(kSum), QStringList{u"3|3000|1"_s});
    QCOMPARE(fixture.intake.lost(), 3);
    QCOMPARE(filesIn(fixture.running.folder.spool()), QStringList());
}

void TestGapIntake::theCountOutlivesTheNotesAndGrowsWithMore()
{
    Fixture fixture;
    note(fixture.running.folder, "2000 codex full\n");
    QVERIFY(fixture.look());
    note(fixture.running.folder, "5000 codex full\n6000 codex full\n");
    QVERIFY(fixture.look());
    QCOMPARE(fixture.running.rows(kSum), QStringList{u"3|6000|2"_s});
    // A program that starts and finds no note knows of those that there were.
    GapIntake next(fixture.running.folder, *fixture.running.writer, fixture.clock);
    QSignalSpy settled(&next, &GapIntake::settled);
    next.look();
    QVERIFY(settled.wait(kPatienceMs));
    QCOMPARE(next.lost(), 3);
}

void TestGapIntake::whatIsInTheStoreAlreadyIsNotCountedAgain()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    Fixture fixture;
    note(fixture.running.folder, "2000 codex full\n3000 codex full\n");
    setFaults("gap.before_unlink:1:error");
    QVERIFY(fixture.look());
    QCOMPARE(fixture.running.rows(kSum), QStringList{u"2|3000|1"_s});
    QCOMPARE(filesIn(fixture.running.folder.spool()).size(), 1);
    QVERIFY(fixture.look());
    QCOMPARE(fixture.running.rows(kSum), QStringList{u"2|3000|1"_s});
    QCOMPARE(fixture.intake.lost(), 2);
    QCOMPARE(filesIn(fixture.running.folder.spool()), QStringList());
#endif
}

void TestGapIntake::whatIsNotInTheStoreStays()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    Fixture fixture;
    note(fixture.running.folder, "2000 codex full\n");
    setFaults("writer.before_begin:1:error");
    fixture.intake.look();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.running.writer->figures().failure, kPatienceMs);
    QCOMPARE(filesIn(fixture.running.folder.spool()).value(0).size(), 5 + 36);
    QVERIFY(
        fixture.running.transact([](Database &, EventLog &, Projector &) { return ChangeSet{}; })
            .ok());
    setFaults("");
    QVERIFY(fixture.look());
    QCOMPARE(fixture.running.rows(kSum), QStringList{u"1|2000|1"_s});
    QCOMPARE(filesIn(fixture.running.folder.spool()), QStringList());
#endif
}

void TestGapIntake::aLineThatCameWhileItWasTakenOverCountsToo()
{
    Fixture fixture;
    const GapNotes notes(fixture.running.folder);
    note(fixture.running.folder, "2000 codex full\n");
    // A hook that has the file open when it is claimed.
    QFile held(fixture.running.folder.spool() + u"/.gap"_s);
    QVERIFY(held.open(QIODevice::Append | QIODevice::Unbuffered));
    QVERIFY(notes.claim(1).ok());
    const auto record = [&](const std::vector<GapNote> &claimed) {
        return fixture.running.transact(
            [claimed](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                Result<LostEvents> sum = recordLoss(database, claimed, 1);
                return sum ? Result<ChangeSet>(ChangeSet{}) : Result<ChangeSet>(sum.error());
            });
    };
    const std::vector<GapNote> first = notes.claimed();
    QCOMPARE(first.size(), std::size_t(1));
    QVERIFY(record(first).ok());
    held.write("3000 codex full\n");
    QVERIFY(!notes.remove(first.front()).value());
    const std::vector<GapNote> second = notes.claimed();
    QVERIFY(record(second).ok());
    QVERIFY(notes.remove(second.front()).value());
    QCOMPARE(fixture.running.rows(kSum), QStringList{u"2|3000|1"_s});
    // Nor does an older reading take anything back.
    QVERIFY(record(first).ok());
    QCOMPARE(fixture.running.rows(kSum), QStringList{u"2|3000|1"_s});
}

void TestGapIntake::aTornLineStandsForAnEvent()
{
    Fixture fixture;
    note(fixture.running.folder, "2000 codex full\n\n17\n\xff\xfe");
    QVERIFY(fixture.look());
    QCOMPARE(fixture.running.rows(kSum), QStringList{u"3|2000|1"_s});
}

void TestGapIntake::whatIsNoFileOfOursIsSetAside()
{
    Fixture fixture;
    const QString other = putFile(fixture.running.folder.path(), u"other"_s, "1 x full\n");
    const QString gap = fixture.running.folder.spool() + u"/.gap"_s;
    QCOMPARE(symlink(qPrintable(other), qPrintable(gap)), 0);
    QVERIFY(fixture.look());
    QCOMPARE(fixture.intake.lost(), 0);
    QCOMPARE(filesIn(fixture.running.folder.spool()), QStringList());
    QVERIFY(filesIn(fixture.running.folder.rejected()).contains(u"gap"_s));
    QCOMPARE(contentOfFile(other), "1 x full\n");
}

void TestGapIntake::whatWaitsIsPartOfWhatIsKnown()
{
    Fixture fixture;
    const DataFolder &folder = fixture.running.folder;
    note(folder, "1000 codex full\n");
    QVERIFY(fixture.look());
    const GapNotes notes(folder);
    note(folder, "3000 codex full\n");
    QVERIFY(notes.claim(1).ok());
    note(folder, "2000 codex full\n");
    auto reader = Database::open(folder.database(), Database::Mode::ReadOnly);
    QVERIFY(reader.ok());
    QCOMPARE(knownLoss(**reader, folder).value(), (LostEvents{3, 3000}));
    // Nobody's look moves them.
    QCOMPARE(filesIn(folder.spool()).size(), 2);
    QVERIFY(fixture.running
                .transact([claimed = notes.claimed()](Database &database, EventLog &,
                                                      Projector &) -> Result<ChangeSet> {
                    Result<LostEvents> sum = recordLoss(database, claimed, 1);
                    return sum ? Result<ChangeSet>(ChangeSet{}) : Result<ChangeSet>(sum.error());
                })
                .ok());
    QCOMPARE(knownLoss(**reader, folder).value(), (LostEvents{3, 3000}));
}

QTEST_GUILESS_MAIN(TestGapIntake)
#include "tst_gapintake.moc"
