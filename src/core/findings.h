// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changes.h"
#include "core/evidence.h"
#include "core/report.h"

#include <vector>

namespace dogwatch {

// Something that evidence shows and no event has told.
struct Finding
{
    qint64 atMs = 0; // unix ms: when it was so
    Report report;
};

// What follows from the evidence about a session, given what is known of it now, which may be more
// than when the evidence was gathered: what the store has learnt since then wins. Nothing for most
// sessions. Never from silence alone. Pure.
[[nodiscard]] std::vector<Finding> findingsOf(const SessionState &state,
                                              const SessionEvidence &evidence);

} // namespace dogwatch
