// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/job.h"
#include "core/result.h"
#include "store/parcels.h"

#include <QStringList>

#include <compare>
#include <optional>
#include <set>
#include <vector>

namespace dogwatch {

class Database;

// How occurrences come to be, are claimed, and end. All of it on the writer's connection, inside
// the caller's immediate transaction, so that what a decision rests on and what it does are one. An
// error undoes all of it: what could not be read is neither run nor taken for done.
//
// Times are unix ms. An epoch is one start of the scheduler; claims of an older one are free, and a
// scheduler of an older one can change nothing any more (Conflict).

struct OccurrenceKey
{
    qint64 job = 0;
    qint64 dueMs = 0;

    friend auto operator<=>(const OccurrenceKey &, const OccurrenceKey &) = default;
};

// One that is ours to run.
struct ClaimedOccurrence
{
    Job job;
    qint64 dueMs = 0;
    qint64 epoch = 0;

    [[nodiscard]] OccurrenceKey key() const { return {job.id, dueMs}; }
};

// A start: its epoch. The first one of a store makes the default jobs.
[[nodiscard]] Result<qint64> beginEpoch(Database &database, qint64 nowMs);

struct JobRound
{
    std::vector<ClaimedOccurrence> claimed;
    bool more = false; // not everything that is due was created: go round again
    std::optional<qint64> nextDueMs; // of what is created or waits for its next try
    QStringList blocked; // jobs that can't be run now, and why: no zone data, or an unread store
};

// Creates what is due, moves the high-water marks, claims the oldest of each job of which none is
// running. `running`: what this scheduler really runs; other claims of its epoch are given back.
[[nodiscard]] Result<JobRound> goRound(Database &database, qint64 epoch, qint64 nowMs,
                                       const std::set<OccurrenceKey> &running);

// One for now, beside the schedule; when it is due. Conflict: one waits or runs.
[[nodiscard]] Result<qint64> runNow(Database &database, qint64 job, qint64 nowMs);

// What a digest said.
struct DigestRow
{
    QString name; // of its file
    bool hasFile = false;
    QString headline;
    QString plain;
    QString markdown;
};

// What it did, all of it committed together or not at all.
struct OccurrenceEffect
{
    QString result; // in words
    std::vector<Parcel> parcels; // their cause is the occurrence's
    std::optional<DigestRow> digest;
};

// Conflict: the claim is not ours any more, and nothing may be done.
[[nodiscard]] Result<void> finishOccurrence(Database &database, const ClaimedOccurrence &occurrence,
                                            const OccurrenceEffect &effect, qint64 nowMs);
// Tried again later, and after kMostFailures failed.
[[nodiscard]] Result<void> failOccurrence(Database &database, const ClaimedOccurrence &occurrence,
                                          const QString &reason, qint64 nowMs);
// What it needs could not be read: pending, for as long as that lasts.
[[nodiscard]] Result<void> deferOccurrence(Database &database, const ClaimedOccurrence &occurrence,
                                           const QString &reason, qint64 nowMs);

} // namespace dogwatch
