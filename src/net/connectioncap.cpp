// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/connectioncap.h"

#ifndef Q_OS_WIN
#include <sys/resource.h>
#endif

namespace dogwatch {

namespace {

constexpr int kOwnFiles = 128; // for the store, transcripts, spool and processes
constexpr int kSpareFiles = 16;
constexpr int kFewest = 16;

// The open-file limit in force.
int fileLimit()
{
#ifdef Q_OS_WIN
    return ConnectionCap::kMost + kOwnFiles;
#else
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return 256;
    }
    constexpr rlim_t kEnough = 64 * 1024;
    return static_cast<int>(limit.rlim_cur < kEnough ? limit.rlim_cur : kEnough);
#endif
}

// Many systems keep the soft limit low for the sake of select(); nothing here uses that.
void raiseFileLimit()
{
#ifndef Q_OS_WIN
    constexpr rlim_t kWanted = 4096;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < kWanted) {
        limit.rlim_cur = limit.rlim_max < kWanted ? limit.rlim_max : kWanted;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
#endif
}

} // namespace

ConnectionCap ConnectionCap::fromSystem()
{
    raiseFileLimit();
    return {qBound(kFewest, fileLimit() - kOwnFiles, kMost)};
}

int ConnectionCap::share(Transport transport) const
{
    if (transport == Transport::Local) {
        return qMax(1, total / 2);
    }
    return total - qBound(1, total / 16, 64);
}

bool ConnectionCap::hasRoom(Transport transport, int ofTransport, int open) const
{
    return open < total && ofTransport < share(transport);
}

bool isNearFileLimit(qintptr descriptor)
{
#ifdef Q_OS_WIN
    Q_UNUSED(descriptor)
    return false;
#else
    return descriptor >= fileLimit() - kSpareFiles;
#endif
}

} // namespace dogwatch
