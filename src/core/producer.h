// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <optional>

namespace dogwatch {

// The rule by which a retried append is taken once: a producer numbers its appends from 0, and
// takes a higher epoch when it starts anew, which shuts out whoever still writes under the old one.
// Pure; any thread.

// What one request claims.
struct ProducerClaim
{
    QByteArray id; // UTF-8, not empty
    qint64 epoch = 0;
    qint64 seq = 0;

    friend bool operator==(const ProducerClaim &, const ProducerClaim &) = default;
};

// What the stream knows of one producer.
struct ProducerState
{
    qint64 epoch = 0;
    qint64 lastSeq = 0; // the highest accepted
};

enum class ProducerVerdict {
    Accept,
    Duplicate, // accepted before
    StaleEpoch, // a newer one has taken over
    NewEpochNotAtZero,
    Gap, // something before it is missing
};

[[nodiscard]] ProducerVerdict judge(const ProducerClaim &claim,
                                    const std::optional<ProducerState> &known);
// The number that would be accepted next in the claim's epoch.
[[nodiscard]] qint64 expectedSeq(const ProducerClaim &claim,
                                 const std::optional<ProducerState> &known);

} // namespace dogwatch
