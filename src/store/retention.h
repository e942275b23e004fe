// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

namespace dogwatch {

class Database;

// The removal of what is older than a person wants to keep: events with their payloads, what was
// observed beside them, and the texts of transcripts. What was made of them stays: sessions, calls,
// tokens and cost. All of it on the writer's connection, inside the caller's immediate transaction;
// a step is small, so that no event waits long behind it.
//
// The log loses its beginning and nothing in between, so that one number says what is gone: a
// reader that asks for a place before it is told so, and never takes the gap for nothing. Its
// newest event always stays, because the next number follows from it.
struct RetentionStep
{
    int removed = 0;
    bool more = false; // there may be more of it
};

// Events that were received before, from the oldest up to the first that is younger.
[[nodiscard]] Result<RetentionStep> removeOldEvents(Database &database, qint64 beforeMs);

// Texts of transcripts from before. `after`: where the step before this one ended, 0 at first; it
// is moved on.
[[nodiscard]] Result<RetentionStep> removeOldEntries(Database &database, qint64 beforeMs,
                                                     qint64 &after);

// Sessions whose log is not whole any more: those up to this number. 0: there are none.
[[nodiscard]] Result<qint64> lastTrimmedSession(Database &database);

} // namespace dogwatch
