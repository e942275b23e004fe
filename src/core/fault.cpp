// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/fault.h"

#ifdef DOGWATCH_TEST_HOOKS

#include <QByteArray>
#include <QList>

#include <atomic>
#include <csignal>
#include <mutex>
#include <unistd.h>
#include <vector>

namespace dogwatch {

namespace {

struct Fault
{
    QByteArray point;
    long countdown = 0;
    bool forEver = false;
    QByteArray action;
};

std::vector<Fault> readFaults(const QByteArray &list)
{
    std::vector<Fault> faults;
    for (const QByteArray &text : list.split(',')) {
        const QList<QByteArray> parts = text.split(':');
        if (parts.size() != 3)
            continue;
        QByteArray nth = parts.at(1);
        const bool forEver = nth.endsWith('+');
        if (forEver)
            nth.chop(1);
        faults.push_back({parts.at(0), nth.toLong(), forEver, parts.at(2)});
    }
    return faults;
}

bool isDue(Fault &fault)
{
    if (fault.countdown > 0)
        --fault.countdown;
    else if (!fault.forEver)
        return false;
    return fault.countdown == 0;
}

bool act(const QByteArray &action)
{
    if (action == "kill")
        kill(getpid(), SIGKILL);
    else if (action == "exit")
        _exit(70);
    return action == "error";
}

struct Faults
{
    std::mutex mutex;
    std::vector<Fault> list = readFaults(qgetenv("DOGWATCH_FAULT")); // guarded by mutex
    int taken = 0; // guarded by mutex
    // Where nothing is to fail, points cost nothing and order no threads.
    std::atomic<bool> isAny = !list.empty();
};

Faults &allFaults()
{
    static Faults faults;
    return faults;
}

} // namespace

bool faultAt(const char *point)
{
    Faults &faults = allFaults();
    if (!faults.isAny.load(std::memory_order_relaxed))
        return false;
    const std::lock_guard lock(faults.mutex);
    bool fail = false;
    for (Fault &fault : faults.list) {
        if (fault.point != point || !isDue(fault))
            continue;
        ++faults.taken;
        fail = act(fault.action) || fail;
    }
    return fail;
}

void setFaults(const char *faults)
{
    Faults &all = allFaults();
    const std::lock_guard lock(all.mutex);
    all.list = readFaults(faults);
    all.taken = 0;
    all.isAny.store(!all.list.empty(), std::memory_order_relaxed);
}

int faultsTaken()
{
    Faults &all = allFaults();
    const std::lock_guard lock(all.mutex);
    return all.taken;
}

} // namespace dogwatch

#endif
