// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/jobschema.h"

namespace dogwatch {

namespace {

constexpr const char *kVersion9[] = {
    // A Job. `high_water` only ever grows: what was due before it has its row, or never gets one.
    R"(CREATE TABLE job (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        schedule TEXT NOT NULL,
        zone TEXT NOT NULL,
        missed TEXT NOT NULL,
        catch_up INTEGER NOT NULL,
        overlap TEXT NOT NULL,
        may_repeat INTEGER NOT NULL,
        options TEXT NOT NULL,
        rev INTEGER NOT NULL,
        paused INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        high_water INTEGER NOT NULL
    ) STRICT)",
    // `epoch` is that of the start of the program that claimed it. `claims` counts those of which
    // no word came: the program ended while it ran. `deferrals` are tries for which the store could
    // not be read.
    R"(CREATE TABLE job_occurrence (
        job INTEGER NOT NULL,
        due INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        is_manual INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        claims INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        deferrals INTEGER NOT NULL,
        not_before INTEGER NOT NULL,
        started_at INTEGER,
        finished_at INTEGER,
        result TEXT NOT NULL,
        PRIMARY KEY (job, due)
    ) STRICT, WITHOUT ROWID)",
    "CREATE INDEX job_occurrence_open ON job_occurrence (job, due) "
    "WHERE state IN ('pending', 'running')",
    // What a digest said. Its file is a copy of this.
    R"(CREATE TABLE digest (
        job INTEGER NOT NULL,
        due INTEGER NOT NULL,
        made_at INTEGER NOT NULL,
        name TEXT NOT NULL,
        has_file INTEGER NOT NULL,
        headline TEXT NOT NULL,
        plain TEXT NOT NULL,
        markdown TEXT NOT NULL,
        PRIMARY KEY (job, due)
    ) STRICT, WITHOUT ROWID)",
    "CREATE INDEX digest_by_time ON digest (made_at)",
    // One row: how often the scheduler was started.
    R"(CREATE TABLE scheduler_start (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        epoch INTEGER NOT NULL
    ) STRICT)",
    "PRAGMA user_version = 9",
};

} // namespace

SchemaStep jobSchemaStep()
{
    return kVersion9;
}

} // namespace dogwatch
