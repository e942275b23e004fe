// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/instancelock.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace dogwatch;
using namespace Qt::StringLiterals;

// Two that write the same data folder would be the end of it.
class TestInstanceLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyOneHoldsIt();
    void whoGoesLeavesItToTheNext();
    void aKilledHolderHoldsItNoMore();
    void aFolderWithoutItsFileIsAnErrorAndNotALock();

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(u"dogwatch.lock"_s); }
    QTemporaryDir m_folder;
};

void TestInstanceLock::onlyOneHoldsIt()
{
    InstanceLock first;
    QVERIFY(first.acquire(path()).ok());
    InstanceLock second;
    const Result<void> taken = second.acquire(path());
    QVERIFY(!taken);
    QCOMPARE(taken.error().code, ErrorCode::Busy);
}

void TestInstanceLock::whoGoesLeavesItToTheNext()
{
    {
        InstanceLock first;
        QVERIFY(first.acquire(path()).ok());
    }
    InstanceLock second;
    QVERIFY(second.acquire(path()).ok());
}

void TestInstanceLock::aKilledHolderHoldsItNoMore()
{
    int ready[2] = {-1, -1};
    QCOMPARE(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
        InstanceLock lock;
        const char byte = lock.acquire(path()) ? 'y' : 'n';
        if (write(ready[1], &byte, 1) != 1)
            _exit(1);
        pause();
        _exit(0);
    }
    char byte = 0;
    QCOMPARE(read(ready[0], &byte, 1), ssize_t(1));
    InstanceLock lock;
    const bool wasFree = lock.acquire(path()).ok();
    kill(child, SIGKILL);
    QCOMPARE(waitpid(child, nullptr, 0), child);
    QCOMPARE(byte, 'y');
    QVERIFY(!wasFree);
    QVERIFY(lock.acquire(path()).ok());
    ::close(ready[0]);
    ::close(ready[1]);
}

void TestInstanceLock::aFolderWithoutItsFileIsAnErrorAndNotALock()
{
    InstanceLock lock;
    const Result<void> taken = lock.acquire(u"/nowhere/dogwatch.lock"_s);
    QVERIFY(!taken);
    QCOMPARE(taken.error().code, ErrorCode::Permission);
}

QTEST_GUILESS_MAIN(TestInstanceLock)
#include "tst_instancelock.moc"
