// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "runningwriter.h"
#include "storefixture.h"
#include "watch/retentionkeeper.h"

#include <QSignalSpy>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDay = 24LL * 3600 * 1000;

Settings keeping(qint64 days)
{
    Settings settings;
    settings.retentionDays = days;
    return settings;
}

} // namespace

// The rounds, over a running writer.
class TestRetentionKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_running.reset(); }
    void aRoundTakesAllThatIsTooOldInManySteps();
    void withoutALimitNothingGoes();
    void aStoreThatIsNotReadyIsSaidAndTheNextRoundGoesOn();
    void itMayGoInTheMiddleOfARound();

private:
    [[nodiscard]] QString events() const
    {
        return m_running->rows(u"SELECT count(*) FROM event"_s).value(0);
    }

    const SystemClock m_clock{};
    std::unique_ptr<RunningWriter> m_running;
};

void TestRetentionKeeper::init()
{
    m_running = std::make_unique<RunningWriter>();
    const qint64 now = m_clock.nowMs();
    std::vector<WriteRequest> requests;
    for (int i = 0; i < 400; ++i)
        requests.push_back(request(u"e%1"_s.arg(i), payload(u"s"_s, u"UserPromptSubmit"_s),
                                   now - (i < 300 ? 40 : 20) * kDay));
    QVERIFY(m_running->writer->enqueue(requests));
    QTRY_COMPARE(events(), u"400"_s);
}

void TestRetentionKeeper::aRoundTakesAllThatIsTooOldInManySteps()
{
    RetentionKeeper keeper(*m_running->writer, m_clock);
    keeper.setSettings(keeping(30));
    QSignalSpy finished(&keeper, &RetentionKeeper::finished);
    keeper.run();
    keeper.run(); // one is under way
    QVERIFY(finished.wait());
    QCOMPARE(finished.at(0).at(0).value<RetentionRound>().events, 300);
    QCOMPARE(events(), u"100"_s);
    keeper.run();
    QVERIFY(finished.wait());
    QCOMPARE(finished.at(1).at(0).value<RetentionRound>().events, 0);
    QCOMPARE(events(), u"100"_s);
}

void TestRetentionKeeper::withoutALimitNothingGoes()
{
    RetentionKeeper keeper(*m_running->writer, m_clock);
    keeper.setSettings(keeping(0));
    QSignalSpy finished(&keeper, &RetentionKeeper::finished);
    keeper.run();
    QCOMPARE(finished.size(), 1);
    QCOMPARE(events(), u"400"_s);
}

void TestRetentionKeeper::aStoreThatIsNotReadyIsSaidAndTheNextRoundGoesOn()
{
    const RunningWriter closed(false);
    RetentionKeeper keeper(*closed.writer, m_clock);
    keeper.setSettings(keeping(30));
    QSignalSpy finished(&keeper, &RetentionKeeper::finished);
    keeper.run();
    QVERIFY(finished.wait());
    QVERIFY(finished.at(0).at(0).value<RetentionRound>().error.has_value());
    closed.start();
    keeper.run();
    QVERIFY(finished.wait());
    QVERIFY(!finished.at(1).at(0).value<RetentionRound>().error.has_value());
}

void TestRetentionKeeper::itMayGoInTheMiddleOfARound()
{
    {
        RetentionKeeper keeper(*m_running->writer, m_clock);
        keeper.setSettings(keeping(30));
        keeper.run();
    }
    // The step that it had posted is done by now, and what came of it reaches nobody.
    const auto nothing = [](Database &, EventLog &, Projector &) -> Result<ChangeSet> {
        return ChangeSet();
    };
    QVERIFY(m_running->transact(nothing).ok());
    QCoreApplication::processEvents();
    const int left = events().toInt();
    QVERIFY(left > 100 && left < 400);
}

QTEST_GUILESS_MAIN(TestRetentionKeeper)
#include "tst_retentionkeeper.moc"
