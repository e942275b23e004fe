// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storefixture.h"

#include <QTest>

#include <sqlite3.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// Another program that holds the write lock. It lets go, if it is to, when our connection has given
// up waiting for the n-th time; so nothing here depends on time.
class Holder
{
public:
    explicit Holder(Store &store, int letsGoAt)
        : m_letsGoAt(letsGoAt)
    {
        if (sqlite3_open(qPrintable(store.path()), &m_other) != SQLITE_OK
            || !run("BEGIN IMMEDIATE"))
            qFatal("cannot take the lock");
        sqlite3_busy_handler(
            store.database().handle(),
            [](void *context, int) {
                auto *holder = static_cast<Holder *>(context);
                if (++holder->m_givenUp == holder->m_letsGoAt)
                    holder->run("COMMIT");
                if (holder->onGivingUp)
                    holder->onGivingUp();
                return 0;
            },
            this);
    }
    ~Holder() { sqlite3_close(m_other); }
    Q_DISABLE_COPY_MOVE(Holder)

    [[nodiscard]] int timesGivenUp() const { return m_givenUp; }
    std::function<void()> onGivingUp;

private:
    bool run(const char *sql) const
    {
        return sqlite3_exec(m_other, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    }

    const int m_letsGoAt;
    sqlite3 *m_other = nullptr;
    int m_givenUp = 0;
};

} // namespace

// The lock may be held longer than one wait: a begin is tried again, and then refused.
class TestBusyLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBeginThatWaitedInVainIsTriedAgain();
    void aLockThatStaysRefusesTheWholeBatchOnce();
    void whoStopsWaitsNoMore();
};

void TestBusyLock::aBeginThatWaitedInVainIsTriedAgain()
{
    Store store;
    const Holder holder(store, 1);
    QCOMPARE(store.commitAndTell({request(u"a"_s), request(u"b"_s)}), u"stored 1, stored 2");
    QCOMPARE(holder.timesGivenUp(), 1);
}

void TestBusyLock::aLockThatStaysRefusesTheWholeBatchOnce()
{
    Store store;
    const Holder holder(store, -1);
    std::vector<WriteRequest> requests{request(u"a"_s), request(u"b"_s), request(u"c"_s)};
    const BatchCommitter::Committed committed = store.committer().commit(requests);
    QCOMPARE(told(committed.outcomes), u"refused, refused, refused");
    QCOMPARE(committed.storageError->code, ErrorCode::Busy);
    // Each wait is five seconds: to try the halves too would hold up everybody behind.
    QCOMPARE(holder.timesGivenUp(), 2);
}

void TestBusyLock::whoStopsWaitsNoMore()
{
    Store store;
    Holder holder(store, -1);
    holder.onGivingUp = [&store] { store.cancelled = true; };
    QCOMPARE(store.commitAndTell({request(u"a"_s)}), u"refused");
    QCOMPARE(holder.timesGivenUp(), 1);
}

QTEST_GUILESS_MAIN(TestBusyLock)
#include "tst_busylock.moc"
