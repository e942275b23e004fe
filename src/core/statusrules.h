// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changes.h"
#include "core/sessionstatus.h"

#include <QString>

namespace dogwatch {

// A status and the sentence that says why.
struct StatusVerdict
{
    SessionStatus status = SessionStatus::Unknown;
    QString reason;
};

// What the facts of a session say about it: one table of rules, the first that holds wins. Never
// from silence: a long think and a dead process look the same from here, and only evidence tells
// them apart. Pure.
[[nodiscard]] StatusVerdict judge(const SessionState &state);

} // namespace dogwatch
