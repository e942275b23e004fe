// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jobplan.h"

#include <QTest>

#include <numeric>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHour = 3'600'000;
constexpr qint64 kNow = 1000 * kHour;

// "run", or why it is skipped, for each.
QString told(const DuePlan &plan)
{
    QStringList words;
    for (const DuePlan::Entry &entry : plan.entries)
        words.append(entry.skipped.isEmpty() ? u"run"_s : entry.skipped);
    return words.join(u" | "_s);
}

std::vector<qint64> hoursAgo(std::initializer_list<int> hours)
{
    std::vector<qint64> dues;
    for (const int hour : hours)
        dues.push_back(kNow - hour * kHour);
    return dues;
}

DueMoment now(bool isRunning = false, int waiting = 0, bool moreDue = false)
{
    return {kNow, isRunning, waiting, moreDue};
}

Job job(MissedPolicy missed, OverlapPolicy overlap = OverlapPolicy::Skip)
{
    Job made;
    made.missed = missed;
    made.overlap = overlap;
    return made;
}

} // namespace

// What becomes of what is due, missed or in the way of another.
class TestJobPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void latestRunsTheNewestAndTellsOfTheOthers();
    void allRunsThemFromTheOldest();
    void noneRunsOnlyWhatIsInTime();
    void nothingOlderThanTheWindowRuns();
    void atMostFiftyWait();
    void whatIsDueWhileOneRunsFollowsThePolicy();
    void retriesWaitLonger();
};

void TestJobPlan::latestRunsTheNewestAndTellsOfTheOthers()
{
    const Job latest = job(MissedPolicy::Latest);
    QCOMPARE(told(planDues(latest, hoursAgo({3, 2, 1}), now())),
             u"a newer one was due | a newer one was due | run");
    QCOMPARE(told(planDues(latest, hoursAgo({0}), now())), u"run");
    // The newest of those that come with the next round is the one.
    QCOMPARE(told(planDues(latest, hoursAgo({3, 2}), now(false, 0, true))),
             u"a newer one was due | a newer one was due");
}

void TestJobPlan::allRunsThemFromTheOldest()
{
    QCOMPARE(told(planDues(job(MissedPolicy::All), hoursAgo({3, 2, 1}), now())),
             u"run | run | run");
}

void TestJobPlan::noneRunsOnlyWhatIsInTime()
{
    QCOMPARE(told(planDues(job(MissedPolicy::None), hoursAgo({2, 0}), now())),
             u"missed by 2 h | run");
    const std::vector<qint64> late{kNow - kInTimeMs};
    QCOMPARE(told(planDues(job(MissedPolicy::None), late, now())), u"run");
}

void TestJobPlan::nothingOlderThanTheWindowRuns()
{
    Job all = job(MissedPolicy::All);
    QCOMPARE(told(planDues(all, hoursAgo({25, 24}), now())),
             u"older than the catch-up window of 1 d | run");
    all.catchUpMs = 0;
    QCOMPARE(told(planDues(all, hoursAgo({1, 0}), now())),
             u"older than the catch-up window of 0 s | run");
}

void TestJobPlan::atMostFiftyWait()
{
    std::vector<qint64> dues(60);
    std::iota(dues.begin(), dues.end(), kNow - 60);
    const DuePlan plan = planDues(job(MissedPolicy::All), dues, now(false, 3));
    QCOMPARE(std::count_if(plan.entries.begin(), plan.entries.end(),
                           [](const DuePlan::Entry &entry) { return entry.skipped.isEmpty(); }),
             kMostWaiting - 3);
    QVERIFY(plan.entries.front().skipped.isEmpty());
    QCOMPARE(plan.entries.back().skipped, u"cap: 50 wait already");
}

void TestJobPlan::whatIsDueWhileOneRunsFollowsThePolicy()
{
    const std::vector<qint64> dues = hoursAgo({1, 0});
    const auto plan = [&](OverlapPolicy overlap) {
        return planDues(job(MissedPolicy::All, overlap), dues, now(true));
    };
    QCOMPARE(told(plan(OverlapPolicy::Skip)),
             u"the one before was not over | the one before was not over");
    QCOMPARE(told(plan(OverlapPolicy::QueueOne)),
             u"run | the one before was not over, and one waits");
    QCOMPARE(told(plan(OverlapPolicy::QueueAll)), u"run | run");
    QVERIFY(!plan(OverlapPolicy::QueueAll).cancelsRunning);
    QCOMPARE(told(plan(OverlapPolicy::Cancel)), u"run | run");
    QVERIFY(plan(OverlapPolicy::Cancel).cancelsRunning);
    const Job cancel = job(MissedPolicy::All, OverlapPolicy::Cancel);
    QVERIFY(!planDues(cancel, dues, now()).cancelsRunning); // there is none
    QVERIFY(!planDues(cancel, hoursAgo({30}), now(true)).cancelsRunning); // nothing follows it
}

void TestJobPlan::retriesWaitLonger()
{
    QCOMPARE(retryWaitMs(1), 30'000);
    QCOMPARE(retryWaitMs(2), 60'000);
    QCOMPARE(retryWaitMs(4), 240'000);
    QCOMPARE(retryWaitMs(1'000'000), kLongestRetryMs);
}

QTEST_GUILESS_MAIN(TestJobPlan)
#include "tst_jobplan.moc"
