// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/storagepolicy.h"
#include "store/transcriptlog.h"
#include "watch/importprogress.h"
#include "watch/slicecommit.h"
#include "watch/slicequeue.h"
#include "watch/transcriptfile.h"
#include "watch/transcriptroots.h"

#include <QHash>
#include <QStringList>

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

namespace dogwatch {

class Database;

// Where the store has read to.
struct ImportPositions
{
    QHash<QString, TranscriptPosition> usage;
    QHash<QString, TranscriptPosition> texts;
};
[[nodiscard]] Result<ImportPositions> importPositions(Database &database); // any connection

// Takes in all transcripts of some folders and files: first what they cost, then, behind that,
// their texts. Read by two threads, committed in bounded transactions by the thread that runs it.
// Stopped anywhere, it goes on there the next time; done again, it changes nothing.
class TranscriptImport
{
public:
    struct Options
    {
        QStringList paths; // named by a person; none: the agents' own folders
        ForbiddenFiles forbidden;
        ImportPositions positions;
        // Asked at the end, in the thread that runs it: which lines could not be taken in.
        std::function<Result<QHash<QString, LineTroubles>>()> troubles;
        StoragePolicy policy; // for the texts
        // Live events go first: reading takes what they leave of the processor.
        bool inBackground = true;
        // Rows in one transaction: few where live events wait behind it.
        std::size_t rowsPerCommit = 50;
        qint64 textsPerSlice = 32 * 1024; // bytes of a file, for the same reason
    };

    TranscriptImport(Options options, SliceCommit commit);

    // Where the store has read to, if that is to be found out later than the making; before run().
    void setPositions(ImportPositions positions);
    // Blocks until all is done. The outcome is in progress().
    void run();
    // Any thread: run() comes to its end soon.
    void cancel();
    [[nodiscard]] ImportProgress progress() const; // any thread

private:
    struct File
    {
        TranscriptName name;
        bool fromTheStart = false; // somebody else has moved its position
        bool contested = false; // written by the committing thread, for the next round
    };

    [[nodiscard]] std::vector<File> findFiles();
    void pass(TranscriptPass pass, std::vector<File> files);
    void noteRead(const TranscriptSlice &slice);
    void readFiles(std::vector<File> &files, std::atomic<std::size_t> &next, SliceQueue &queue);
    void readFile(std::vector<File> &files, std::size_t index, class TranscriptReader &reader,
                  QHash<QByteArray, QString> &projects, SliceQueue &queue);
    // Returns the files that have to be read again.
    [[nodiscard]] std::vector<File> round(std::vector<File> files);
    void commitAll(std::vector<File> &files, SliceQueue &queue);
    void noteProblem(const QString &text);
    void noteTroubles(const std::vector<File> &files);

    Options m_options;
    const SliceCommit m_commit;
    const QStringList m_roots;
    std::atomic<bool> m_cancelled = false;
    TranscriptPass m_pass = TranscriptPass::Usage; // changes while nobody reads
    mutable std::mutex m_mutex;
    ImportProgress m_progress; // guarded by m_mutex
    qint64 m_startedMs = 0; // of the pass; guarded by m_mutex
};

} // namespace dogwatch
