// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

struct sqlite3;

namespace dogwatch {

// Interrupts what a connection does once a time has passed. For statements that are a single step
// to SQLite, such as a check of a whole file, in the middle of which it asks no progress handler.
//
// Made, asked and destroyed in the connection's thread; the connection outlives it.
class InterruptAfter
{
public:
    InterruptAfter(sqlite3 *connection, std::chrono::milliseconds time);
    ~InterruptAfter();
    InterruptAfter(const InterruptAfter &) = delete;
    InterruptAfter &operator=(const InterruptAfter &) = delete;

    // Nothing is interrupted any more. True: something may have been.
    [[nodiscard]] bool stop();

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopped = false; // guarded by m_mutex
    bool m_interrupted = false; // guarded by m_mutex
    std::thread m_thread; // last: it uses the others
};

} // namespace dogwatch
