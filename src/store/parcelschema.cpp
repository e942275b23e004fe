// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/parcelschema.h"

namespace dogwatch {

namespace {

constexpr const char *kVersion8[] = {
    // What a row of the outbox carries that is more than an attention item: a Parcel.
    R"(CREATE TABLE outbox_parcel (
        outbox_id INTEGER PRIMARY KEY,
        delivery TEXT NOT NULL,
        address TEXT NOT NULL,
        title TEXT NOT NULL,
        content TEXT NOT NULL
    ) STRICT)",
    "PRAGMA user_version = 8",
};

} // namespace

SchemaStep parcelSchemaStep()
{
    return kVersion8;
}

} // namespace dogwatch
