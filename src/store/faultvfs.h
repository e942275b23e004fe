// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace dogwatch {

// Storage that fails on demand: a SQLite VFS around the system's own that lets the n-th call of one
// operation fail, once or from then on. The program itself takes its fault from the environment:
// DOGWATCH_FAULT_VFS=op:nth:code[+], for example "sync:3:IOERR+"; without it nothing is registered.
// Only with DOGWATCH_TEST_HOOKS. Thread: any.
//
// Operations: open, read, write, sync, truncate, shmmap, shmlock, and of the write-ahead log alone
// walwrite, walsync. Codes: IOERR, FULL, BUSY, CORRUPT, and SHORT: half of a write is done, and the
// disk is full.
struct VfsFault
{
    QByteArray operation;
    int nth = 0; // from 1, counted from when the fault is set; 0: none
    QByteArray code;
    bool forEver = false;
};

#ifdef DOGWATCH_TEST_HOOKS
// Called before the first connection is opened; does nothing without the environment variable.
void installFaultVfsFromEnvironment();
// For tests in the same process.
void installFaultVfs();
void setVfsFault(const VfsFault &fault);
// How often the operation of the fault was called since it was set.
[[nodiscard]] int vfsCalls();
#else
inline void installFaultVfsFromEnvironment() { }
#endif

} // namespace dogwatch
