// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/retentionschema.h"

namespace dogwatch {

namespace {

// Up to where the log was removed because of its age. The projections of sessions up to `floor_ref`
// can't be made anew from what is left of it: a rebuild leaves them alone.
constexpr const char *kVersion6[] = {
    R"(CREATE TABLE retention (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        floor_seq INTEGER NOT NULL,
        floor_ref INTEGER NOT NULL
    ) STRICT)",
    "INSERT INTO retention (id, floor_seq, floor_ref) VALUES (1, 0, 0)",
    "PRAGMA user_version = 6",
};

} // namespace

SchemaStep retentionSchemaStep()
{
    return kVersion6;
}

} // namespace dogwatch
