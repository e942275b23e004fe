// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sessionkey.h"
#include "core/textkind.h"
#include "core/transcriptentry.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace dogwatch {

// One text that can be searched: a prompt, an answer, what a tool was given or gave back. Made of
// what is stored, and the same again each time: the index holds no text, so that to show or to take
// out what was found, the text is made once more. Who changes a rule by which texts are made counts
// up kSearchFormat. Pure; any thread.
inline constexpr qint64 kSearchFormat = 1;

struct SearchDoc
{
    qint64 key = 0; // a hash of what it is, the same for hooks and transcripts
    SessionRef session{};
    QString agentId;
    TextKind kind = TextKind::Note;
    QString toolName;
    QString toolUseId; // not in the index
    qint64 atMs = 0; // unix ms
    std::optional<qint64> seq; // of the event it is of
    std::optional<qint64> entry; // or of the transcript's entry
    QString text; // at most kLongestSearchText UTF-16 units
};

inline constexpr qsizetype kLongestSearchText = 64 * 1024;

// An event as it lies in the store.
struct StoredEvent
{
    qint64 seq = 0;
    SessionRef session{};
    QString type;
    QString agentId;
    QString toolUseId;
    QString toolName;
    QString promptId;
    qint64 atMs = 0;
};

// A transcript's entry as it lies in the store.
struct StoredEntry
{
    qint64 id = 0;
    SessionRef session{};
    QString uuid;
    qint64 block = 0;
    QString agentId;
    EntryKind kind = EntryKind::Notice;
    qint64 atMs = 0;
    QString promptId;
    QString toolUseId;
    QString toolName;
    bool failed = false;
};

// Whether an event of this type can have a text at all, before its payload is looked at.
[[nodiscard]] bool mayHaveText(const QString &eventType);
// Nothing: there is no text to search in it.
[[nodiscard]] std::optional<SearchDoc> searchDocOf(const StoredEvent &event,
                                                   const QJsonObject &payload);
[[nodiscard]] std::optional<SearchDoc> searchDocOf(const StoredEntry &entry,
                                                   const QJsonObject &body);

// What is put into the index for a doc: its text, and words that no text has (they begin with a
// character for private use) and by which it is found by session, kind and tool.
[[nodiscard]] QByteArray indexedText(const SearchDoc &doc);
// Such words.
[[nodiscard]] QString anyDocWord();
[[nodiscard]] QString sessionWord(SessionRef session);
[[nodiscard]] QString kindWord(TextKind kind);
// Tools whose names differ in the case of ASCII letters only have the same word; that of a prefix
// is a prefix.
[[nodiscard]] QString toolWord(const QString &toolName);
// The text without what could be taken for such a word; of the same length.
[[nodiscard]] QString searchableText(QString text);

} // namespace dogwatch
