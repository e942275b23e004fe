// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/report.h"
#include "core/result.h"
#include "core/sessionkey.h"
#include "store/entrytable.h"
#include "store/transcriptworkfinder.h"

#include <functional>

namespace dogwatch {

class Database;
class Projector;

// Takes a slice of the pass over the texts into the store: the entries and how far was read, and
// what there is to say of the work in their sessions. The sessions themselves have been told.
// Writer connection, in the caller's transaction.
class TextTaking
{
public:
    // Puts what a transcript says into the log.
    using Note =
        std::function<Result<void>(const SessionKey &key, qint64 atMs, const Report &report)>;

    TextTaking(Database &database, Projector &projector, qint64 nowMs, Note note);

    [[nodiscard]] Result<void> take(const TranscriptSlice &slice);

private:
    using FreshPieces = std::vector<EntryTable::Fresh>;

    [[nodiscard]] Result<std::vector<TranscriptWorkFinder>> findersOf(const TranscriptSlice &slice);
    [[nodiscard]] Result<void> tellWork(const TranscriptSlice &slice, const FreshPieces &fresh,
                                        std::vector<TranscriptWorkFinder> &finders);
    [[nodiscard]] Result<void> noteStands(const TranscriptSlice &slice);
    [[nodiscard]] Result<void> giveSummaryTitles(const TranscriptSlice &slice,
                                                 const FreshPieces &fresh);
    [[nodiscard]] Result<void> giveSummaryTitle(SessionRef ref);

    Database &m_database;
    Projector &m_projector;
    const qint64 m_nowMs;
    const Note m_note;
};

} // namespace dogwatch
