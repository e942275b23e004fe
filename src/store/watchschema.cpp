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

} // namespace

SchemaStep watchSchemaStep()
{
    return kVersion10;
}

} // namespace dogwatch
