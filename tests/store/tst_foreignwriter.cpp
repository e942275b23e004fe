// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storefixture.h"

#include <QTest>

#include <fcntl.h>
#include <poll.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

bool run(sqlite3 *database, const char *sql)
{
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

// Another process that holds the write lock 2 ms of every 7, and once 3 s, and says so each time
// that it has just taken it. Ends when it is told to.
[[noreturn]] void disturb(const char *path, int toldToEnd, int saysHeld)
{
    sqlite3 *database = nullptr;
    if (sqlite3_open(path, &database) != SQLITE_OK)
        _exit(1);
    sqlite3_busy_timeout(database, 60'000);
    char byte = 'r';
    for (int i = 0; i < 5000; ++i) {
        const bool held = run(database, "BEGIN IMMEDIATE")
            && run(database, "INSERT INTO disturbance (n) VALUES (1)");
        if (write(saysHeld, &byte, 1) != 1)
            _exit(3);
        usleep(i == 20 ? 3'000'000 : 2000);
        if (!held || !run(database, "COMMIT"))
            _exit(2);
        usleep(5000);
        if (read(toldToEnd, &byte, 1) == 0)
            break;
    }
    sqlite3_close(database);
    _exit(0);
}

// So that what follows meets the lock: older news of it don't count.
bool waitUntilHeld(int held)
{
    char bytes[1000];
    pollfd waiting{held, POLLIN, 0};
    while (poll(&waiting, 1, 0) == 1 && read(held, bytes, sizeof bytes) > 0) { }
    return read(held, bytes, 1) == 1;
}

} // namespace

// Another program on the same file costs time, and no event.
class TestForeignWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aForeignWriterCostsNoEvent();
};

void TestForeignWriter::aForeignWriterCostsNoEvent()
{
    Store store;
    QVERIFY(store.database().execute(u"CREATE TABLE disturbance (n INTEGER) STRICT"_s).ok());
    const QByteArray path = store.path().toLocal8Bit();
    store.close(); // no connection may be carried over a fork
    int end[2] = {-1, -1};
    int held[2] = {-1, -1};
    QVERIFY(pipe2(end, O_NONBLOCK) == 0 && pipe(held) == 0);
    const pid_t child = fork();
    if (child == 0) {
        ::close(end[1]);
        disturb(path.constData(), end[0], held[1]);
    }
    ::close(end[0]);
    QVERIFY(waitUntilHeld(held[0]));
    store.reopen();
    QVERIFY(store.isOpen());
    int stored = 0;
    for (int batch = 0; batch < 300; ++batch) {
        if (batch % 5 == 0)
            QVERIFY(waitUntilHeld(held[0]));
        std::vector<WriteRequest> requests;
        for (int i = 0; i < 5; ++i)
            requests.push_back(request(u"e-%1-%2"_s.arg(batch).arg(i), u"s%1"_s.arg(i)));
        for (const EventOutcome &outcome : store.commit(requests)) {
            QCOMPARE(outcome.kind, EventOutcome::Kind::Stored);
            ++stored;
        }
    }
    ::close(end[1]);
    int status = -1;
    QCOMPARE(waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    ::close(held[0]);
    ::close(held[1]);
    QCOMPARE(store.number(u"SELECT count(*) FROM event"_s), stored);
    QVERIFY(store.number(u"SELECT count(*) FROM disturbance"_s) > 60);
    QCOMPARE(store.damage(), QString());
}

QTEST_GUILESS_MAIN(TestForeignWriter)
#include "tst_foreignwriter.moc"
