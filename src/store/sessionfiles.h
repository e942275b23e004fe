// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/sessionkey.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace dogwatch {

class Database;

// A file that a session's agents read or wrote by the tools that name one. What commands do to
// files is not known.
struct TouchedFile
{
    QString path; // as the tool was given it
    qint64 reads = 0;
    qint64 writes = 0;
    qint64 failed = 0; // of both
    qint64 lastMs = 0; // unix ms; 0: not known
    QStringList agents; // empty: the main one
};

// Told by hooks, or where these told of none of it by the transcript. By path. As in readmodel.h,
// one read on the given connection, in its thread.
[[nodiscard]] Result<std::vector<TouchedFile>> filesOf(Database &database, SessionRef session);

// Another session that touched a file.
struct OtherToucher
{
    SessionRef session{};
    QString id;
    QString title;
    qint64 reads = 0;
    qint64 writes = 0;
    qint64 lastMs = 0;
};
// The latest first.
[[nodiscard]] Result<std::vector<OtherToucher>>
otherTouchersOf(Database &database, const QString &path, SessionRef without, int limit);

} // namespace dogwatch
