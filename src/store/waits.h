// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/sessionkey.h"
#include "store/readcancelled.h"

#include <QString>

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace dogwatch {

class Database;

// How long agents stood blocked on a person, from the questions and permissions that the store
// holds. Times are unix ms.

// One question.
struct Wait
{
    SessionRef session{};
    QString project;
    qint64 sinceMs = 0;
    std::optional<qint64> untilMs; // none: it still waits
    bool isAnswered = false; // and not over because its session was
};

struct WaitSums
{
    qint64 waitedMs = 0; // of each session the time in which it asked, however much at once
    qint64 questions = 0; // that began then
    qint64 answered = 0; // of these
    std::optional<qint64> medianMs; // until the answer; none: nothing was answered
};

struct WaitReport
{
    std::vector<WaitSums> bySlot; // one less than there are borders
    std::map<QString, WaitSums> byProject;
    WaitSums all;
};

// What was open between those times. An answer is dated by when the call began that it allowed,
// where the agent says how long that ran: its end, which comes later, is all that a hook tells. Any
// connection.
[[nodiscard]] Result<std::vector<Wait>>
waitsBetween(Database &database, qint64 fromMs, qint64 beforeMs, const ReadCancelled &cancelled);

// Divided by borders in order of time; what lies outside of them does not count. Pure.
[[nodiscard]] WaitReport waitReport(std::span<const Wait> waits, std::span<const qint64> borders,
                                    qint64 nowMs);

} // namespace dogwatch
