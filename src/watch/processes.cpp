// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/processes.h"

#ifdef Q_OS_LINUX
#include <QFile>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <unistd.h>
#endif

namespace dogwatch {

#ifdef Q_OS_LINUX

namespace {

constexpr qint64 kMsPerSecond = 1000;
constexpr qint64 kNsPerMs = 1'000'000;
// The start is told in hundredths of a second since boot, and the clock is corrected meanwhile.
constexpr qint64 kToleranceMs = 3000;

qint64 readClockMs(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * kMsPerSecond + time.tv_nsec / kNsPerMs;
}

struct ProcStat
{
    char state = '?';
    qint64 parent = 0;
    qint64 startedAtMs = 0; // unix ms
};

// Fields 3, 4 and 22 of /proc/PID/stat; the name in field 2 may hold blanks and parentheses.
std::optional<ProcStat> readStat(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray text = file.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    constexpr int kStart = 19; // counted from field 3
    if (fields.size() <= kStart)
        return std::nullopt;
    const qint64 sinceBootMs = fields.at(kStart).toLongLong() * kMsPerSecond / sysconf(_SC_CLK_TCK);
    const qint64 bootMs = readClockMs(CLOCK_REALTIME) - readClockMs(CLOCK_BOOTTIME);
    return ProcStat{fields.first().isEmpty() ? '?' : fields.first().front(),
                    fields.at(1).toLongLong(), bootMs + sinceBootMs};
}

} // namespace

ProcessState stateOfProcess(const ProcessIdentity &process)
{
    if (!process.pid || *process.pid <= 0)
        return ProcessState::NotKnown;
    const std::optional<ProcStat> stat = readStat(*process.pid);
    if (!stat) {
        // Hidden from us, as in a mount with hidepid, is not gone.
        const bool isThere = kill(static_cast<pid_t>(*process.pid), 0) == 0 || errno == EPERM;
        return isThere ? ProcessState::NotKnown : ProcessState::Gone;
    }
    if (stat->state == 'Z' || stat->state == 'X')
        return ProcessState::Gone;
    // Only a later start is another process: the clock may have been set back since.
    const bool isReused =
        process.startedAtMs && stat->startedAtMs - *process.startedAtMs > kToleranceMs;
    return isReused ? ProcessState::Gone : ProcessState::Alive;
}

std::vector<qint64> ancestorsOf(qint64 pid)
{
    constexpr std::size_t kMost = 64;
    std::vector<qint64> ancestors;
    while (ancestors.size() < kMost) {
        const std::optional<ProcStat> stat = readStat(pid);
        if (!stat || stat->parent <= 1)
            break;
        pid = stat->parent;
        ancestors.push_back(pid);
    }
    return ancestors;
}

#else

ProcessState stateOfProcess(const ProcessIdentity &)
{
    return ProcessState::NotKnown;
}

std::vector<qint64> ancestorsOf(qint64)
{
    return {};
}

#endif

} // namespace dogwatch
