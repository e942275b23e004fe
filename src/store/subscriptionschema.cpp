// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/subscriptionschema.h"

namespace dogwatch {

namespace {

// Durable consumers of streams.
constexpr const char *kVersion7[] = {
    // `config` is JSON, as it was asked for; `phase` is a SubscriptionPhase. `due_at` (unix ms) is
    // the end of a lease, or when a webhook is called next. No token is stored: it follows from the
    // key, the id and the generation.
    R"(CREATE TABLE subscription (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        config TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        phase INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        wake_id TEXT NOT NULL,
        holder TEXT NOT NULL,
        due_at INTEGER,
        attempts INTEGER NOT NULL,
        error TEXT NOT NULL
    ) STRICT)",
    "CREATE INDEX subscription_due ON subscription (due_at) WHERE due_at IS NOT NULL",
    // `stream` is 0 for the log of events, and null while nothing is at that path. `acked` is the
    // position up to which all is done; -1 before the first.
    R"(CREATE TABLE subscription_link (
        subscription INTEGER NOT NULL,
        path TEXT NOT NULL,
        stream INTEGER,
        acked INTEGER NOT NULL,
        explicit INTEGER NOT NULL,
        PRIMARY KEY (subscription, path)
    ) STRICT, WITHOUT ROWID)",
    "CREATE INDEX subscription_link_stream ON subscription_link (stream)",
    "CREATE INDEX subscription_link_path ON subscription_link (path)",
    // By which webhooks are signed, and tokens made.
    R"(CREATE TABLE signing_key (
        kid TEXT PRIMARY KEY NOT NULL,
        seed BLOB NOT NULL,
        created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID)",
    "PRAGMA user_version = 7",
};

} // namespace

SchemaStep subscriptionSchemaStep()
{
    return kVersion7;
}

} // namespace dogwatch
