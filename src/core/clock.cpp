// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"

#include <chrono>

namespace dogwatch {

namespace {

template<class SomeClock>
qint64 millisecondsOf()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(SomeClock::now().time_since_epoch()).count();
}

} // namespace

qint64 SystemClock::nowMs() const
{
    return millisecondsOf<std::chrono::system_clock>();
}

qint64 SystemClock::monotonicMs() const
{
    return millisecondsOf<std::chrono::steady_clock>();
}

} // namespace dogwatch
