// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/storagepolicy.h"
#include "watch/slicecommit.h"
#include "watch/transcriptfile.h"

#include <QHash>
#include <QStringList>

#include <array>
#include <functional>

namespace dogwatch {

// The transcripts of one running session, its subagents' too, read on as they grow. One thread at a
// time; blocks while a file or the store does.
class TranscriptTail
{
public:
    // Where the store has read a path to. Blocking.
    using FindPosition =
        std::function<Result<TranscriptPosition>(TranscriptPass pass, const QString &path)>;

    using FindPolicy = std::function<StoragePolicy()>;

    TranscriptTail(QStringList roots, ForbiddenFiles forbidden, FindPosition findPosition,
                   SliceCommit commit, FindPolicy findPolicy);

    struct News
    {
        bool any = false;
        QStringList problems; // files and folders that could not be read, and why
    };

    // Takes in what has been written since the last time. What can't be read now is tried again the
    // next time; the error is one of the store.
    [[nodiscard]] Result<News> readOn(const QString &transcriptPath);

private:
    [[nodiscard]] Result<void> readFile(const QString &path, TranscriptPass pass, News &news);

    const QStringList m_roots;
    const ForbiddenFiles m_forbidden;
    const FindPosition m_findPosition;
    const SliceCommit m_commit;
    const FindPolicy m_findPolicy;
    // Of what was read in this run, for each pass.
    std::array<QHash<QString, TranscriptPosition>, 2> m_positions;
};

} // namespace dogwatch
