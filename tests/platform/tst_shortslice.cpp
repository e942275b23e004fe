// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "platform/shortslice.h"

#include <QTest>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

using namespace dogwatch;

namespace {

// sched_getattr(2), the fields that matter here.
struct Scheduling
{
    quint32 size = 0;
    quint32 policy = 0;
    quint64 flags = 0;
    qint32 nice = 0;
    quint32 priority = 0;
    quint64 runtime = 0;
    quint64 deadline = 0;
    quint64 period = 0;
};

Scheduling ofThisThread()
{
    Scheduling scheduling;
    syscall(SYS_sched_getattr, 0, &scheduling, sizeof scheduling, 0);
    return scheduling;
}

} // namespace

class TestShortSlice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneThreadHasShortTurnsAndKeepsItsNiceness();
};

void TestShortSlice::oneThreadHasShortTurnsAndKeepsItsNiceness()
{
    const Scheduling ours = ofThisThread();
    Scheduling before;
    Scheduling after;
    std::thread([&] {
        setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), ours.nice + 3);
        before = ofThisThread();
        askForShortSlices();
        after = ofThisThread();
    }).join();
    QCOMPARE(before.nice, ours.nice + 3);
    QCOMPARE(after.nice, before.nice);
    QCOMPARE(after.policy, before.policy);
    QCOMPARE(ofThisThread().runtime, ours.runtime);
    if (before.runtime == 0)
        QSKIP("this kernel has no slices of a thread's own");
    QVERIFY(after.runtime < before.runtime);
}

QTEST_GUILESS_MAIN(TestShortSlice)

#include "tst_shortslice.moc"
