// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changes.h"
#include "core/sessionstatus.h"

#include <QString>

#include <span>

namespace dogwatch {

// A status and the sentence that says why.
struct StatusVerdict
{
    SessionStatus status = SessionStatus::Unknown;
    QString reason;
};

// Where a fact comes from that a rule needs.
enum class Witness : unsigned {
    Hooks = 1, // what the agent reports itself
    Registry = 2, // its own record of what it does
    Transcript = 4, // what it writes down
    Process = 8,
    Clock = 16, // never a witness by itself
};

// One rule: what must hold, on whose word, and the sentence that it says.
struct StatusRule
{
    const char *name;
    unsigned witnesses; // any of these Witness bits can make it hold
    SessionStatus status;
    bool (*holds)(const SessionState &);
    QString (*says)(const SessionState &);
};

// Whether the events of such an agent are read for their meaning, and not only kept.
[[nodiscard]] bool isUnderstood(Source source);

// In order: the first that holds wins, and the last always does.
[[nodiscard]] std::span<const StatusRule> statusRules();

// What the facts of a session say about it, by those rules. Never from silence: a long think and a
// dead process look the same from here, and only evidence tells them apart. Pure.
[[nodiscard]] StatusVerdict judge(const SessionState &state);

} // namespace dogwatch
