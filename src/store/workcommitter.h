// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/sharedwork.h"

#include <atomic>
#include <optional>
#include <span>

namespace dogwatch {

// Turns the works that wait into one durable transaction: BEGIN IMMEDIATE, a SAVEPOINT around each,
// one COMMIT. A work that fails is undone alone; an error of the storage undoes all of them.
//
// Writer thread. The database outlives it.
class WorkCommitter
{
public:
    // `cancelled` ends the waiting for a lock that somebody else holds.
    WorkCommitter(Database &database, const std::atomic<bool> &cancelled);

    struct Committed
    {
        std::vector<Result<void>> results; // one for each work, in order
        std::optional<Error> storageError; // why all of them failed
    };
    [[nodiscard]] Committed commit(std::span<const SharedWork> works);

private:
    [[nodiscard]] Result<void> commitAll(std::span<const SharedWork> works,
                                         std::vector<Result<void>> &results);
    // The result of one; an outer error ends them all.
    [[nodiscard]] Result<void> applyOne(const SharedWork &work, Result<void> &result);

    Database &m_database;
    const std::atomic<bool> &m_cancelled;
};

} // namespace dogwatch
