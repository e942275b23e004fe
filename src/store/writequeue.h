// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/incomingevent.h"

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace dogwatch {

// What became of one event.
struct EventOutcome
{
    enum class Kind {
        Stored,
        Duplicate, // stored before; `seq` is that of the first time
        DeadLetter, // kept whole, but not as an event; `text` says why
        Refused, // not stored, or not known to be: to be sent again; `text` says why
    };
    Kind kind = Kind::Refused;
    qint64 seq = 0;
    QString text;
};

// Who waits for events to be settled. Called in the writer's thread, after the commit, once a batch
// with everything of this receiver in it; it must only post.
class OutcomeReceiver
{
public:
    struct Settled
    {
        quint64 ticket = 0;
        EventOutcome outcome;
    };

    virtual ~OutcomeReceiver() = default;
    virtual void settled(std::vector<Settled> outcomes) = 0;
};

struct WriteRequest
{
    IncomingEvent event;
    std::shared_ptr<OutcomeReceiver> receiver;
    quint64 ticket = 0; // the receiver's own
};

// Between those who take events in and the writer: bounded in count and bytes, so that a writer
// that can't keep up is felt at the door and not in memory. Thread: any.
class WriteQueue
{
public:
    // `wake` is called in the pusher's thread when the queue was idle; it must only post.
    explicit WriteQueue(std::function<void()> wake);

    // False: full or closed; nothing was taken, and the request is as it was.
    [[nodiscard]] bool push(WriteRequest &request);
    // All or nothing.
    [[nodiscard]] bool push(std::vector<WriteRequest> &requests);

    // What waits, oldest first, at most one batch of it. Empty: the next push wakes again.
    [[nodiscard]] std::vector<WriteRequest> takeBatch();

    // No more is taken in from now on.
    void close();
    [[nodiscard]] qint64 size() const { return m_size.load(std::memory_order_relaxed); }

private:
    [[nodiscard]] bool hasRoomFor(std::size_t count, qsizetype bytes) const;

    const std::function<void()> m_wake;
    std::mutex m_mutex;
    std::deque<WriteRequest> m_requests; // guarded by m_mutex
    qsizetype m_bytes = 0; // guarded by m_mutex
    bool m_awake = false; // guarded by m_mutex
    bool m_closed = false; // guarded by m_mutex
    std::atomic<qint64> m_size = 0;
};

} // namespace dogwatch
