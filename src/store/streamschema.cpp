// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/streamschema.h"

namespace dogwatch {

namespace {

// Streams that others keep here, by the Durable Streams protocol.
constexpr const char *kVersion5[] = {
    // `state` is a StreamState. A stream without a path is seen by nobody; its bytes stay while
    // forks read them. `tail` and `fork_at` count bytes from the start of the first ancestor.
    // `expires_at` is unix ms and moves with each use where there is a `ttl` (seconds).
    R"(CREATE TABLE stream (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT UNIQUE,
        state INTEGER NOT NULL,
        content_type TEXT NOT NULL,
        ttl INTEGER,
        expires_text TEXT NOT NULL,
        expires_at INTEGER,
        closed INTEGER NOT NULL,
        tail INTEGER NOT NULL,
        last_seq BLOB,
        closed_by BLOB,
        closed_epoch INTEGER,
        closed_seq INTEGER,
        source INTEGER,
        source_path TEXT NOT NULL,
        fork_at INTEGER NOT NULL,
        fork_given INTEGER NOT NULL,
        fork_sub INTEGER NOT NULL,
        forks INTEGER NOT NULL
    ) STRICT)",
    "CREATE INDEX stream_expiry ON stream (expires_at) WHERE expires_at IS NOT NULL",
    "CREATE INDEX stream_dropped ON stream (id) WHERE state = 2",
    // One row for each append. JSON messages stand side by side with a comma between them.
    R"(CREATE TABLE stream_chunk (
        id INTEGER PRIMARY KEY,
        stream INTEGER NOT NULL,
        at INTEGER NOT NULL,
        messages INTEGER NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (stream, at)
    ) STRICT)",
    R"(CREATE TABLE stream_producer (
        stream INTEGER NOT NULL,
        producer BLOB NOT NULL,
        epoch INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        PRIMARY KEY (stream, producer)
    ) STRICT, WITHOUT ROWID)",
    "PRAGMA user_version = 5",
};

} // namespace

SchemaStep streamSchemaStep()
{
    return kVersion5;
}

} // namespace dogwatch
