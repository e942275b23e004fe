// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/sqlerror.h"

#include <sqlite3.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

ErrorCode codeOf(int extendedCode)
{
    switch (extendedCode & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::Busy;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
        return ErrorCode::StorageFull;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ErrorCode::Permission;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::Corrupt;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    default:
        return ErrorCode::Internal;
    }
}

} // namespace

Error sqlError(const QSqlError &error, const QString &what)
{
    bool isNumber = false;
    const int code = error.nativeErrorCode().toInt(&isNumber);
    return {isNumber ? codeOf(code) : ErrorCode::Internal,
            what + ": "_L1 + error.databaseText() + " ("_L1 + error.nativeErrorCode() + ")"_L1};
}

Error sqliteError(int extendedCode, const QString &what)
{
    return {codeOf(extendedCode),
            what + ": "_L1 + QString::fromUtf8(sqlite3_errstr(extendedCode)) + " ("_L1
                + QString::number(extendedCode) + ")"_L1};
}

} // namespace dogwatch
