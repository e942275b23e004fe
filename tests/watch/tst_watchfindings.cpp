// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/watchdogfixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// What the watchdog finds in the work itself: each said once, and over by itself.
class TestWatchFindings : public WatchdogTest
{
    Q_OBJECT

private Q_SLOTS:
    void theSameCallAgainAndAgainIsALoop_data();
    void theSameCallAgainAndAgainIsALoop();
    void callAfterCallFailing();
    void twoAgentsThatWriteOneFileCollide();
    void aClashOfALaterTurnIsToldApart();
    void aLimitThatIsReachedIsSaidOnce();
    void aSubagentThatNeverBeginsIsFoundByWhatItWrites();
    void aNightAsleepWedgesNoSubagent();
    void whereItsTranscriptCannotBeLookedForNoSubagentIsWedged();

private:
    // A session whose transcript is there, with a subagent that was announced.
    void announceSubagent();
    [[nodiscard]] QString transcript() const { return m_home->filePath(u"projects/p/s.jsonl"_s); }
};

namespace {

void append(const QString &path, const QByteArray &line)
{
    QFile file(path);
    QVERIFY(QDir().mkpath(path.section(u'/', 0, -2)));
    QVERIFY(file.open(QIODevice::Append));
    file.write(line + '\n');
}

} // namespace

void TestWatchFindings::theSameCallAgainAndAgainIsALoop_data()
{
    QTest::addColumn<QList<int>>("inputs"); // a number for each different one
    QTest::addColumn<QString>("tool");
    QTest::addColumn<bool>("isLoop");
    QTest::newRow("five times the same") << QList<int>{1, 1, 1, 1, 1} << u"Edit"_s << true;
    QTest::newRow("after something else") << QList<int>{2, 1, 1, 1, 1, 1} << u"Edit"_s << true;
    QTest::newRow("four times") << QList<int>{1, 1, 1, 1} << u"Edit"_s << false;
    QTest::newRow("the file is the same, the change is not")
        << QList<int>{1, 2, 3, 4, 5} << u"Edit"_s << false;
    QTest::newRow("with something else between")
        << QList<int>{1, 1, 1, 2, 1, 1, 1} << u"Edit"_s << false;
    QTest::newRow("a look at what runs aside")
        << QList<int>{1, 1, 1, 1, 1, 1} << u"TaskOutput"_s << false;
}

void TestWatchFindings::theSameCallAgainAndAgainIsALoop()
{
    QFETCH(QList<int>, inputs);
    QFETCH(QString, tool);
    QFETCH(bool, isLoop);
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), {{u"prompt_id"_s, u"p"_s}});
    int id = 0;
    for (const int input : inputs)
        use(u"t%1"_s.arg(++id), tool,
            {{u"file_path"_s, u"/project/a.cpp"_s}, {u"old_string"_s, QString::number(input)}});
    QVERIFY(look());
    QCOMPARE(open(), isLoop ? QStringList{u"loop"_s} : QStringList());
    QCOMPARE(status(), u"working"_s);
    if (!isLoop)
        return;
    restart();
    QVERIFY(look());
    use(u"more"_s, tool, {{u"file_path"_s, u"/project/a.cpp"_s}, {u"old_string"_s, u"1"_s}});
    QVERIFY(look());
    QCOMPARE(observations(), QStringList{u"found"_s}); // once, over restarts and further rounds
    use(u"other"_s, u"Bash"_s, {{u"command"_s, u"ls"_s}});
    QVERIFY(look());
    QCOMPARE(open(), QStringList());
    QCOMPARE(observations(), (QStringList{u"found"_s, u"found_over"_s}));
}

void TestWatchFindings::callAfterCallFailing()
{
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), {{u"prompt_id"_s, u"p"_s}});
    const auto command = [](int n) {
        return QJsonObject{{u"command"_s, u"make target%1"_s.arg(n)}};
    };
    for (int n = 0; n < 4; ++n)
        use(u"t%1"_s.arg(n), u"Bash"_s, command(n), true);
    QVERIFY(look());
    QCOMPARE(open(), QStringList());
    use(u"t5"_s, u"Bash"_s, command(5), true);
    QVERIFY(look());
    QCOMPARE(open(), QStringList{u"errors"_s});
    use(u"t6"_s, u"Bash"_s, command(6));
    QVERIFY(look());
    QCOMPARE(open(), QStringList());
    for (int n = 7; n < 12; ++n)
        use(u"t%1"_s.arg(n), u"Bash"_s, command(n), true);
    // Over with the turn, before anybody looks.
    QVERIFY(look());
    m_clock->pass(1000);
    hook(u"Stop"_s, m_clock->nowMs());
    QCOMPARE(open(), QStringList());
}

void TestWatchFindings::twoAgentsThatWriteOneFileCollide()
{
    const QJsonObject file{{u"file_path"_s, u"/project/a.cpp"_s}};
    const QJsonObject another{{u"file_path"_s, u"/elsewhere/a.cpp"_s}};
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), {{u"prompt_id"_s, u"p"_s}});
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), {{u"prompt_id"_s, u"p"_s}}, u"other"_s);
    use(u"t1"_s, u"Edit"_s, file);
    use(u"t2"_s, u"Edit"_s, another, false, u"other"_s);
    use(u"t3"_s, u"Read"_s, file, false, u"other"_s);
    use(u"t4"_s, u"Edit"_s, file, true, u"other"_s);
    QVERIFY(look());
    QCOMPARE(open(), QStringList()); // another file, a look, a change that failed
    use(u"t5"_s, u"Edit"_s, file, false, u"other"_s);
    QVERIFY(look());
    QCOMPARE(open(), QStringList{u"collision"_s});
    use(u"t6"_s, u"Edit"_s, file);
    QVERIFY(look());
    restart();
    QCOMPARE(observations(), QStringList{u"found"_s});
    m_clock->pass(1000);
    hook(u"Stop"_s, m_clock->nowMs(), {}, u"other"_s); // it is done with it
    QVERIFY(look());
    QCOMPARE(open(), QStringList());
}

// One in a turn: what goes on is no news. What comes again later is, and leaves the first one as it
// was.
void TestWatchFindings::aClashOfALaterTurnIsToldApart()
{
    const QJsonObject file{{u"file_path"_s, u"/project/a.cpp"_s}};
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), {{u"prompt_id"_s, u"p"_s}});
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), {{u"prompt_id"_s, u"p"_s}}, u"other"_s);
    use(u"t1"_s, u"Edit"_s, file);
    use(u"t2"_s, u"Edit"_s, file, false, u"other"_s);
    QVERIFY(look());
    QCOMPARE(open(), QStringList{u"collision"_s});
    m_clock->pass(1000);
    hook(u"Stop"_s, m_clock->nowMs());
    QVERIFY(look());
    QCOMPARE(open(), QStringList());
    m_prompt = u"q"_s;
    m_clock->pass(1000);
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), {{u"prompt_id"_s, m_prompt}});
    use(u"t3"_s, u"Edit"_s, file);
    QVERIFY(look());
    QCOMPARE(open(), QStringList{u"collision"_s});
    QCOMPARE(rows(u"SELECT count(*), count(resolved_at) FROM attention_item "
                  "WHERE kind = 'collision'"_s),
             QStringList{u"2|1"_s});
}

void TestWatchFindings::aLimitThatIsReachedIsSaidOnce()
{
    hook(u"UserPromptSubmit"_s, m_clock->nowMs());
    const auto spend = [this](double dollars, int session = 1) {
        const auto trillionths = static_cast<qint64>(dollars * 1e12);
        const QString sql =
            u"INSERT INTO usage_message (message_id, request_id, session_ref, agent_id, model, at, "
            "flags, counted, input, output, cache_write_5m, cache_write_1h, cache_read, "
            "web_searches, cost) VALUES ('m%1', 'r', %4, '', 'x', %2, 0, 1, 0, 0, 0, 0, 0, 0, %3)"_s
                .arg(m_clock->nowMs())
                .arg(m_clock->nowMs())
                .arg(trillionths)
                .arg(session);
        const auto stored = m_running->transact(
            [&sql](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                if (Result<void> done = database.execute(sql); !done)
                    return done.error();
                return ChangeSet();
            });
        QVERIFY(stored.ok());
        m_clock->pass(1000);
    };
    spend(70);
    QVERIFY(look());
    QCOMPARE(open(), QStringList()); // no limit was set
    m_watchdog->setLimits({100, 0, 0});
    QVERIFY(look());
    QCOMPARE(open(), QStringList());
    spend(15);
    QVERIFY(look());
    QCOMPARE(open(), QStringList{u"budget"_s});
    QVERIFY(
        rows(u"SELECT reason FROM attention_item"_s).value(0).startsWith(u"$85.00 of $100.00"_s));
    spend(1);
    m_limits = {100, 0, 0};
    restart();
    QVERIFY(look());
    QCOMPARE(observations().size(), 1);
    spend(20);
    QVERIFY(look());
    QCOMPARE(open(), QStringList{u"budget"_s}); // the whole, and the four fifths no more
    QCOMPARE(observations().count(u"found"_s), 2);
    // Another session takes part: it is the same day.
    m_clock->pass(1000);
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), {}, u"other"_s);
    spend(5, 2);
    QVERIFY(look());
    QVERIFY(look());
    QCOMPARE(observations().count(u"found"_s), 2);
    QCOMPARE(open(), QStringList{u"budget"_s});
    m_watchdog->setLimits({1000, 0, 0});
    QVERIFY(look());
    QCOMPARE(open(), QStringList());
}

void TestWatchFindings::announceSubagent()
{
    append(transcript(), R"({"type":"user","sessionId":"s"})");
    const QJsonObject place{{u"transcript_path"_s, transcript()}};
    hook(u"UserPromptSubmit"_s, m_clock->nowMs(), place);
    QJsonObject agent = place;
    agent.insert(u"agent_id"_s, u"a"_s);
    agent.insert(u"agent_type"_s, u"Explore"_s);
    hook(u"SubagentStart"_s, m_clock->nowMs(), agent);
}

void TestWatchFindings::aSubagentThatNeverBeginsIsFoundByWhatItWrites()
{
    announceSubagent();
    m_clock->pass(90'000);
    QVERIFY(look());
    QCOMPARE(open(), QStringList());
    m_clock->pass(kMinute);
    QVERIFY(look());
    QCOMPARE(open(), QStringList{u"stalled"_s});
    QCOMPARE(status(), u"stalled"_s);
    const QString reason = rows(u"SELECT status_reason FROM session"_s).value(0);
    QVERIFY2(reason.contains(u"Explore"_s) && reason.contains(u"written nothing"_s),
             qPrintable(reason));
    restart();
    m_clock->pass(3 * kMinute);
    QVERIFY(look());
    QCOMPARE(observations(), QStringList{u"found"_s});
    // It has begun after all, and no hook says so.
    const QString own = m_home->filePath(u"projects/p/s/subagents/agent-a.jsonl"_s);
    append(own, R"({"type":"user","agentId":"a"})");
    QVERIFY(look());
    QCOMPARE(open(), QStringList{u"stalled"_s});
    append(own, R"({"type":"assistant","agentId":"a"})");
    QVERIFY(look());
    QCOMPARE(open(), QStringList());
    QCOMPARE(observations(), (QStringList{u"found"_s, u"found_over"_s}));
}

void TestWatchFindings::aNightAsleepWedgesNoSubagent()
{
    announceSubagent();
    QVERIFY(look());
    m_clock->sleep(9 * 60 * kMinute);
    QVERIFY(look());
    m_clock->pass(kMinute);
    QVERIFY(look());
    QCOMPARE(open(), QStringList());
    m_clock->pass(2 * kMinute);
    QVERIFY(look());
    QCOMPARE(open(), QStringList{u"stalled"_s});
}

void TestWatchFindings::whereItsTranscriptCannotBeLookedForNoSubagentIsWedged()
{
    const QString folder = m_home->filePath(u"projects/p/s/subagents"_s);
    append(folder, "no folder");
    announceSubagent();
    m_clock->pass(5 * kMinute);
    QVERIFY(look());
    QCOMPARE(open(), QStringList());
    QVERIFY(QFile::remove(folder));
    QVERIFY(look());
    QCOMPARE(open(), QStringList{u"stalled"_s});
}

QTEST_GUILESS_MAIN(TestWatchFindings)

#include "tst_watchfindings.moc"
