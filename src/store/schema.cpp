// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/schema.h"

#include "store/outboxtables.h"

namespace dogwatch {

namespace {

// event and observation are the log: append-only and the truth. All else but dead_letter is a
// projection of them and can be made anew. Times are unix ms.
constexpr const char *kVersion1[] = {
    "PRAGMA application_id = 1146046295",
    R"(CREATE TABLE event (
        seq INTEGER PRIMARY KEY,
        event_id TEXT NOT NULL UNIQUE,
        session_ref INTEGER NOT NULL,
        source TEXT NOT NULL,
        origin TEXT NOT NULL,
        type TEXT NOT NULL,
        agent_id TEXT,
        tool_use_id TEXT,
        tool_name TEXT,
        prompt_id TEXT,
        cwd TEXT,
        occurred_at INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        agent_pid INTEGER,
        agent_started_at INTEGER,
        tty TEXT,
        terminal BLOB,
        payload_encoding INTEGER NOT NULL,
        payload BLOB NOT NULL
    ) STRICT)",
    "CREATE INDEX event_by_session ON event (session_ref, seq)",
    R"(CREATE TABLE observation (
        id INTEGER PRIMARY KEY,
        after_seq INTEGER NOT NULL,
        session_ref INTEGER NOT NULL,
        kind TEXT NOT NULL,
        observed_at INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT)",
    "CREATE INDEX observation_by_seq ON observation (after_seq, id)",
    R"(CREATE TABLE session (
        ref INTEGER PRIMARY KEY,
        source TEXT NOT NULL,
        id TEXT NOT NULL,
        project TEXT NOT NULL,
        cwd TEXT NOT NULL,
        branch TEXT NOT NULL,
        title TEXT NOT NULL,
        model TEXT NOT NULL,
        permission_mode TEXT NOT NULL,
        transcript_path TEXT NOT NULL,
        status TEXT NOT NULL,
        status_reason TEXT NOT NULL,
        status_since INTEGER NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        first_event_at INTEGER NOT NULL,
        last_event_at INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        events INTEGER NOT NULL,
        agents INTEGER NOT NULL,
        running_subagents INTEGER NOT NULL,
        tool_calls INTEGER NOT NULL,
        main_calls INTEGER NOT NULL,
        open_calls INTEGER NOT NULL,
        failed_calls INTEGER NOT NULL,
        turn_state INTEGER NOT NULL,
        turn_changed_at INTEGER NOT NULL,
        background_tasks INTEGER NOT NULL,
        scheduled_wake_ups INTEGER NOT NULL,
        failure TEXT NOT NULL,
        end_reason TEXT NOT NULL,
        compacting INTEGER NOT NULL,
        provisional INTEGER NOT NULL,
        action_tool TEXT NOT NULL,
        action_summary TEXT NOT NULL,
        action_since INTEGER,
        agent_pid INTEGER,
        agent_started_at INTEGER,
        tty TEXT NOT NULL,
        terminal BLOB NOT NULL,
        UNIQUE (source, id)
    ) STRICT)",
    "CREATE INDEX session_by_id ON session (id)",
    R"(CREATE TABLE agent (
        session_ref INTEGER NOT NULL,
        id TEXT NOT NULL,
        type TEXT NOT NULL,
        description TEXT NOT NULL,
        parent_id TEXT NOT NULL,
        spawn_tool_use_id TEXT NOT NULL,
        status TEXT NOT NULL,
        status_reason TEXT NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        first_event_at INTEGER NOT NULL,
        last_event_at INTEGER NOT NULL,
        tool_calls INTEGER NOT NULL,
        last_action TEXT NOT NULL,
        PRIMARY KEY (session_ref, id)
    ) STRICT, WITHOUT ROWID)",
    R"(CREATE TABLE turn (
        session_ref INTEGER NOT NULL,
        prompt_id TEXT NOT NULL,
        prompt TEXT NOT NULL,
        injected INTEGER NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        failed INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (session_ref, prompt_id)
    ) STRICT)",
    "CREATE INDEX turn_open ON turn (session_ref) WHERE ended_at IS NULL",
    // With row ids, so that what is new stands together at the end: a page for each session that is
    // at work would be written at every commit.
    R"(CREATE TABLE tool_call (
        session_ref INTEGER NOT NULL,
        id TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        prompt_id TEXT NOT NULL,
        name TEXT NOT NULL,
        summary TEXT NOT NULL,
        status TEXT NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        duration_ms INTEGER,
        error TEXT NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (session_ref, id)
    ) STRICT)",
    "CREATE INDEX tool_call_open ON tool_call (session_ref) WHERE status = 'running'",
    R"(CREATE TABLE attention_item (
        id TEXT PRIMARY KEY NOT NULL,
        session_ref INTEGER NOT NULL,
        agent_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        tool_use_id TEXT NOT NULL,
        tool_name TEXT NOT NULL,
        summary TEXT NOT NULL,
        reason TEXT NOT NULL,
        since INTEGER NOT NULL,
        resolved_at INTEGER,
        resolution TEXT NOT NULL
    ) STRICT, WITHOUT ROWID)",
    R"(CREATE INDEX attention_open ON attention_item (session_ref)
        WHERE resolved_at IS NULL)",
    R"(CREATE TABLE dead_letter (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        event_id TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        origin TEXT NOT NULL,
        occurred_at INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        agent_pid INTEGER,
        agent_started_at INTEGER,
        tty TEXT,
        terminal BLOB,
        error TEXT NOT NULL,
        payload BLOB NOT NULL
    ) STRICT)",
    "PRAGMA user_version = 1",
};

// Rows of before have no check: they are taken as they are.
constexpr const char *kVersion2[] = {
    "ALTER TABLE event ADD COLUMN payload_check INTEGER",
    "DROP INDEX IF EXISTS event_by_tool_use", // nobody reads it
    // What hooks noted about events that are lost, one row for each file of notes.
    R"(CREATE TABLE gap (
        id TEXT PRIMARY KEY NOT NULL,
        events INTEGER NOT NULL,
        last_at INTEGER,
        recorded_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID)",
    "PRAGMA user_version = 2",
};

// What transcripts said. No projection of the log: the rows follow from files that may be gone by
// now, so nothing may throw them away. Money is in trillionths of a US dollar, prices in millionths
// of one for a million tokens.
constexpr const char *kVersion3[] = {
    R"(CREATE TABLE transcript_file (
        path TEXT PRIMARY KEY NOT NULL,
        source TEXT NOT NULL,
        device INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        read_to INTEGER NOT NULL,
        skipping INTEGER NOT NULL,
        tail_length INTEGER NOT NULL,
        tail_hash BLOB NOT NULL,
        malformed INTEGER NOT NULL,
        oversized INTEGER NOT NULL,
        read_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID)",
    // A session has a row once something of its transcripts was read.
    R"(CREATE TABLE transcript_session (
        session_ref INTEGER PRIMARY KEY,
        title_rank INTEGER NOT NULL
    ) STRICT)",
    R"(CREATE TABLE usage_message (
        id INTEGER PRIMARY KEY,
        message_id TEXT NOT NULL,
        request_id TEXT NOT NULL,
        session_ref INTEGER NOT NULL,
        agent_id TEXT NOT NULL,
        model TEXT NOT NULL,
        at INTEGER NOT NULL,
        flags INTEGER NOT NULL,
        counted INTEGER NOT NULL,
        input INTEGER NOT NULL,
        output INTEGER NOT NULL,
        cache_write_5m INTEGER NOT NULL,
        cache_write_1h INTEGER NOT NULL,
        cache_read INTEGER NOT NULL,
        web_searches INTEGER NOT NULL,
        cost INTEGER,
        UNIQUE (message_id, request_id)
    ) STRICT)",
    "CREATE INDEX usage_message_by_session ON usage_message (session_ref, at)",
    // Sums of the messages that count, kept in step with them. `day` counts from 1970-01-01 UTC.
    R"(CREATE TABLE usage_total (
        session_ref INTEGER NOT NULL,
        agent_id TEXT NOT NULL,
        model TEXT NOT NULL,
        day INTEGER NOT NULL,
        messages INTEGER NOT NULL,
        unpriced INTEGER NOT NULL,
        input INTEGER NOT NULL,
        output INTEGER NOT NULL,
        cache_write_5m INTEGER NOT NULL,
        cache_write_1h INTEGER NOT NULL,
        cache_read INTEGER NOT NULL,
        web_searches INTEGER NOT NULL,
        cost INTEGER NOT NULL,
        PRIMARY KEY (session_ref, agent_id, model, day)
    ) STRICT, WITHOUT ROWID)",
    // `as_of` is of the file that shipped a row; empty: a person's own row.
    R"(CREATE TABLE price (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        as_of TEXT NOT NULL,
        model TEXT NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        input INTEGER,
        output INTEGER,
        cache_write_5m INTEGER,
        cache_write_1h INTEGER,
        cache_read INTEGER,
        above_prompt INTEGER,
        above_input INTEGER,
        above_output INTEGER,
        above_cache_write_5m INTEGER,
        above_cache_write_1h INTEGER,
        above_cache_read INTEGER,
        fast_permille INTEGER
    ) STRICT)",
    "PRAGMA user_version = 3",
};

// The texts of transcripts: one row for each piece of a message that a person may want to read.
// Like the usage they follow from files that their agents delete.
constexpr const char *kVersion4[] = {
    "ALTER TABLE session ADD COLUMN gone_at INTEGER",
    // Who else touched a file.
    R"(CREATE INDEX tool_call_of_file ON tool_call (summary, session_ref)
        WHERE name IN ('Edit', 'MultiEdit', 'NotebookEdit', 'Read', 'Write'))",
    // For days that begin at a person's midnight.
    "CREATE INDEX usage_message_by_time ON usage_message (at) WHERE counted = 1",
    // How far a file was read for its texts, which is done behind the usage. Columns as in
    // transcript_file; the id stands for the path in the entries. `state`: where the
    // main agent stands there.
    R"(CREATE TABLE transcript_text (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        device INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        read_to INTEGER NOT NULL,
        skipping INTEGER NOT NULL,
        tail_length INTEGER NOT NULL,
        tail_hash BLOB NOT NULL,
        malformed INTEGER NOT NULL,
        oversized INTEGER NOT NULL,
        read_at INTEGER NOT NULL,
        state TEXT NOT NULL
    ) STRICT)",
    // `kind` is an EntryKind. `block` counts the pieces of one line. `line_at` and `line_length`
    // say where in the file the line lies. `body` is a JSON object, packed like a payload.
    R"(CREATE TABLE transcript_entry (
        id INTEGER PRIMARY KEY,
        session_ref INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        block INTEGER NOT NULL,
        parent_uuid TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        kind INTEGER NOT NULL,
        at INTEGER NOT NULL,
        prompt_id TEXT NOT NULL,
        message_id TEXT NOT NULL,
        tool_use_id TEXT NOT NULL,
        tool_name TEXT NOT NULL,
        model TEXT NOT NULL,
        failed INTEGER NOT NULL,
        text_id INTEGER NOT NULL,
        line_at INTEGER NOT NULL,
        line_length INTEGER NOT NULL,
        body_encoding INTEGER NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (session_ref, uuid, block)
    ) STRICT)",
    "CREATE INDEX transcript_entry_by_session ON transcript_entry (session_ref, at, id)",
    // Which call a result belongs to; kind 4 is a tool call.
    R"(CREATE INDEX transcript_entry_call ON transcript_entry (session_ref, tool_use_id)
        WHERE kind = 4)",
    // The lines in between that are no entries: through them runs the thread from a line to the
    // one before it.
    R"(CREATE TABLE transcript_link (
        session_ref INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        parent_uuid TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        PRIMARY KEY (session_ref, uuid)
    ) STRICT, WITHOUT ROWID)",
    // Where the conversation stands, and what the agent itself says that it cost, in trillionths of
    // a US dollar.
    "ALTER TABLE transcript_session ADD COLUMN leaf_uuid TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE transcript_session ADD COLUMN reported_cost INTEGER",
    // Titles of old versions, which lie in any file and name a line of the session they are of.
    R"(CREATE TABLE transcript_summary (
        leaf_uuid TEXT PRIMARY KEY NOT NULL,
        title TEXT NOT NULL
    ) STRICT, WITHOUT ROWID)",
    // What can be searched. The row id orders by time: unix ms times 2^20, and a number that makes
    // it unique. `key` is a hash of what the text is, so that what hooks and transcripts both tell
    // is found once. `kind` is a TextKind. Of `seq` (an event) and `entry` (a transcript's) one is
    // set.
    R"(CREATE TABLE search_doc (
        id INTEGER PRIMARY KEY,
        key INTEGER NOT NULL UNIQUE,
        session_ref INTEGER NOT NULL,
        agent_id TEXT NOT NULL,
        kind INTEGER NOT NULL,
        tool_name TEXT NOT NULL,
        seq INTEGER,
        entry INTEGER
    ) STRICT)",
    kCreateSearchText,
    // Up to where what is stored was indexed: for 'event' a seq, for 'entry' an id. For 'format'
    // the version of the rules by which texts are made.
    R"(CREATE TABLE search_progress (
        what TEXT PRIMARY KEY NOT NULL,
        indexed_to INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID)",
    // Transcripts that are kept although their agents delete them: a copy in the folder vault/ by
    // the hash of its content.
    R"(CREATE TABLE vault_file (
        path TEXT PRIMARY KEY NOT NULL,
        source TEXT NOT NULL,
        session_id TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        content_hash BLOB NOT NULL,
        stored_size INTEGER NOT NULL,
        kept_at INTEGER NOT NULL,
        verified_at INTEGER NOT NULL,
        gone_at INTEGER
    ) STRICT, WITHOUT ROWID)",
    // How many secrets were taken out before anything was stored, by rule.
    R"(CREATE TABLE redaction (
        rule TEXT PRIMARY KEY NOT NULL,
        hidden INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID)",
    kCreateOutbox,
    kOutboxPending,
    kOutboxSending,
    kOutboxSent,
    kCreateAttentionMark,
    kCreateSessionMute,
    "PRAGMA user_version = 4",
};

} // namespace

std::array<SchemaStep, 4> firstSchemaSteps()
{
    return {kVersion1, kVersion2, kVersion3, kVersion4};
}

} // namespace dogwatch
