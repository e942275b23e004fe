// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/faultvfs.h"
#include "storefixture.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// What one try did: whether it got as far as the fault, and the ids that were said to be stored.
struct Try
{
    bool reachedTheFault = false;
    QSet<QString> acknowledged;
};

std::vector<WriteRequest> someRequests()
{
    std::vector<WriteRequest> requests;
    for (int i = 0; i < 6; ++i)
        requests.push_back(request(u"e%1"_s.arg(i), u"s%1"_s.arg(i % 2)));
    // Large enough to need pages of its own.
    requests.push_back(
        request(u"large"_s, payload(u"s0"_s, u"X"_s, {{u"prompt"_s, QString(3000, u'x')}})));
    return requests;
}

// Leaves the store open where the program is to die with it.
Try commitUnder(Store &store, const VfsFault &fault, bool closes = true)
{
    Try result;
    setVfsFault(fault);
    store.reopen();
    if (store.isOpen()) {
        const std::vector<WriteRequest> requests = someRequests();
        for (std::size_t i = 0; i < requests.size(); i += 3) {
            const std::size_t end = std::min(requests.size(), i + 3);
            const auto outcomes = store.commit(
                {requests.begin() + std::ptrdiff_t(i), requests.begin() + std::ptrdiff_t(end)});
            for (std::size_t k = 0; k < outcomes.size(); ++k) {
                if (outcomes[k].kind == EventOutcome::Kind::Stored
                    || outcomes[k].kind == EventOutcome::Kind::Duplicate)
                    result.acknowledged.insert(requests[i + k].event.envelope.eventId);
            }
        }
        if (!store.database().isAutocommit())
            qFatal("a transaction was left open");
    }
    result.reachedTheFault = vfsCalls() >= fault.nth;
    if (!closes)
        return result;
    store.close();
    setVfsFault({});
    return result;
}

} // namespace

// Whatever the storage does, what was said to be stored is stored, and sending again mends the
// rest.
class TestStorageFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installFaultVfs(); }
    void everyNthCallMayFail_data();
    void everyNthCallMayFail();
    void everyNthCallMayFailAndTheProgramDie_data();
    void everyNthCallMayFailAndTheProgramDie();
    void aDiskThatIsFullRefusesAndResumes();
};

void TestStorageFaults::everyNthCallMayFail_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<bool>("forEver");
    const auto row = [](const char *operation, const char *code, bool forEver) {
        QTest::addRow("%s %s %s", operation, code, forEver ? "for ever" : "once")
            << QByteArray(operation) << QByteArray(code) << forEver;
    };
    for (const char *operation : {"open", "write", "sync", "truncate", "shmmap"}) {
        for (const char *code : {"IOERR", "FULL"}) {
            row(operation, code, false);
            row(operation, code, true);
        }
        row(operation, "CORRUPT", false);
    }
    for (const char *operation : {"write", "walwrite"}) {
        row(operation, "SHORT", false);
        row(operation, "SHORT", true);
    }
    row("walwrite", "BUSY", false);
    row("walwrite", "BUSY", true);
    row("open", "BUSY", false);
    row("shmmap", "BUSY", false);
    row("shmlock", "BUSY", false);
}

void TestStorageFaults::everyNthCallMayFail()
{
    QFETCH(QByteArray, operation);
    QFETCH(QByteArray, code);
    QFETCH(bool, forEver);
    for (int nth = 1; nth < 200; ++nth) {
        Store store;
        store.commit({request(u"before"_s)});
        store.close();
        const Try result = commitUnder(store, {operation, nth, code, forEver});
        store.reopen();
        QVERIFY(store.isOpen());
        QCOMPARE(store.damage(), QString());
        const QStringList stored = store.eventIds();
        QVERIFY(stored.contains(u"before"));
        for (const QString &id : result.acknowledged)
            QVERIFY2(stored.contains(id), qPrintable(u"%1, call %2"_s.arg(id).arg(nth)));
        store.commit(someRequests());
        QCOMPARE(store.number(u"SELECT count(*) FROM event"_s), 8);
        QCOMPARE(store.number(u"SELECT count(*) FROM dead_letter"_s), 0);
        QCOMPARE(store.damage(), QString());
        if (!result.reachedTheFault)
            return;
        if (nth > 40) // the first calls are those of opening; then they repeat
            nth += 6;
    }
}

void TestStorageFaults::everyNthCallMayFailAndTheProgramDie_data()
{
    everyNthCallMayFail_data();
    // The system's VFS never says that a sync is busy, and SQLite takes that, and a busy write of
    // the database file, for a reader in the way of the checkpoint that closing makes: it deletes
    // the WAL that was not copied. So this one can only be had of a program that does not come to
    // close.
    QTest::newRow("walsync BUSY once") << QByteArray("walsync") << QByteArray("BUSY") << false;
    QTest::newRow("walsync BUSY for ever") << QByteArray("walsync") << QByteArray("BUSY") << true;
}

// What a failed commit wrote may be there after all (which closing would have tidied away): what
// was acknowledged is there, and sending again gives each event once.
void TestStorageFaults::everyNthCallMayFailAndTheProgramDie()
{
    QFETCH(QByteArray, operation);
    QFETCH(QByteArray, code);
    QFETCH(bool, forEver);
    // The first calls are those of opening; then they repeat.
    for (int nth = 1, step = 1; nth < 200; nth += step) {
        step = nth > 12 ? 7 : 1;
        Store store;
        store.commit({request(u"before"_s)});
        store.close();
        int answers[2] = {-1, -1};
        QCOMPARE(pipe(answers), 0);
        const pid_t child = fork();
        if (child == 0) {
            const Try result = commitUnder(store, {operation, nth, code, forEver}, false);
            const QStringList ids(result.acknowledged.begin(), result.acknowledged.end());
            const QByteArray told = ids.join(u' ').toUtf8();
            const bool isTold = write(answers[1], told.constData(), size_t(told.size())) >= 0;
            _exit(!isTold ? 2 : result.reachedTheFault ? 0 : 1);
        }
        ::close(answers[1]);
        char buffer[1000];
        const ssize_t size = read(answers[0], buffer, sizeof buffer);
        ::close(answers[0]);
        int status = -1;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) <= 1 && size >= 0);
        store.reopen();
        QVERIFY(store.isOpen());
        QCOMPARE(store.damage(), QString());
        const QStringList stored = store.eventIds();
        QVERIFY(stored.contains(u"before"));
        const QStringList told =
            QString::fromUtf8(buffer, int(size)).split(u' ', Qt::SkipEmptyParts);
        for (const QString &id : told)
            QVERIFY2(stored.contains(id), qPrintable(u"%1, call %2"_s.arg(id).arg(nth)));
        store.commit(someRequests());
        QCOMPARE(store.number(u"SELECT count(*) FROM event"_s), 8);
        QCOMPARE(store.damage(), QString());
        if (WEXITSTATUS(status) == 1)
            return;
    }
}

void TestStorageFaults::aDiskThatIsFullRefusesAndResumes()
{
    Store store;
    store.commit({request(u"a"_s)});
    QVERIFY(store.database().execute(u"PRAGMA max_page_count = 1"_s).ok());
    std::vector<WriteRequest> large;
    for (int i = 0; i < 300; ++i)
        large.push_back(request(u"e%1"_s.arg(i),
                                payload(u"s"_s, u"X"_s, {{u"prompt"_s, QString(3500, u'x')}})));
    BatchCommitter::Committed committed = store.committer().commit(large);
    QVERIFY(committed.storageError);
    QCOMPARE(committed.storageError->code, ErrorCode::StorageFull);
    qint64 stored = 0;
    for (const EventOutcome &outcome : committed.outcomes)
        stored += outcome.kind == EventOutcome::Kind::Stored ? 1 : 0;
    QCOMPARE(store.number(u"SELECT count(*) FROM event"_s), 1 + stored);
    QVERIFY(store.database().isAutocommit());
    QVERIFY(store.database().execute(u"PRAGMA max_page_count = 1000000"_s).ok());
    store.commit(large);
    QCOMPARE(store.number(u"SELECT count(*) FROM event"_s), 301);
    QCOMPARE(store.damage(), QString());
}

QTEST_GUILESS_MAIN(TestStorageFaults)
#include "tst_storagefaults.moc"
