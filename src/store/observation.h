// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changeset.h"
#include "core/entry.h"
#include "core/result.h"

#include <QByteArray>

namespace dogwatch {

class Database;
class EventLog;
class Projector;

// What Dogwatch itself found, as an entry of the log, and how it lies there.

// Which repository and branch a session's folder belongs to.
[[nodiscard]] Entry workspaceFound(qint64 nowMs, const QString &project, const QString &branch);
// What a transcript says or the watchdog has found: `report` is of one of these kinds, `atMs` is
// when it happened. The session may be one that nobody has heard of.
[[nodiscard]] Entry reportFound(qint64 nowMs, qint64 atMs, const SessionKey &key, Report report);

[[nodiscard]] QByteArray observationBody(const Entry &entry);
// An entry of a kind that this version does not know is of kind Other.
[[nodiscard]] Entry observationEntry(const QString &kind, qint64 observedAtMs,
                                     const QByteArray &body);

// Puts it into the log and folds it in; what it raises is queued to be told. Writer connection,
// inside the caller's transaction.
[[nodiscard]] Result<ChangeSet> observe(Database &database, EventLog &log, Projector &projector,
                                        const SessionKey &key, Entry entry);

} // namespace dogwatch
