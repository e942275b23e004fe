// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

namespace dogwatch {

class Database;

// What the retention of the jobs removes: occurrences that ended, digests, and rows of the outbox
// that have left or never will, all from before a time. What waits, and what failed and waits for a
// person, stays. Times are unix ms.

struct ForgetStep
{
    bool more = false;
    qint64 outboxLookedAtTo = 0; // for the next step; 0 for the first one
};

// A few hundred rows at most: no event must wait long behind it. Doing it again is harmless. On the
// writer's connection, inside the caller's immediate transaction.
[[nodiscard]] Result<ForgetStep> forgetSome(Database &database, qint64 beforeMs,
                                            qint64 outboxLookedAtTo);

} // namespace dogwatch
