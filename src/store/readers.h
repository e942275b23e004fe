// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/database.h"

#include <QFuture>
#include <QPromise>
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
    // Returns what went wrong with the connection, so that one to a damaged store is not kept.
    using Job = std::function<Result<void>(Result<Database *>)>;

    explicit Readers(const QString &databasePath, int threads = 2);
    ~Readers();
    Readers(const Readers &) = delete;
    Readers &operator=(const Readers &) = delete;

    // `job` runs on a reader thread, with its connection or the reason why there is none. Callable
    // from any thread.
    void post(Job job);

    // Closes all connections, so that the files may be moved; finished when the last one is closed.
    // Until resume() jobs are called with the error Unavailable: what can't be relied upon is not
    // read. Any thread.
    [[nodiscard]] QFuture<void> release();
    void resume();

private:
    struct Next
    {
        Job job; // none: only the connection is to be closed
        bool isReleased = false;
    };
    void serve();
    [[nodiscard]] bool take(Next &next, bool isOpen);
    void noteClosed();

    const QString m_databasePath;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs; // guarded by m_mutex
    bool m_stopping = false; // guarded by m_mutex
    bool m_isReleased = false; // guarded by m_mutex
    int m_open = 0; // connections, also those being opened; guarded by m_mutex
    std::vector<QPromise<void>> m_releases; // wait for m_open to be 0; guarded by m_mutex
    std::vector<std::unique_ptr<QThread>> m_threads;
};

} // namespace dogwatch
