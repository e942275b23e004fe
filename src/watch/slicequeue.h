// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/transcriptslice.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

namespace dogwatch {

// Between those who read transcripts and the one who commits: bounded, so that readers that are
// faster wait instead of filling the memory. Thread: any.
class SliceQueue
{
public:
    // `file` is the reader's own number of it.
    struct Item
    {
        std::size_t file = 0;
        TranscriptSlice slice;
    };

    explicit SliceQueue(int readers);

    // Waits for room. False: closed, nothing was taken.
    [[nodiscard]] bool push(Item item);
    // One reader has no more.
    void readerDone();
    // What waits, up to so many rows to be written, and at least one slice. Waits for the first;
    // empty: there is no more, and will be none.
    [[nodiscard]] std::vector<Item> take(std::size_t mostRows);
    // Nothing more is taken in.
    void close();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Item> m_items; // guarded by m_mutex
    qsizetype m_bytes = 0; // of texts in m_items; guarded by m_mutex
    int m_readers; // guarded by m_mutex
    bool m_closed = false; // guarded by m_mutex
};

} // namespace dogwatch
