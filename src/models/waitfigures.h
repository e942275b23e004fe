// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/cellsmodel.h"
#include "store/usagereport.h"

namespace dogwatch {

// What the usage page says of the time in which agents waited for a person. Pure.

// Tables of: name, waited, questions, answered, median answer. Those in which anybody waited: the
// days or hours in their order, the projects by how long.
[[nodiscard]] std::vector<CellRow> waitSlotRows(const UsageReport &report);
[[nodiscard]] std::vector<CellRow> waitProjectRows(const UsageReport &report);

// "2 h 10 m"; empty: nobody waited.
[[nodiscard]] QString waitedText(const WaitReport &waits);
// All of it in a sentence; empty: nobody waited.
[[nodiscard]] QString waitSentence(const WaitReport &waits);

} // namespace dogwatch
