// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sessionkey.h"

#include <vector>

namespace dogwatch {

// One row taken out at `from` and put in so that it ends at `to`.
struct RowMove
{
    int from = 0;
    int to = 0;

    friend bool operator==(const RowMove &, const RowMove &) = default;
};

// The fewest moves, one after the other, that turn `current` into `target`, which holds the same
// refs. Rows that already stand in the right order among each other stay where they are.
[[nodiscard]] std::vector<RowMove> fewestMoves(std::vector<SessionRef> current,
                                               const std::vector<SessionRef> &target);

} // namespace dogwatch
