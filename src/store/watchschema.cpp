// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/watchschema.h"

namespace dogwatch {

namespace {

constexpr const char *kVersion10[] = {
    // The session whose process started this one's.
    "ALTER TABLE session ADD COLUMN parent_ref INTEGER",
    // How many of its background tasks are teammates.
    "ALTER TABLE session ADD COLUMN teammates INTEGER NOT NULL DEFAULT 0",
    // What happened while a person was away, and what waited on them.
    "CREATE INDEX attention_by_time ON attention_item (since)",
    "PRAGMA user_version = 10",
};

// Calls are looked through from the newest on by their row numbers, which the first stores had not.
constexpr const char *kVersion11[] = {
    R"(CREATE TABLE tool_call_with_rows (
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
    R"(INSERT INTO tool_call_with_rows (session_ref, id, agent_id, prompt_id, name, summary, status,
                                        started_at, ended_at, duration_ms, error, seq)
    SELECT session_ref, id, agent_id, prompt_id, name, summary, status, started_at, ended_at,
           duration_ms, error, seq
    FROM tool_call ORDER BY ifnull(started_at, ended_at), seq, session_ref, id)",
    "DROP TABLE tool_call",
    "ALTER TABLE tool_call_with_rows RENAME TO tool_call",
    "CREATE INDEX tool_call_open ON tool_call (session_ref) WHERE status = 'running'",
    R"(CREATE INDEX tool_call_of_file ON tool_call (summary, session_ref)
        WHERE name IN ('Edit', 'MultiEdit', 'NotebookEdit', 'Read', 'Write'))",
    "PRAGMA user_version = 11",
};

} // namespace

SchemaStep watchSchemaStep()
{
    return kVersion10;
}

SchemaStep callRowsSchemaStep()
{
    return kVersion11;
}

} // namespace dogwatch
