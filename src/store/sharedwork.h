// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/batchqueue.h"

#include <functional>
#include <memory>
#include <vector>

namespace dogwatch {

class Database;

// Who waits for works to be settled. Called in the writer's thread, after the commit, once a batch
// with everything of this receiver in it; it must only post.
class WorkReceiver
{
public:
    struct Settled
    {
        quint64 ticket = 0;
        Result<void> result; // an error: nothing of it is stored, or it is not known to be
    };

    virtual ~WorkReceiver() = default;
    virtual void worksSettled(std::vector<Settled> settled) = 0;
};

// A short change of the store that commits together with whatever else waits, so that the cost of a
// commit is shared. It may not touch the log or what follows from it: those have a batch and a
// memory of their own.
struct SharedWork
{
    std::function<Result<void>(Database &)> apply; // writer thread, inside a transaction
    std::shared_ptr<WorkReceiver> receiver;
    quint64 ticket = 0; // the receiver's own
    qsizetype bytes = 0; // about as many does it hold
};

[[nodiscard]] inline qsizetype queuedBytes(const SharedWork &work)
{
    return work.bytes;
}

using WorkQueue = BatchQueue<SharedWork>;

} // namespace dogwatch
