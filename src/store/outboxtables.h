// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace dogwatch {

// Part of schema version 4: what is told to a person, and what a person said to it.

// By cause and target. `state` is as in OutboxRow. `notice` is the row whose showing told of this
// one: itself, or the first of a summary.
inline constexpr char kCreateOutbox[] = R"(
    CREATE TABLE outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        cause TEXT NOT NULL,
        target TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        not_before INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        sent_at INTEGER,
        notice INTEGER,
        error TEXT NOT NULL,
        UNIQUE (cause, target)
    ) STRICT)";
inline constexpr char kOutboxPending[] =
    "CREATE INDEX outbox_pending ON outbox (target, not_before) WHERE state = 'pending'";
inline constexpr char kOutboxSending[] =
    "CREATE INDEX outbox_sending ON outbox (target) WHERE state = 'sending'";
inline constexpr char kOutboxSent[] = "CREATE INDEX outbox_sent ON outbox (target, sent_at)";

// Decisions of a person, which follow from no event: a rebuild leaves them alone.
inline constexpr char kCreateAttentionMark[] = R"(
    CREATE TABLE attention_mark (
        item_id TEXT PRIMARY KEY NOT NULL,
        acknowledged_at INTEGER,
        snoozed_until INTEGER
    ) STRICT, WITHOUT ROWID)";
inline constexpr char kCreateSessionMute[] = R"(
    CREATE TABLE session_mute (
        session_ref INTEGER PRIMARY KEY,
        muted_at INTEGER NOT NULL
    ) STRICT)";

} // namespace dogwatch
