// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <array>
#include <mutex>

namespace dogwatch {

// Percentiles of the most recent durations. Thread: any.
class Latency
{
public:
    struct Figures
    {
        double p50Ms = 0;
        double p95Ms = 0;
        double p99Ms = 0;
        qint64 samples = 0; // since the start
    };

    void add(qint64 nanoseconds);
    [[nodiscard]] Figures figures() const;

private:
    static constexpr std::size_t kKept = 2048;

    mutable std::mutex m_mutex;
    std::array<qint64, kKept> m_recent{}; // guarded by m_mutex
    qint64 m_samples = 0; // guarded by m_mutex
};

} // namespace dogwatch
