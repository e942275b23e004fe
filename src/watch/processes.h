// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/evidence.h"

#include <vector>

namespace dogwatch {

// Whether an agent's process still lives. A pid that another process has got since counts as gone:
// it was started at another time. One thread at a time; some microseconds.
//
// Linux reads /proc. Other systems do not say yet: NotKnown.
[[nodiscard]] ProcessState stateOfProcess(const ProcessIdentity &process);

// The processes from which that one descends, the nearest first. The same, and as quick; empty
// where it is not known.
[[nodiscard]] std::vector<qint64> ancestorsOf(qint64 pid);

} // namespace dogwatch
