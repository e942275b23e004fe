// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/latency.h"

#include <algorithm>
#include <vector>

namespace dogwatch {

void Latency::add(qint64 nanoseconds)
{
    const std::lock_guard lock(m_mutex);
    m_recent.at(static_cast<std::size_t>(m_samples) % kKept) = nanoseconds;
    ++m_samples;
}

Latency::Figures Latency::figures() const
{
    std::vector<qint64> sorted;
    Figures figures;
    {
        const std::lock_guard lock(m_mutex);
        const auto count = std::min(kKept, static_cast<std::size_t>(m_samples));
        sorted.assign(m_recent.begin(), m_recent.begin() + static_cast<std::ptrdiff_t>(count));
        figures.samples = m_samples;
    }
    if (sorted.empty())
        return figures;
    std::sort(sorted.begin(), sorted.end());
    const auto at = [&sorted](double share) {
        const auto last = static_cast<double>(sorted.size() - 1);
        return static_cast<double>(sorted.at(static_cast<std::size_t>(share * last))) / 1e6;
    };
    figures.p50Ms = at(0.50);
    figures.p95Ms = at(0.95);
    figures.p99Ms = at(0.99);
    return figures;
}

} // namespace dogwatch
