// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace dogwatch {

// A file that was read but for some lines.
struct TroubledFile
{
    QString path;
    qint64 malformed = 0; // lines that make no sense, or numbers of theirs
    qint64 oversized = 0; // lines too long to be looked at
};

// How far one pass over the transcripts has come. `bytesDone` is of all that the import looks at,
// `bytesRead` is what was not in the store yet.
struct PassProgress
{
    qint64 filesDone = 0;
    qint64 bytesDone = 0;
    qint64 bytesRead = 0;
    qint64 malformed = 0; // lines
    qint64 oversized = 0; // lines
    qint64 elapsedMs = 0;
    bool finished = false;
};

// How far an import has come: first what things cost, then the texts. `bytes` and `files` are of
// all transcripts that it looks at.
struct ImportProgress
{
    qint64 files = 0;
    qint64 bytes = 0;
    PassProgress usage;
    PassProgress texts;
    qint64 answers = 0; // of models, as lines told them; the same one may be told again
    qint64 entries = 0; // pieces of text, the same
    bool finished = false;
    qint64 searchMs = 0; // for the search index behind it, where no app does that
    QStringList problems; // files and folders that could not be read, and why; the first of them
    qint64 problemCount = 0;
    // Of all that it looked at, whenever it was read; the first of them. Known at the end.
    std::vector<TroubledFile> troubled;
    qint64 troubledCount = 0;
    QString failure; // why it ended before its time
};

// The figures of the first pass lie beside what is of both, those of the texts in an object
// "texts".
[[nodiscard]] QJsonObject toJson(const ImportProgress &progress);
[[nodiscard]] ImportProgress importProgressFromJson(const QJsonObject &object);
// "PATH: 2 lines make no sense, 1 line is too long", in English.
[[nodiscard]] QString troubleText(const TroubledFile &file);

} // namespace dogwatch
