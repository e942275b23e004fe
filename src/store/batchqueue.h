// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace dogwatch {

// Between those who hand things to the writer and the writer: bounded in count and bytes, so that a
// writer that can't keep up is felt at the door and not in memory. What waits is taken in batches.
// `queuedBytes(const T &)` must say how much one weighs. Thread: any.
template<class T>
class BatchQueue
{
public:
    // `wake` is called in the pusher's thread when the queue was idle; it must only post.
    explicit BatchQueue(std::function<void()> wake)
        : m_wake(std::move(wake))
    { }

    // False: full or closed; nothing was taken, and the item is as it was.
    [[nodiscard]] bool push(T &item)
    {
        bool wake = false;
        {
            const std::lock_guard lock(m_mutex);
            if (!hasRoomFor(1, queuedBytes(item)))
                return false;
            wake = take(item);
        }
        if (wake)
            m_wake();
        return true;
    }

    // All or nothing.
    [[nodiscard]] bool push(std::vector<T> &items)
    {
        bool wake = false;
        {
            const std::lock_guard lock(m_mutex);
            qsizetype bytes = 0;
            for (const T &item : items)
                bytes += queuedBytes(item);
            if (!hasRoomFor(items.size(), bytes))
                return false;
            for (T &item : items)
                wake = take(item) || wake;
        }
        if (wake)
            m_wake();
        return true;
    }

    // What waits, oldest first, at most one batch of it. Empty: the next push wakes again.
    [[nodiscard]] std::vector<T> takeBatch()
    {
        const std::lock_guard lock(m_mutex);
        std::vector<T> batch;
        qsizetype bytes = 0;
        while (!m_items.empty() && batch.size() < kBatchCount
               && (batch.empty() || bytes + queuedBytes(m_items.front()) <= kBatchBytes)) {
            bytes += queuedBytes(m_items.front());
            batch.push_back(std::move(m_items.front()));
            m_items.pop_front();
        }
        m_bytes -= bytes;
        m_size.store(static_cast<qint64>(m_items.size()), std::memory_order_relaxed);
        if (batch.empty())
            m_awake = false;
        return batch;
    }

    // No more is taken in from now on.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    [[nodiscard]] qint64 size() const { return m_size.load(std::memory_order_relaxed); }

private:
    static constexpr std::size_t kMostWaiting = 4096;
    static constexpr qsizetype kMostWaitingBytes = 64 * 1024 * 1024;
    static constexpr std::size_t kBatchCount = 256;
    static constexpr qsizetype kBatchBytes = 4 * 1024 * 1024;

    [[nodiscard]] bool hasRoomFor(std::size_t count, qsizetype bytes) const
    {
        if (m_closed || m_items.size() + count > kMostWaiting)
            return false;
        // One that is larger than the bound would else never find room.
        return m_items.empty() || m_bytes + bytes <= kMostWaitingBytes;
    }

    // True: somebody is to be woken.
    [[nodiscard]] bool take(T &item)
    {
        m_bytes += queuedBytes(item);
        m_items.push_back(std::move(item));
        m_size.store(static_cast<qint64>(m_items.size()), std::memory_order_relaxed);
        return !std::exchange(m_awake, true);
    }

    const std::function<void()> m_wake;
    std::mutex m_mutex;
    std::deque<T> m_items; // guarded by m_mutex
    qsizetype m_bytes = 0; // guarded by m_mutex
    bool m_awake = false; // guarded by m_mutex
    bool m_closed = false; // guarded by m_mutex
    std::atomic<qint64> m_size = 0;
};

} // namespace dogwatch
