// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "watch/slicecommit.h"
#include "watch/slicequeue.h"
#include "watch/transcriptfile.h"
#include "watch/transcriptroots.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <atomic>
#include <mutex>
#include <vector>

namespace dogwatch {

// How far an import has come. `bytes` and `files` are of all transcripts that it looks at, `read`
// is what was not in the store yet.
struct ImportProgress
{
    qint64 files = 0;
    qint64 filesDone = 0;
    qint64 bytes = 0;
    qint64 bytesDone = 0;
    qint64 bytesRead = 0;
    qint64 answers = 0; // of models, as lines told them; the same one may be told again
    qint64 malformed = 0;
    qint64 oversized = 0;
    qint64 elapsedMs = 0;
    bool finished = false;
    QStringList problems; // files that could not be read, and why; the first of them
    qint64 problemCount = 0;
    QString failure; // why it ended before its time
};
[[nodiscard]] QJsonObject toJson(const ImportProgress &progress);
[[nodiscard]] ImportProgress importProgressFromJson(const QJsonObject &object);

// Takes in all transcripts of some folders and files: read by two threads, committed in bounded
// transactions by the thread that runs it. Stopped anywhere, it goes on there the next time; done
// again, it changes nothing.
class TranscriptImport
{
public:
    struct Options
    {
        QStringList paths; // named by a person; none: the agents' own folders
        ForbiddenFiles forbidden;
        QHash<QString, TranscriptPosition> positions; // where the store has read to
        // Rows in one transaction: few where live events wait behind it.
        std::size_t rowsPerCommit = 400;
    };

    TranscriptImport(Options options, SliceCommit commit);

    // Where the store has read to, if that is to be found out later than the making; before run().
    void setPositions(QHash<QString, TranscriptPosition> positions);
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
    void readFiles(std::vector<File> &files, std::atomic<std::size_t> &next, SliceQueue &queue);
    void readFile(std::vector<File> &files, std::size_t index, class TranscriptReader &reader,
                  QHash<QByteArray, QString> &projects, SliceQueue &queue);
    // Returns the files that have to be read again.
    [[nodiscard]] std::vector<File> round(std::vector<File> files);
    void commitAll(std::vector<File> &files, SliceQueue &queue);
    void noteProblem(const QString &text);

    Options m_options;
    const SliceCommit m_commit;
    const QStringList m_roots;
    std::atomic<bool> m_cancelled = false;
    mutable std::mutex m_mutex;
    ImportProgress m_progress; // guarded by m_mutex
    qint64 m_startedMs = 0; // guarded by m_mutex
};

} // namespace dogwatch
