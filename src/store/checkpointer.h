// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

namespace dogwatch {

class Database;

// Moves the write-ahead log into the store between batches instead of inside a commit, so that
// nobody waits for it with an answer, and in larger pieces: the pages that every event touches are
// then copied once for many commits. Passive: it neither waits for readers nor stops them.
//
// Thread: that of its database, which outlives it. It replaces SQLite's automatic checkpoint on
// that connection; the last close still empties the log.
class Checkpointer
{
public:
    explicit Checkpointer(Database &database);
    ~Checkpointer();
    Checkpointer(const Checkpointer &) = delete;
    Checkpointer &operator=(const Checkpointer &) = delete;

    // To be called after each commit, outside any transaction. An error leaves the log as it is; it
    // is tried again as much later.
    [[nodiscard]] Result<void> afterCommit();

    // New pages between two checkpoints, 60 MiB; below the length to which the log is cut when it
    // begins anew (Database).
    static constexpr int kPagesBetween = 15000;

private:
    Database &m_database;
    int m_logPages = 0; // after the last commit
    int m_triedAt = 0; // pages in the log at the last checkpoint
};

} // namespace dogwatch
