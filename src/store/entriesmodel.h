// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/sessionkey.h"
#include "core/transcriptentry.h"

#include <QByteArray>
#include <QList>
#include <QSet>
#include <QString>

#include <optional>
#include <vector>

namespace dogwatch {

class Database;

// The questions about what transcripts say. Each is one short read on the given connection, in its
// thread; an error is never an empty answer. Times are unix ms, 0 where a line tells none.

// Where an entry stands among those of its session: by its time, then by when it was stored.
struct EntryKey
{
    qint64 atMs = 0;
    qint64 id = 0;

    friend bool operator==(const EntryKey &, const EntryKey &) = default;
};

struct TranscriptEntry
{
    EntryKey key;
    SessionRef session{};
    EntryKind kind = EntryKind::Prompt;
    QString uuid; // of the line; several entries may come of one
    int block = 0; // which of the line's
    QString parentUuid; // of the line before it
    QString agentId; // empty: the main agent
    QString promptId;
    QString messageId;
    QString toolUseId; // a call's own, or that which a result or refusal answers
    QString toolName; // of a call
    QString model; // of an answer, a thought, a call
    bool failed = false;
    QByteArray body; // a JSON object; see EntryKind
    bool isCut = false; // the texts of the body are cut, because they are long
};

struct EntryQuery
{
    SessionRef session{};
    std::optional<QString> agentId;
    QList<EntryKind> kinds; // none: all
    std::optional<EntryKey> after; // exclusive
    std::optional<EntryKey> before; // exclusive
    bool newestFirst = false;
    int limit = 200;
    // Longer texts are cut, see withLongTextsCut(); the whole ones come with transcriptEntry().
    qsizetype longestText = 8 * 1024;
};

[[nodiscard]] Result<std::vector<TranscriptEntry>> transcriptEntries(Database &database,
                                                                     const EntryQuery &query);
// With its whole body. NotFound: there is no such entry.
[[nodiscard]] Result<TranscriptEntry> transcriptEntry(Database &database, qint64 id);
// The call that a result answers; nothing where it is not known.
[[nodiscard]] Result<std::optional<TranscriptEntry>>
transcriptCall(Database &database, SessionRef session, const QString &toolUseId);

// The first entry of an answer, by its row's number in the usage; where the transcript's texts
// don't hold it, what its agent said last before it. Nothing where they hold neither.
[[nodiscard]] Result<std::optional<TranscriptEntry>> entryOfMessage(Database &database, qint64 id);

// Where the line of an entry lies, to be read by rawLine() of watch/rawline.h.
struct EntryPlace
{
    QString path;
    qint64 offset = 0;
    qint64 length = 0; // without the line's end
    QString uuid;
};
[[nodiscard]] Result<EntryPlace> placeOfEntry(Database &database, qint64 id);

// The lines, by uuid, that were left behind when a person went back to an earlier prompt. Empty
// for nearly every session.
[[nodiscard]] Result<QSet<QString>> abandonedLines(Database &database, SessionRef session);

} // namespace dogwatch
