// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/enumnames.h"
#include "core/result.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace dogwatch {

// A job is what is done again and again; an occurrence is one of these times, named by its job and
// the time at which it is due. Times are unix ms.

enum class JobKind {
    Digest, // a brief of what was, to read
    Retention, // drops what is old of the jobs themselves
    Backup,
    Webhook,
    Command,
    Notification,
};
inline constexpr std::array kJobKinds{
    EnumName{JobKind::Digest, u"digest"},   EnumName{JobKind::Retention, u"retention"},
    EnumName{JobKind::Backup, u"backup"},   EnumName{JobKind::Webhook, u"webhook"},
    EnumName{JobKind::Command, u"command"}, EnumName{JobKind::Notification, u"notification"},
};

// What becomes of those that were due while nobody was there.
enum class MissedPolicy {
    Latest, // the newest is run
    All, // all are, oldest first
    None,
};
inline constexpr std::array kMissedPolicies{
    EnumName{MissedPolicy::Latest, u"latest"},
    EnumName{MissedPolicy::All, u"all"},
    EnumName{MissedPolicy::None, u"none"},
};

// What becomes of one that is due while the one before is not over.
enum class OverlapPolicy {
    Skip,
    QueueOne,
    QueueAll,
    Cancel, // the one before
};
inline constexpr std::array kOverlapPolicies{
    EnumName{OverlapPolicy::Skip, u"skip"},
    EnumName{OverlapPolicy::QueueOne, u"queue_one"},
    EnumName{OverlapPolicy::QueueAll, u"queue_all"},
    EnumName{OverlapPolicy::Cancel, u"cancel"},
};

struct Job
{
    qint64 id = 0;
    QString name; // unique
    JobKind kind = JobKind::Notification;
    QString schedule; // as parseSchedule() takes it
    QString zone; // an id of the zone data
    MissedPolicy missed = MissedPolicy::Latest;
    qint64 catchUpMs = 24LL * 60 * 60 * 1000; // what is older is not caught up
    OverlapPolicy overlap = OverlapPolicy::Skip;
    bool mayRepeat = true; // sent at least once, else at most once
    // By kind. digest: notify, file, webhook (a URL). webhook: url, body. command: words, input.
    // notification: title, text. retention: days. backup: keep (how many).
    QJsonObject options;
    qint64 rev = 1;
    bool paused = false;
    qint64 createdAtMs = 0; // what "every" counts from
    qint64 highWaterMs = 0; // up to here occurrences were created, or never will be
    // What of it can't be read; empty: nothing. Then nobody may run it for what else it says.
    QString damage;
};

enum class OccurrenceState {
    Pending,
    Claimed, // it is being run
    Done, // its effect is committed; what it sends has its row in the outbox
    Skipped, // and `reason` says why
    Failed,
    Cancelled, // by the one after it
};
inline constexpr std::array kOccurrenceStates{
    EnumName{OccurrenceState::Pending, u"pending"},
    EnumName{OccurrenceState::Claimed, u"running"},
    EnumName{OccurrenceState::Done, u"done"},
    EnumName{OccurrenceState::Skipped, u"skipped"},
    EnumName{OccurrenceState::Failed, u"failed"},
    EnumName{OccurrenceState::Cancelled, u"cancelled"},
};

struct Occurrence
{
    qint64 job = 0;
    qint64 dueMs = 0;
    qint64 rev = 0; // of the job when it was created
    OccurrenceState state = OccurrenceState::Pending;
    QString reason; // why it was skipped, failed, or waits for its next try
    bool isManual = false;
    qint64 failures = 0;
    qint64 notBeforeMs = 0;
    std::optional<qint64> startedAtMs;
    std::optional<qint64> finishedAtMs;
    QString result; // what it did, in words
    // Of what it sends: the outbox's word for the worst of its rows, empty where there is none.
    QString delivery;
};

// By which the outbox, and whoever receives something, knows an occurrence.
[[nodiscard]] QString occurrenceCause(qint64 job, qint64 dueMs);

// Why it can't be said when a job is due: it can't be read, or its zone or its schedule is not
// known here; else empty.
[[nodiscard]] QString whyBlocked(const Job &job);

// InvalidInput says what is wrong with a job that a person wrote: its name, schedule, options. The
// zone must have been resolved.
[[nodiscard]] Result<void> checkJob(const Job &job, qint64 nowMs);

} // namespace dogwatch
