// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/filter.h"
#include "core/result.h"
#include "core/sessionkey.h"
#include "core/textkind.h"

#include <QString>

#include <optional>
#include <vector>

namespace dogwatch {

class Database;

// The full-text search, for the API, the command line and the window. Each question is one short
// read on the given connection, in its thread; an error is never an empty answer. Corrupt where the
// index is damaged; what is stored is not touched by that, and the index can be made anew.

// How far the index follows what is stored. It is made behind the commits, whenever no event waits.
struct SearchProgress
{
    qint64 indexedTo = 0; // the last event that can be found
    qint64 lastSeq = 0; // the last event there is
    qint64 entriesBehind = 0; // of transcripts; not indexed yet

    // Events and entries that are stored and can't be found yet.
    [[nodiscard]] qint64 behind() const { return lastSeq - indexedTo + entriesBehind; }
};
[[nodiscard]] Result<SearchProgress> searchProgress(Database &database);

// A piece of text around what was found, in one line.
struct SearchSnippet
{
    struct Mark
    {
        qsizetype from = 0; // UTF-16 units
        qsizetype length = 0;

        friend bool operator==(const Mark &, const Mark &) = default;
    };

    QString text;
    std::vector<Mark> marks; // the words that were looked for; in order, apart from each other
};

struct SearchHit
{
    qint64 id = 0; // orders by time
    SessionRef session{};
    QString sessionId;
    Source source = Source::Generic;
    QString project;
    QString sessionTitle;
    QString agentId; // empty: the main agent
    TextKind kind = TextKind::Note;
    QString toolName;
    QString toolUseId;
    qint64 atMs = 0; // unix ms
    std::optional<qint64> seq; // of the event that has the text
    std::optional<qint64> entry; // or of the transcript's entry
    SearchSnippet snippet; // empty where the text can't be read any more
};

struct SearchQuery
{
    Filter filter; // of the scope Docs; without a text: the newest docs
    int limit = 50;
    std::optional<qint64> before; // only older hits than that of this id
};

struct SearchPage
{
    std::vector<SearchHit> hits; // newest first
    std::optional<qint64> next; // `before` for the page that follows; nothing: this is the last
    SearchProgress progress;
};

// InvalidInput where a text holds nothing that could be looked for.
[[nodiscard]] Result<SearchPage> search(Database &database, const SearchQuery &query);

} // namespace dogwatch
