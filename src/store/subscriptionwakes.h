// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/subscriptiontable.h"

namespace dogwatch {

// When a subscription is told that there is work. A wake is a new generation, committed before
// anybody hears of it; one that is woken or held is not woken again before it is through.
//
// Writer connection, inside a transaction.

struct GrownStream
{
    QByteArray path;
    qint64 id = 0;
};
// What came of one change.
struct Wakes
{
    bool any = false; // somebody was woken, or a lease ended
    std::vector<GrownStream> grown; // wake streams
};

// If it is idle and something is pending; adds to `wakes`.
[[nodiscard]] Result<bool> wakeIfPending(Database &database, Subscription &subscription,
                                         qint64 nowMs, Wakes &wakes);

// Idle again; not saved.
void letGo(Subscription &subscription);

// After these streams grew.
[[nodiscard]] Result<Wakes> wakeGrown(Database &database, const std::vector<qint64> &streams,
                                      qint64 nowMs);
// Ends the leases that are over; those whose holder left work behind are woken again.
[[nodiscard]] Result<Wakes> endLeases(Database &database, qint64 nowMs);
// All of them: for the start, since a kill may have come between an append and its wake.
[[nodiscard]] Result<Wakes> wakeAll(Database &database, qint64 nowMs);

} // namespace dogwatch
