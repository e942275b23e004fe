// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changeset.h"
#include "core/result.h"
#include "core/sessionkey.h"

#include <QString>

namespace dogwatch {

class Database;

// What a person says about what needs one. Kept in tables of their own and not as observations: it
// is a decision about being told, from which no status follows, and a rebuild must neither lose nor
// judge it anew.
//
// Writer connection, inside the caller's transaction; times are unix ms. NotFound: there is no such
// item or session. Conflict: the item is over.

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

} // namespace dogwatch
