// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/database.h"

#include <QString>
#include <QThread>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace dogwatch {

// A small pool of threads of its own, each with a read-only connection, for everything that asks
// the store. Short reads only; the snapshot ends with the query. Most callers want a ReadPort.
//
// Lives in the thread that made it and joins its threads when destroyed; jobs still queued then are
// called with the error Cancelled.
class Readers
{
public:
    using Job = std::function<void(Result<Database *>)>;

    explicit Readers(const QString &databasePath, int threads = 2);
    ~Readers();
    Readers(const Readers &) = delete;
    Readers &operator=(const Readers &) = delete;

    // `job` runs on a reader thread, with its connection or the reason why there is none. Callable
    // from any thread.
    void post(Job job);

private:
    void serve();
    [[nodiscard]] bool nextJob(Job &job);

    const QString m_databasePath;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs; // guarded by m_mutex
    bool m_stopping = false; // guarded by m_mutex
    std::vector<std::unique_ptr<QThread>> m_threads;
};

} // namespace dogwatch
