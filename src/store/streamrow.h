// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/producer.h"
#include "core/result.h"
#include "core/streamconfig.h"
#include "core/streamposition.h"

#include <vector>

namespace dogwatch {

class Database;

enum class StreamState {
    Live = 0,
    Deleted = 1, // its path is still taken, or nobody's; forks read on
    Dropped = 2, // nobody reads it; it goes bit by bit
};

// One stream as it lies in the store.
struct StreamRow
{
    qint64 id = 0;
    QByteArray path; // UTF-8; empty: none any more
    StreamState state = StreamState::Live;
    QByteArray contentType;
    StreamExpiry expiry;
    std::optional<qint64> expiresAtMs;
    bool isClosed = false;
    StreamPosition tail = 0;
    std::optional<QByteArray> lastSeq; // of Stream-Seq
    std::optional<ProducerClaim> closedBy;
    std::optional<qint64> source;
    QByteArray sourcePath;
    StreamPosition forkAt = 0;
    bool isForkGiven = false; // the place was asked for, and is not just where the tail was
    qint64 forkSub = 0;
    qint64 forks = 0; // streams that read from this one

    [[nodiscard]] bool isExpired(qint64 nowMs) const
    {
        return state == StreamState::Live && expiresAtMs && *expiresAtMs <= nowMs;
    }
};

// A stretch of bytes and the stream that holds them.
struct StreamStretch
{
    qint64 stream = 0;
    StreamPosition from = 0;
    StreamPosition to = 0; // exclusive
};

// The one by that path, whatever its state; or none. Any connection.
[[nodiscard]] Result<std::optional<StreamRow>> streamByPath(Database &database,
                                                            const QByteArray &path);
[[nodiscard]] Result<std::optional<StreamRow>> streamById(Database &database, qint64 id);
// What a reader of it sees, from its start to its tail, through its ancestors; in order.
[[nodiscard]] Result<std::vector<StreamStretch>> stretchesOf(Database &database,
                                                             const StreamRow &stream);
// Whether that is where a chunk begins or the stream ends: a place that a reader was told.
[[nodiscard]] Result<bool> isPlaceIn(Database &database, const StreamRow &stream,
                                     const std::vector<StreamStretch> &stretches,
                                     StreamPosition position);

} // namespace dogwatch
