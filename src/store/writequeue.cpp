// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/writequeue.h"

namespace dogwatch {

namespace {

constexpr std::size_t kMostWaiting = 4096;
constexpr qsizetype kMostWaitingBytes = 64 * 1024 * 1024;
constexpr std::size_t kBatchCount = 256;
constexpr qsizetype kBatchBytes = 4 * 1024 * 1024;

// The texts weigh more than the payload does once it is packed.
qsizetype sizeOf(const WriteRequest &request)
{
    const Report &report = request.event.report;
    const qsizetype characters = report.text.size() + report.title.size();
    return request.event.stored.size() + characters * qsizetype(sizeof(QChar));
}

} // namespace

WriteQueue::WriteQueue(std::function<void()> wake)
    : m_wake(std::move(wake))
{ }

bool WriteQueue::hasRoomFor(std::size_t count, qsizetype bytes) const
{
    if (m_closed || m_requests.size() + count > kMostWaiting)
        return false;
    // One that is larger than the bound would else never find room.
    return m_requests.empty() || m_bytes + bytes <= kMostWaitingBytes;
}

bool WriteQueue::push(WriteRequest &request)
{
    bool wake = false;
    {
        const std::lock_guard lock(m_mutex);
        if (!hasRoomFor(1, sizeOf(request)))
            return false;
        m_bytes += sizeOf(request);
        m_requests.push_back(std::move(request));
        m_size.store(static_cast<qint64>(m_requests.size()), std::memory_order_relaxed);
        wake = !std::exchange(m_awake, true);
    }
    if (wake)
        m_wake();
    return true;
}

bool WriteQueue::push(std::vector<WriteRequest> &requests)
{
    bool wake = false;
    {
        const std::lock_guard lock(m_mutex);
        qsizetype bytes = 0;
        for (const WriteRequest &request : requests)
            bytes += sizeOf(request);
        if (!hasRoomFor(requests.size(), bytes))
            return false;
        m_bytes += bytes;
        for (WriteRequest &request : requests)
            m_requests.push_back(std::move(request));
        m_size.store(static_cast<qint64>(m_requests.size()), std::memory_order_relaxed);
        wake = !std::exchange(m_awake, true);
    }
    if (wake)
        m_wake();
    return true;
}

std::vector<WriteRequest> WriteQueue::takeBatch()
{
    const std::lock_guard lock(m_mutex);
    std::vector<WriteRequest> batch;
    qsizetype bytes = 0;
    while (!m_requests.empty() && batch.size() < kBatchCount
           && (batch.empty() || bytes + sizeOf(m_requests.front()) <= kBatchBytes)) {
        bytes += sizeOf(m_requests.front());
        batch.push_back(std::move(m_requests.front()));
        m_requests.pop_front();
    }
    m_bytes -= bytes;
    m_size.store(static_cast<qint64>(m_requests.size()), std::memory_order_relaxed);
    if (batch.empty())
        m_awake = false;
    return batch;
}

void WriteQueue::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
}

} // namespace dogwatch
