// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

namespace dogwatch {

class Subject;

// The hook client as an agent runs it: whole processes, in pairs with a bare client, milliseconds.
struct HookFigures
{
    double hookMs = 0; // median, app up
    double bareMs = 0; // median of the bare client
    double ratio = 0; // median of the pairs
    double spoolMs = 0; // median, app down
};

// `bareClient` is dogwatch-bench-client, a static C program that connects, writes and reads.
[[nodiscard]] Result<HookFigures> measureHook(const Subject &subject, const QString &bareClient,
                                              int pairs);

} // namespace dogwatch
