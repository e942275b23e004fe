// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/readers.h"

#include "store/batchcommitter.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

Readers::Readers(const QString &databasePath, int threads)
    : m_databasePath(databasePath)
{
    for (int i = 0; i < threads; ++i) {
        m_threads.emplace_back(QThread::create([this] { serve(); }));
        m_threads.back()->setObjectName(u"reader-%1"_s.arg(i));
        m_threads.back()->start();
    }
}

Readers::~Readers()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (const auto &thread : m_threads)
        thread->wait();
    for (const Job &job : m_jobs)
        (void)job(Error{ErrorCode::Cancelled, u"shutting down"_s});
}

void Readers::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

QFuture<void> Readers::release()
{
    QPromise<void> promise;
    promise.start();
    QFuture<void> closed = promise.future();
    {
        const std::lock_guard lock(m_mutex);
        m_isReleased = true;
        if (m_open == 0)
            promise.finish();
        else
            m_releases.push_back(std::move(promise));
    }
    m_wake.notify_all();
    return closed;
}

void Readers::resume()
{
    const std::lock_guard lock(m_mutex);
    m_isReleased = false;
}

// False: it is time to go. A job that is let through to the store counts as a connection from here
// on, so that no release can miss the one that is being opened.
bool Readers::take(Next &next, bool isOpen)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [&] { return m_stopping || !m_jobs.empty() || (m_isReleased && isOpen); });
    if (m_stopping)
        return false;
    next.isReleased = m_isReleased;
    if (m_isReleased && isOpen)
        return true;
    next.job = std::move(m_jobs.front());
    m_jobs.pop_front();
    if (!m_isReleased && !isOpen)
        ++m_open;
    return true;
}

void Readers::noteClosed()
{
    std::vector<QPromise<void>> releases;
    {
        const std::lock_guard lock(m_mutex);
        if (--m_open > 0)
            return;
        releases.swap(m_releases);
    }
    for (QPromise<void> &release : releases)
        release.finish();
}

void Readers::serve()
{
    // Opened with the first job and again after a failure: a store that can't be read now may be
    // readable later, and must not be reported from memory.
    std::unique_ptr<Database> database;
    const auto close = [&] {
        database.reset();
        noteClosed();
    };
    for (Next next; take(next, database != nullptr); next = {}) {
        if (next.isReleased) {
            if (database)
                close();
            if (next.job)
                (void)next.job(Error{ErrorCode::Unavailable, u"the store is not open"_s});
            continue;
        }
        if (!database) {
            auto opened = Database::open(m_databasePath, Database::Mode::ReadOnly);
            if (!opened) {
                close();
                (void)next.job(opened.error());
                continue;
            }
            database = std::move(opened).value();
        }
        if (const Result<void> done = next.job(database.get());
            !done && isOfStorage(done.error().code))
            close();
    }
    if (database)
        close();
}

} // namespace dogwatch
