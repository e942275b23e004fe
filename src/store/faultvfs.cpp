// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/faultvfs.h"

#ifdef DOGWATCH_TEST_HOOKS

#include <QList>

#include <sqlite3.h>

#include <mutex>

namespace dogwatch {

namespace {

// What SQLite knows of one open file; the system's own part lies behind it.
struct FaultFile
{
    sqlite3_file base;
    sqlite3_file *real;
    bool isWal;
};

std::mutex faultMutex;
VfsFault activeFault; // guarded by faultMutex
int callsOfFault = 0; // guarded by faultMutex
sqlite3_vfs *system = nullptr; // set once, before the first use

int resultOf(const QByteArray &code, int ioError)
{
    // As the system's VFS tells it when a write ends before its end.
    if (code == "FULL" || code == "SHORT")
        return SQLITE_FULL;
    if (code == "BUSY")
        return SQLITE_BUSY;
    if (code == "CORRUPT")
        return SQLITE_CORRUPT;
    return ioError;
}

// SQLITE_OK, or with what this call must fail. "walwrite" and "walsync" are those writes and syncs
// that go to the WAL.
int faultOf(const char *operation, int ioError, bool isWal = false)
{
    const std::lock_guard lock(faultMutex);
    if (activeFault.nth == 0)
        return SQLITE_OK;
    const bool isMeant = activeFault.operation == operation
        || (isWal && activeFault.operation == QByteArray("wal") + operation);
    if (!isMeant)
        return SQLITE_OK;
    ++callsOfFault;
    const bool isDue =
        activeFault.forEver ? callsOfFault >= activeFault.nth : callsOfFault == activeFault.nth;
    return isDue ? resultOf(activeFault.code, ioError) : SQLITE_OK;
}

sqlite3_file *realOf(sqlite3_file *file)
{
    return reinterpret_cast<FaultFile *>(file)->real;
}

bool isWal(sqlite3_file *file)
{
    return reinterpret_cast<FaultFile *>(file)->isWal;
}

// Passes a call on to the system's file, whatever its parameters are.
template<auto method, class... Args>
auto pass(sqlite3_file *file, Args... args)
{
    sqlite3_file *real = realOf(file);
    return (real->pMethods->*method)(real, args...);
}

bool writesHalf()
{
    const std::lock_guard lock(faultMutex);
    return activeFault.code == "SHORT";
}

int failingRead(sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
    const int fault = faultOf("read", SQLITE_IOERR_READ);
    return fault ? fault : pass<&sqlite3_io_methods::xRead>(file, data, size, offset);
}

int failingWrite(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    const int fault = faultOf("write", SQLITE_IOERR_WRITE, isWal(file));
    if (fault && writesHalf())
        (void)pass<&sqlite3_io_methods::xWrite>(file, data, size / 2, offset);
    return fault ? fault : pass<&sqlite3_io_methods::xWrite>(file, data, size, offset);
}

int failingSync(sqlite3_file *file, int flags)
{
    const int fault = faultOf("sync", SQLITE_IOERR_FSYNC, isWal(file));
    return fault ? fault : pass<&sqlite3_io_methods::xSync>(file, flags);
}

int failingTruncate(sqlite3_file *file, sqlite3_int64 size)
{
    const int fault = faultOf("truncate", SQLITE_IOERR_TRUNCATE);
    return fault ? fault : pass<&sqlite3_io_methods::xTruncate>(file, size);
}

int failingShmMap(sqlite3_file *file, int page, int size, int extend, void volatile **map)
{
    const int fault = faultOf("shmmap", SQLITE_IOERR_SHMMAP);
    return fault ? fault : pass<&sqlite3_io_methods::xShmMap>(file, page, size, extend, map);
}

int failingShmLock(sqlite3_file *file, int offset, int count, int flags)
{
    // Letting go of a lock never fails.
    const int fault =
        (flags & SQLITE_SHM_LOCK) ? faultOf("shmlock", SQLITE_IOERR_SHMLOCK) : SQLITE_OK;
    return fault ? fault : pass<&sqlite3_io_methods::xShmLock>(file, offset, count, flags);
}

using Methods = sqlite3_io_methods;
const Methods faultMethods{
    3,
    pass<&Methods::xClose>,
    failingRead,
    failingWrite,
    failingTruncate,
    failingSync,
    pass<&Methods::xFileSize, sqlite3_int64 *>,
    pass<&Methods::xLock, int>,
    pass<&Methods::xUnlock, int>,
    pass<&Methods::xCheckReservedLock, int *>,
    pass<&Methods::xFileControl, int, void *>,
    pass<&Methods::xSectorSize>,
    pass<&Methods::xDeviceCharacteristics>,
    failingShmMap,
    failingShmLock,
    pass<&Methods::xShmBarrier>,
    pass<&Methods::xShmUnmap, int>,
    pass<&Methods::xFetch, sqlite3_int64, int, void **>,
    pass<&Methods::xUnfetch, sqlite3_int64, void *>,
};

int failingOpen(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    auto *mine = reinterpret_cast<FaultFile *>(file);
    mine->isWal = (flags & SQLITE_OPEN_WAL) != 0;
    mine->base.pMethods = nullptr; // so that a file that was not opened is not closed
    mine->real = reinterpret_cast<sqlite3_file *>(mine + 1);
    if (const int fault = faultOf("open", SQLITE_CANTOPEN))
        return fault;
    const int result = system->xOpen(system, name, mine->real, flags, outFlags);
    if (mine->real->pMethods)
        mine->base.pMethods = &faultMethods;
    return result;
}

} // namespace

void installFaultVfs()
{
    static std::once_flag once;
    std::call_once(once, [] {
        system = sqlite3_vfs_find(nullptr);
        static sqlite3_vfs vfs = *system;
        vfs.zName = "dogwatch-faults";
        vfs.szOsFile = static_cast<int>(sizeof(FaultFile)) + system->szOsFile;
        vfs.xOpen = failingOpen;
        sqlite3_vfs_register(&vfs, 1);
    });
}

void installFaultVfsFromEnvironment()
{
    static std::once_flag once;
    std::call_once(once, [] {
        QByteArray text = qgetenv("DOGWATCH_FAULT_VFS");
        const bool forEver = text.endsWith('+');
        if (forEver)
            text.chop(1);
        const QList<QByteArray> parts = text.split(':');
        if (parts.size() != 3)
            return;
        installFaultVfs();
        setVfsFault({parts.at(0), parts.at(1).toInt(), parts.at(2), forEver});
    });
}

void setVfsFault(const VfsFault &fault)
{
    const std::lock_guard lock(faultMutex);
    activeFault = fault;
    callsOfFault = 0;
}

int vfsCalls()
{
    const std::lock_guard lock(faultMutex);
    return callsOfFault;
}

} // namespace dogwatch

#endif
