// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/servicefigures.h"
#include "store/readmodel.h"
#include "store/searchmodel.h"

namespace dogwatch {

// The figures of /metrics in Prometheus' text format 0.0.4. Pure; any thread.
[[nodiscard]] QByteArray prometheusText(const StoreCounts &counts, const SearchProgress &search,
                                        const ServiceFigures &figures);

} // namespace dogwatch
