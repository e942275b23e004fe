// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/session.h"

#include <QHash>
#include <QJsonObject>

#include <vector>

namespace dogwatch {

class Database;

// Sessions whose process descends from that of another session: their runs are shown there. As in
// readmodel.h, each question is one short read on the given connection, in its thread.

struct Starter
{
    QString id; // its session's
    QString project;
};
// Those that started them; of the sessions that stand alone nothing.
using Starters = QHash<SessionRef, Starter>;
[[nodiscard]] Result<Starters> startersOf(Database &database, const std::vector<Session> &sessions);
// Started by it, the oldest first.
[[nodiscard]] Result<std::vector<Session>> runsOf(Database &database, SessionRef session);

// Adds "runs": [{"id","source","status","title"}].
void addRuns(QJsonObject &object, const std::vector<Session> &runs);

} // namespace dogwatch
