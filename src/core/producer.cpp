// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/producer.h"

namespace dogwatch {

ProducerVerdict judge(const ProducerClaim &claim, const std::optional<ProducerState> &known)
{
    if (!known)
        return claim.seq == 0 ? ProducerVerdict::Accept : ProducerVerdict::Gap;
    if (claim.epoch < known->epoch)
        return ProducerVerdict::StaleEpoch;
    if (claim.epoch > known->epoch)
        return claim.seq == 0 ? ProducerVerdict::Accept : ProducerVerdict::NewEpochNotAtZero;
    if (claim.seq <= known->lastSeq)
        return ProducerVerdict::Duplicate;
    return claim.seq == known->lastSeq + 1 ? ProducerVerdict::Accept : ProducerVerdict::Gap;
}

qint64 expectedSeq(const ProducerClaim &claim, const std::optional<ProducerState> &known)
{
    return known && known->epoch == claim.epoch ? known->lastSeq + 1 : 0;
}

} // namespace dogwatch
