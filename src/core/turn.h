// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sessionkey.h"

#include <QString>

#include <optional>

namespace dogwatch {

// From a prompt to its stop. Times are unix ms.
struct Turn
{
    SessionRef session{};
    QString promptId; // the agent's own; where it gives none, made from the event's seq
    QString prompt;
    bool injected = false; // written by the agent itself
    std::optional<qint64> startedAtMs;
    std::optional<qint64> endedAtMs;
    bool failed = false;
    qint64 seq = 0; // the event by which it was first heard of

    friend bool operator==(const Turn &, const Turn &) = default;
};

} // namespace dogwatch
