// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/readers.h"

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
        job(Error{ErrorCode::Cancelled, u"shutting down"_s});
}

void Readers::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

bool Readers::nextJob(Job &job)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
    if (m_stopping)
        return false;
    job = std::move(m_jobs.front());
    m_jobs.pop_front();
    return true;
}

void Readers::serve()
{
    // Opened with the first job and again after a failure: a store that can't be read now may be
    // readable later, and must not be reported from memory.
    std::unique_ptr<Database> database;
    Job job;
    while (nextJob(job)) {
        if (!database) {
            auto opened = Database::open(m_databasePath, Database::Mode::ReadOnly);
            if (!opened) {
                job(opened.error());
                job = nullptr;
                continue;
            }
            database = std::move(opened).value();
        }
        job(database.get());
        job = nullptr; // what it holds must not live on until the next one comes
    }
}

} // namespace dogwatch
