// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/changefeed.h"
#include "core/fault.h"
#include "jobs/handclock.h"
#include "jobs/scheduler.h"
#include "store/instancelock.h"
#include "store/jobcommand.h"
#include "store/outbox.h"
#include "store/parcels.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QThread>

#include <csignal>
#include <fcntl.h>
#include <future>
#include <unistd.h>

// One life of the program: jobsboot FOLDER SCHEDULE FROM UNTIL STEP (ms). Goes through the time
// with the real writer and scheduler on a clock of its own, sends what the outbox holds by writing
// its key to FOLDER.sent, and ends by SIGKILL: at a failpoint, or when the time is up. FOLDER.clock
// says how far it came.

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

struct Life
{
    explicit Life(const QString &path, qint64 nowMs)
        : folder(path)
        , clock(nowMs)
    {
        if (!folder.prepare() || !lock.acquire(folder.lock()))
            qFatal("no folder");
        writer = std::make_unique<Writer>(folder, std::make_shared<ChangeFeed>());
        writer->moveToThread(&thread);
        thread.start();
        QMetaObject::invokeMethod(writer.get(), &Writer::start, Qt::BlockingQueuedConnection);
        readers = std::make_shared<Readers>(folder.database(), 1);
        scheduler = std::make_unique<Scheduler>(folder, *writer, readers, clock);
    }

    // Fails the whole program where `work` does: nothing here may fail.
    void transact(std::function<Result<void>(Database &)> work) const
    {
        // The writer is still in set_value() when the answer is there already.
        const auto done = std::make_shared<std::promise<Result<ChangeSet>>>();
        writer->post(
            [&work](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                const Result<void> result = work(database);
                return result ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(result.error());
            },
            [done](Result<ChangeSet> result) { done->set_value(std::move(result)); });
        const Result<ChangeSet> result = done->get_future().get();
        if (!result)
            qFatal("%s", qPrintable(result.error().text));
    }

    void goTo(qint64 ms, bool isFirst)
    {
        clock.set(ms);
        QEventLoop loop;
        QObject::connect(scheduler.get(), &Scheduler::rested, &loop, &QEventLoop::quit);
        if (isFirst)
            scheduler->start();
        else
            scheduler->wake();
        loop.exec();
    }

    void send() const
    {
        ParcelClaim claim;
        transact([&](Database &database) -> Result<void> {
            Result<ParcelClaim> claimed = claimParcels(database, clock.nowMs(), 10);
            if (!claimed)
                return claimed.error();
            claim = std::move(claimed).value();
            return {};
        });
        if (!claim.parcels.empty())
            (void)faultAt("sender.after_mark");
        for (const ClaimedParcel &claimed : claim.parcels) {
            append(folder.path() + u".sent"_s, claimed.parcel.cause.toUtf8() + '\n');
            (void)faultAt("sender.after_send");
            transact([&](Database &database) {
                return finishParcel(database, claimed.id, SendOutcome::Arrived, {}, clock.nowMs());
            });
        }
    }

    static void append(const QString &path, const QByteArray &line)
    {
        const int file = open(QFile::encodeName(path).constData(),
                              O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (file < 0 || write(file, line.constData(), static_cast<size_t>(line.size())) < 0)
            qFatal("cannot write");
        close(file);
    }

    DataFolder folder;
    HandClock clock;
    InstanceLock lock;
    QThread thread;
    std::unique_ptr<Writer> writer;
    std::shared_ptr<Readers> readers;
    std::unique_ptr<Scheduler> scheduler;
};

// The one job is the digest, by that schedule; it goes to a webhook.
Result<void> setUp(Database &database, const QString &schedule, qint64 nowMs)
{
    Result<void> done = database.execute(u"UPDATE job SET paused = 1 WHERE name <> 'digest'"_s);
    if (!done)
        return done;
    const QByteArray body = R"({"schedule":")" + schedule.toUtf8()
        + R"(","options":{"notify":false,"file":false,"webhook":"http://127.0.0.1:9/d"}})";
    const Result<QByteArray> changed = applyJobCommand(database, {u"change"_s, 1, body}, nowMs);
    return changed ? Result<void>() : Result<void>(changed.error());
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const qint64 fromMs = arguments.value(3).toLongLong();
    const qint64 untilMs = arguments.value(4).toLongLong();
    const qint64 stepMs = arguments.value(5).toLongLong();
    const QString path = arguments.value(1);
    const bool isNew = !QFile::exists(path + u"/dogwatch.db"_s);
    Life life(path, fromMs);
    if (isNew) {
        life.transact([&](Database &database) -> Result<void> {
            const Result<qint64> epoch = beginEpoch(database, fromMs);
            return epoch ? setUp(database, arguments.value(2), fromMs)
                         : Result<void>(epoch.error());
        });
    }
    life.transact([](Database &database) -> Result<void> {
        const Result<ChangeSet> recovered = recoverOutbox(database);
        return recovered ? Result<void>() : Result<void>(recovered.error());
    });
    for (qint64 nowMs = fromMs; nowMs <= untilMs; nowMs += stepMs) {
        Life::append(path + u".clock"_s, QByteArray::number(nowMs) + '\n');
        life.goTo(nowMs, nowMs == fromMs);
        life.send();
    }
    raise(SIGKILL);
}
