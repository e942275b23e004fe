// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/windowbench.h"

#include "bench/loadclient.h"
#include "bench/subject.h"
#include "bench/windowping.h"
#include "bench/workload.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>

#include <algorithm>
#include <future>
#include <poll.h>
#include <unistd.h>
#include <vector>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSessions = 100;
constexpr qint64 kEventsPerSecond = 2000;
constexpr int kTickMs = 33; // LiveFeed::kTickMs
constexpr int kPatienceMs = 15'000;
constexpr int kIdleMs = 5000;

// An X server without a screen, ended with its object.
class VirtualDisplay
{
public:
    ~VirtualDisplay()
    {
        m_server.terminate();
        m_server.waitForFinished(3000);
    }

    Result<QByteArray> start()
    {
        m_server.start(u"Xvfb"_s,
                       {u"-displayfd"_s, u"1"_s, u"-nolisten"_s, u"tcp"_s, u"-screen"_s, u"0"_s,
                        u"1440x900x24"_s});
        if (!m_server.waitForStarted() || !m_server.waitForReadyRead(kPatienceMs))
            return Error{ErrorCode::Unavailable, u"Xvfb does not start"_s};
        return QByteArray(":" + m_server.readLine().trimmed());
    }

private:
    QProcess m_server;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// CPU time of the GUI thread, which is the process's first, in nanoseconds: proc_pid_schedstat(5).
qint64 guiThreadNs(qint64 pid)
{
    return contentOf(u"/proc/%1/task/%1/schedstat"_s.arg(pid)).split(' ').first().toLongLong();
}

double processSeconds(qint64 pid)
{
    const QByteArray stat = contentOf(u"/proc/%1/stat"_s.arg(pid));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 13)
        return 0;
    return (fields.at(11).toDouble() + fields.at(12).toDouble())
        / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double at(std::vector<double> &values, double share)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values.at(static_cast<std::size_t>(share * static_cast<double>(values.size() - 1)));
}

LoadResult play(const Subject &subject, const Workload &work, qint64 total, qint64 perSecond)
{
    LoadOptions load;
    load.port = subject.port();
    load.clients = kSessions;
    load.total = total;
    load.perSecond = perSecond;
    load.request = [&](qint64 n, quint16 port) { return work.request(n, port, subject.token()); };
    return runLoad(load);
}

// Follows the GUI thread tick by tick and pings it once a tick, until the load has ended.
Result<void> follow(const Subject &subject, WindowPing &window, std::future<LoadResult> &load,
                    WindowFigures &figures)
{
    std::vector<double> ticks;
    std::vector<double> lags;
    QElapsedTimer clock;
    clock.start();
    const double secondsBefore = processSeconds(subject.processId());
    const qint64 nsBefore = guiThreadNs(subject.processId());
    qint64 lastNs = nsBefore;
    while (load.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        const qint64 tickEndsMs = (clock.elapsed() / kTickMs + 1) * kTickMs;
        const Result<double> lag = window.ping(kPatienceMs);
        if (!lag)
            return lag.error();
        lags.push_back(*lag);
        poll(nullptr, 0, static_cast<int>(std::max<qint64>(0, tickEndsMs - clock.elapsed())));
        const qint64 now = guiThreadNs(subject.processId());
        ticks.push_back(static_cast<double>(now - lastNs) / 1e6);
        lastNs = now;
    }
    const double ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    figures.meanMsPerTick = static_cast<double>(lastNs - nsBefore) / 1e6 / (ms / kTickMs);
    figures.p99MsPerTick = at(ticks, 0.99);
    figures.lagP50Ms = at(lags, 0.50);
    figures.lagMaxMs = at(lags, 1);
    figures.cores = (processSeconds(subject.processId()) - secondsBefore) / (ms / 1000);
    return {};
}

} // namespace

Result<WindowFigures> measureWindow(int seconds)
{
    VirtualDisplay server;
    const Result<QByteArray> display = server.start();
    if (!display)
        return display.error();
    Subject subject;
    if (Result<void> started = subject.startWithWindow(*display); !started)
        return started.error();
    Result<std::unique_ptr<WindowPing>> window =
        WindowPing::of(*display, subject.processId(), kPatienceMs);
    if (!window)
        return window.error();

    const Workload work(kSessions);
    // First the sessions, so that what follows is life and not the making of tiles.
    constexpr qint64 kFirst = 20 * kSessions;
    play(subject, work, kFirst, kEventsPerSecond);
    const Workload life(kSessions);
    std::future<LoadResult> load = std::async(std::launch::async, [&] {
        return play(subject, life, kEventsPerSecond * seconds, kEventsPerSecond);
    });
    WindowFigures figures;
    const Result<void> followed = follow(subject, **window, load, figures);
    figures.eventsPerSecond = load.get().perSecond();
    if (!followed)
        return followed.error();
    figures.rssAnonMb = subject.anonymousMb();
    const double before = processSeconds(subject.processId());
    poll(nullptr, 0, kIdleMs);
    figures.idleCores = (processSeconds(subject.processId()) - before) / (kIdleMs / 1000.0);
    return figures;
}

} // namespace dogwatch
