// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/transcriptentry.h"
#include "store/searchindexer.h"
#include "store/searchmodel.h"
#include "storefixture.h"

namespace dogwatch::test {

// Indexes all that there is. Says what went wrong, or nothing.
QString indexAll(Store &store, SearchIndexer::Pace pace = SearchIndexer::Pace::BetweenEvents);

// The hits of a query as "kind of session: snippet", newest first, marked words in []. A query that
// is wrong, or a store that can't be read, gives its sentence.
[[nodiscard]] QStringList found(Database &database, const QString &query, int limit = 50);

// An entry as the pass over transcripts stores it.
struct EntryRow
{
    SessionRef session{};
    QString uuid;
    EntryKind kind = EntryKind::Prompt;
    QJsonObject body;
    qint64 atMs = 0;
    QString promptId;
    QString toolUseId;
    QString toolName;
    bool failed = false;
};
void insertEntry(Database &database, const EntryRow &entry);

// What a search would have to find again is in the index exactly once, and nothing else is; empty
// if all is well.
[[nodiscard]] QString indexDamage(Store &store);

} // namespace dogwatch::test
