// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/interruptafter.h"

#include <sqlite3.h>

namespace dogwatch {

namespace {

constexpr std::chrono::milliseconds kAgain(10);

} // namespace

InterruptAfter::InterruptAfter(sqlite3 *connection, std::chrono::milliseconds time)
    : m_thread([this, connection, time] {
        std::unique_lock lock(m_mutex);
        auto wait = time;
        // Again and again, since between two statements it has no effect. Under the mutex, so that
        // it is never after stop().
        while (!m_wake.wait_for(lock, wait, [this] { return m_stopped; })) {
            m_interrupted = true;
            sqlite3_interrupt(connection);
            wait = kAgain;
        }
    })
{ }

InterruptAfter::~InterruptAfter()
{
    (void)stop();
    m_thread.join();
}

bool InterruptAfter::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    m_wake.notify_one();
    return m_interrupted;
}

} // namespace dogwatch
