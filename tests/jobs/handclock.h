// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"

#include <atomic>

namespace dogwatch::test {

// Stands still until it is set. Thread: any.
class HandClock final : public Clock
{
public:
    explicit HandClock(qint64 nowMs)
        : m_nowMs(nowMs)
    { }
    void set(qint64 nowMs) { m_nowMs = nowMs; }
    [[nodiscard]] qint64 nowMs() const override { return m_nowMs; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_nowMs; }

private:
    std::atomic<qint64> m_nowMs;
};

} // namespace dogwatch::test
