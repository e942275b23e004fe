// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/job.h"

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace dogwatch {

class Database;

// Jobs as the API and the command line write them. Times are unix ms.

// With its next times, and what the last of its occurrences came to.
[[nodiscard]] QJsonObject toJson(const Job &job, const std::vector<Occurrence> &newest,
                                 qint64 nowMs);
[[nodiscard]] QJsonObject toJson(const Occurrence &occurrence);

// {"utc","local"} of the next `count` times of a schedule; none where the zone is not known here.
[[nodiscard]] QJsonArray nextTimes(const Job &job, qint64 nowMs, int count);

// `base` changed by what `body` says: name, kind (of a new one alone), schedule, zone, missed,
// catch_up_ms, overlap, delivery, options. InvalidInput for anything else.
[[nodiscard]] Result<Job> jobFromJson(const QByteArray &body, Job base);

// What a person sees of an occurrence: "done", "skipped", "failed", "unknown", "sending", ...
[[nodiscard]] QString outcomeOf(const Occurrence &occurrence);

[[nodiscard]] Result<QJsonArray> jobsJson(Database &database, qint64 nowMs);
[[nodiscard]] Result<QJsonObject> jobJson(Database &database, qint64 id, qint64 nowMs);
[[nodiscard]] Result<QJsonArray> occurrencesJson(Database &database, qint64 job, int limit);

} // namespace dogwatch
