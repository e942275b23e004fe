// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/job.h"

#include <span>
#include <vector>

namespace dogwatch {

// What becomes of occurrences that are due. Pure; times are unix ms.

struct DueMoment
{
    qint64 nowMs = 0;
    bool isRunning = false; // one of the job, or what it sends, is not over
    int waiting = 0; // of the job, not begun
    bool moreDue = false; // later ones than those that are given
};

struct DuePlan
{
    struct Entry
    {
        qint64 dueMs = 0;
        QString skipped; // why; empty: it is to be run
    };
    std::vector<Entry> entries; // one for each that was given, in order
    bool cancelsRunning = false;
};

// So much later than due is still in time, whatever else the machine had to do.
inline constexpr qint64 kInTimeMs = 60'000;
// More never wait at once.
inline constexpr int kMostWaiting = 50;

// `dues` oldest first, none after now.
[[nodiscard]] DuePlan planDues(const Job &job, std::span<const qint64> dues,
                               const DueMoment &moment);

// How long after its n-th failure (from 1) an occurrence waits for its next try.
[[nodiscard]] qint64 retryWaitMs(qint64 failures);
inline constexpr qint64 kLongestRetryMs = 15 * 60 * 1000;
inline constexpr int kMostFailures = 5;

} // namespace dogwatch
