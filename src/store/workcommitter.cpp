// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/workcommitter.h"

#include "core/fault.h"
#include "store/batchcommitter.h"
#include "store/database.h"
#include "store/transaction.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

WorkCommitter::WorkCommitter(Database &database, const std::atomic<bool> &cancelled)
    : m_database(database)
    , m_cancelled(cancelled)
{ }

WorkCommitter::Committed WorkCommitter::commit(std::span<const SharedWork> works)
{
    Committed committed;
    const Result<void> done = commitAll(works, committed.results);
    if (!done) {
        committed.storageError = done.error();
        committed.results.assign(works.size(), done.error());
    }
    return committed;
}

Result<void> WorkCommitter::commitAll(std::span<const SharedWork> works,
                                      std::vector<Result<void>> &results)
{
    ImmediateTransaction transaction(m_database);
    Result<void> begun = transaction.begin();
    if (!begun && begun.error().code == ErrorCode::Busy && !m_cancelled.load())
        begun = transaction.begin();
    if (!begun)
        return begun;
    results.resize(works.size());
    for (std::size_t i = 0; i < works.size(); ++i) {
        if (Result<void> stands = applyOne(works[i], results[i]); !stands)
            return stands;
    }
    if (faultAt("works.before_commit"))
        return Error{ErrorCode::StorageFull, u"failpoint works.before_commit"_s};
    return transaction.commit();
}

Result<void> WorkCommitter::applyOne(const SharedWork &work, Result<void> &result)
{
    Savepoint savepoint(m_database);
    if (Result<void> begun = savepoint.begin(); !begun)
        return begun;
    result = work.apply(m_database);
    if (result)
        return savepoint.release();
    if (Result<void> undone = savepoint.rollback(); !undone)
        return result;
    // The transaction stands, but the disk or the lock is at fault, not the work.
    return isOfStorage(result.error().code) ? result : Result<void>();
}

} // namespace dogwatch
