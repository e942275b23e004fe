// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionmark.h"
#include "core/changeset.h"
#include "core/result.h"
#include "core/sessionkey.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

namespace dogwatch {

class Database;

// What a person says about what needs one. Kept in tables of their own and not as observations: it
// is a decision about being told, from which no status follows, and a rebuild must neither lose nor
// judge it anew.
//
// What writes: writer connection, inside the caller's transaction. What reads: any connection.
// Times are unix ms. NotFound: there is no such item or session. Conflict: the item is over.

// Seen: no further word about it.
[[nodiscard]] Result<ChangeSet> acknowledgeItem(Database &database, const QString &itemId,
                                                qint64 nowMs);
// Told again then, if it still waits: the one case in which a cause is shown twice, because a
// person asked for it.
[[nodiscard]] Result<ChangeSet> snoozeItem(Database &database, const QString &itemId,
                                           qint64 untilMs);
// No notification of that session until it is unmuted. It is still counted and listed.
[[nodiscard]] Result<ChangeSet> muteSession(Database &database, SessionRef session, bool muted,
                                            qint64 nowMs);

// The same for what a person sees in a list, where it may be over meanwhile: seen is seen, also
// then. Those that are not there any more are left out.
[[nodiscard]] Result<ChangeSet> acknowledgeItems(Database &database, const QStringList &itemIds,
                                                 qint64 nowMs);
// Everything that waits in one session. An empty set: nothing does.
[[nodiscard]] Result<ChangeSet> acknowledgeSession(Database &database, SessionRef session,
                                                   qint64 nowMs);
[[nodiscard]] Result<ChangeSet> snoozeSession(Database &database, SessionRef session,
                                              qint64 untilMs);

// Of the items that wait.
[[nodiscard]] Result<QHash<QString, AttentionMark>> openMarks(Database &database);
// Of these items those that were acknowledged.
[[nodiscard]] Result<QSet<QString>> acknowledgedOf(Database &database, const QStringList &itemIds);
[[nodiscard]] Result<QSet<SessionRef>> mutedSessions(Database &database);

} // namespace dogwatch
