// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/job.h"
#include "core/result.h"

#include <QJsonArray>

#include <vector>

namespace dogwatch {

class Database;

// The jobs, and what they did. Reading: any connection. Writing: the writer's, inside the caller's
// transaction. NotFound: there is no such job. Times are unix ms.

// By name. One whose row says what no version of ours has written is there with its `damage`: it is
// not run, and holds up no other.
[[nodiscard]] Result<std::vector<Job>> jobs(Database &database);
// Corrupt: it is such a one.
[[nodiscard]] Result<Job> jobById(Database &database, qint64 id);
// Newest first.
[[nodiscard]] Result<std::vector<Occurrence>> occurrencesOf(Database &database, qint64 job,
                                                            int limit);

// A job as a person wrote it; its id. InvalidInput: what is wrong. Conflict: the name is taken.
[[nodiscard]] Result<qint64> addJob(Database &database, Job job, qint64 nowMs);
// The same for one that is there. Nothing that was due before the change is created after it.
[[nodiscard]] Result<void> changeJob(Database &database, Job job, qint64 nowMs);
// While it is paused nothing is created; what was due then never is.
[[nodiscard]] Result<void> pauseJob(Database &database, qint64 id, bool paused, qint64 nowMs);
[[nodiscard]] Result<void> removeJob(Database &database, qint64 id);

// What a new store has: the daily digest, a weekly backup, retention. In the system's zone.
[[nodiscard]] Result<void> addDefaultJobs(Database &database, qint64 nowMs);

} // namespace dogwatch
