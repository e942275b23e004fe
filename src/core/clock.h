// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace dogwatch {

// The time, so that tests can hold it. Thread: any.
class Clock
{
public:
    virtual ~Clock() = default;

    // Unix ms, UTC. May jump.
    [[nodiscard]] virtual qint64 nowMs() const = 0;
    // Milliseconds that never go back; only differences mean something.
    [[nodiscard]] virtual qint64 monotonicMs() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override;
    [[nodiscard]] qint64 monotonicMs() const override;
};

} // namespace dogwatch
