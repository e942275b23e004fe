// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changeset.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace dogwatch {

class Database;

// What a person may do with jobs, for the API and for the command line where no app runs. On the
// writer's connection, inside the caller's transaction; times are unix ms.
struct JobCommand
{
    QString verb; // "add", "change", "run", "pause", "resume", "remove"
    qint64 id = 0; // not of "add"
    QByteArray body; // of "add" and "change"; see jobFromJson()
};

// What is answered: a JSON object. InvalidInput, NotFound, Conflict.
[[nodiscard]] Result<QByteArray> applyJobCommand(Database &database, const JobCommand &command,
                                                 qint64 nowMs);

} // namespace dogwatch
