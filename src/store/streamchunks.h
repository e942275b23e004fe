// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/streamlog.h"

namespace dogwatch {

// The bytes of streams, one chunk for each append. Any connection reads; the writer's adds.

// At the stream's tail, which the caller moves on by as many bytes.
[[nodiscard]] Result<void> addChunk(Database &database, qint64 stream, StreamPosition at,
                                    const StreamBody &body);

struct StreamChunk
{
    StreamPosition at = 0;
    qint64 messages = 0;
    QByteArray body;
};
// The one that begins there; or none.
[[nodiscard]] Result<std::optional<StreamChunk>> chunkAt(Database &database, qint64 stream,
                                                         StreamPosition at);

// Whole chunks from there on, up to about as many bytes, and at least one if there is any; those of
// JSON with a comma between them. `to` is where they end.
struct StreamBytes
{
    QByteArray bytes;
    StreamPosition to = 0;
};
[[nodiscard]] Result<StreamBytes> bytesFrom(Database &database,
                                            const std::vector<StreamStretch> &stretches,
                                            StreamPosition from, bool isJson, qint64 maxBytes);

} // namespace dogwatch
