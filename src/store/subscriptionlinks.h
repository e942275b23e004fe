// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/subscriptiontable.h"

namespace dogwatch {

// Which streams belong to which subscription. Positions move forward only; a stream that is made
// anew at a path is another one, and begins at its start. Writer connection, inside a transaction.

// All that there is now, and the names that were asked for: from their tails on, or their starts.
[[nodiscard]] Result<void> linkAll(Database &database, const Subscription &subscription,
                                   qint64 nowMs);
// By name; from its tail on. One that is linked already keeps its position.
[[nodiscard]] Result<void> linkByName(Database &database, const Subscription &subscription,
                                      const QByteArray &path, qint64 nowMs);
// One that the pattern takes in stays, as one of that.
[[nodiscard]] Result<void> unlinkByName(Database &database, const Subscription &subscription,
                                        const QByteArray &path);

// A stream was made: whoever wants it has it, from its start on.
[[nodiscard]] Result<void> linkNewStream(Database &database, const QByteArray &path, qint64 stream);
// A stream ends: nobody has it any more. A name is kept for one that may be made there again.
[[nodiscard]] Result<void> unlinkStream(Database &database, qint64 stream);

// Nothing moves backwards.
[[nodiscard]] Result<void> acknowledge(Database &database, qint64 subscription,
                                       const QByteArray &path, qint64 stream,
                                       StreamPosition position);

} // namespace dogwatch
