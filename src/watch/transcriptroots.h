// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace dogwatch {

// The folders in which Claude Code keeps transcripts, whether they exist or not: below each folder
// of the list $CLAUDE_CONFIG_DIR, else below its two usual ones. Any thread.
[[nodiscard]] QStringList transcriptRoots();

struct TranscriptName
{
    QString path; // canonical where it could be followed, else as it was named
    qint64 size = 0;
    bool named = false; // by a person, so that it may lie anywhere
};

struct FoundTranscripts
{
    std::vector<TranscriptName> files;
    QStringList problems; // folders that could not be looked into, and why
};

// All transcripts below a folder, its sub-folders' too; links are not followed. A folder that is
// not there holds none. Blocking.
[[nodiscard]] FoundTranscripts transcriptsBelow(const QString &folder, bool named);
// The same for what a person named: a folder, or a file whatever it is called. What is not there is
// a problem.
[[nodiscard]] FoundTranscripts transcriptsNamed(const QString &path);
// A session's own transcript, there or not, and those of its subagents. No sizes of the first.
// Blocking.
[[nodiscard]] FoundTranscripts transcriptsOfSession(const QString &transcriptPath);

} // namespace dogwatch
