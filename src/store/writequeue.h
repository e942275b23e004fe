// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/batchqueue.h"
#include "store/incomingevent.h"

#include <memory>
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

[[nodiscard]] qsizetype queuedBytes(const WriteRequest &request);

using WriteQueue = BatchQueue<WriteRequest>;

} // namespace dogwatch
