// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/slicequeue.h"

#include <numeric>

namespace dogwatch {

namespace {

constexpr std::size_t kMostWaiting = 32;
constexpr qsizetype kMostBytesWaiting = 16 * 1024 * 1024; // of texts

std::size_t rowsOf(const TranscriptSlice &slice)
{
    return 1 + slice.findings.usage.size() + slice.findings.sessions.size() + slice.bodies.size()
        + slice.findings.texts.links.size();
}

qsizetype bytesOf(const TranscriptSlice &slice)
{
    return std::accumulate(
        slice.bodies.cbegin(), slice.bodies.cend(), qsizetype(0),
        [](qsizetype sum, const PackedBody &body) { return sum + body.bytes.size(); });
}

} // namespace

SliceQueue::SliceQueue(int readers)
    : m_readers(readers)
{ }

bool SliceQueue::push(Item item)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] {
        return (m_items.size() < kMostWaiting && m_bytes < kMostBytesWaiting) || m_closed;
    });
    if (m_closed)
        return false;
    m_bytes += bytesOf(item.slice);
    m_items.push_back(std::move(item));
    m_changed.notify_all();
    return true;
}

void SliceQueue::readerDone()
{
    const std::lock_guard lock(m_mutex);
    --m_readers;
    m_changed.notify_all();
}

std::vector<SliceQueue::Item> SliceQueue::take(std::size_t mostRows)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_items.empty() || m_readers == 0 || m_closed; });
    std::vector<Item> items;
    std::size_t rows = 0;
    while (!m_items.empty() && !m_closed
           && (items.empty() || rows + rowsOf(m_items.front().slice) <= mostRows)) {
        rows += rowsOf(m_items.front().slice);
        m_bytes -= bytesOf(m_items.front().slice);
        items.push_back(std::move(m_items.front()));
        m_items.pop_front();
    }
    m_changed.notify_all();
    return items;
}

void SliceQueue::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_changed.notify_all();
}

} // namespace dogwatch
