// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/jobround.h"

namespace dogwatch {

class Database;

// What an occurrence does, as far as it is no more than words and rows. Times are unix ms.

// Of the kinds that read nothing: webhook, command, notification, and a retention that is through.
[[nodiscard]] OccurrenceEffect effectOf(const ClaimedOccurrence &occurrence);
// Of a digest that was read.
[[nodiscard]] OccurrenceEffect effectOf(const ClaimedOccurrence &occurrence,
                                        const DigestRow &digest);

// What is older is dropped by a retention.
[[nodiscard]] qint64 forgetBeforeMs(const Job &retention, qint64 nowMs);

// On a reader's connection, in its thread.
[[nodiscard]] Result<DigestRow> readDigest(Database &database, const ClaimedOccurrence &occurrence,
                                           qint64 nowMs);

} // namespace dogwatch
