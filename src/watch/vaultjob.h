// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/settings.h"
#include "watch/transcriptroots.h"
#include "watch/vaultfolder.h"

#include <QHash>
#include <QJsonObject>

#include <functional>
#include <mutex>

namespace dogwatch {

class BatchCommitter;
class Clock;
class Database;
class Readers;
class Writer;

// How the job gets at the table of the vault: each call is one short transaction, and blocks.
struct VaultTable
{
    std::function<Result<std::vector<VaultFile>>()> files;
    std::function<Result<void>(std::function<Result<void>(Database &)>)> change;
};
[[nodiscard]] VaultTable vaultThrough(Writer &writer, std::shared_ptr<Readers> readers);
[[nodiscard]] VaultTable vaultThrough(BatchCommitter &committer, Database &database);

struct VaultProgress
{
    qint64 files = 0; // to be looked at
    qint64 filesDone = 0;
    qint64 kept = 0;
    qint64 bytes = 0; // read of them
    qint64 dropped = 0; // too old, or too much
    bool finished = false;
    QStringList problems; // the first of them
    qint64 problemCount = 0;
    QString failure; // why it ended before its time
};
[[nodiscard]] QJsonObject toJson(const VaultProgress &progress);
[[nodiscard]] VaultProgress vaultProgressFromJson(const QJsonObject &object);

// One round of keeping: of the transcripts that a person names, or else of those that their agent
// will delete soon; then what the settings no longer want is dropped. Each file is a step of its
// own, in an order that leaves nothing half done when the process dies: the copy lies whole in the
// folder before the table names it, and goes from the folder after the table has let go of it.
class VaultJob
{
public:
    struct Options
    {
        Settings settings;
        QStringList paths; // named by a person
        ForbiddenFiles forbidden;
        qint64 nowMs = 0;
    };
    VaultJob(const DataFolder &folder, Options options, VaultTable table);

    // Blocks until all is done. The outcome is in progress().
    void run();
    void cancel() { m_cancelled.store(true); } // any thread
    [[nodiscard]] VaultProgress progress() const; // any thread

private:
    [[nodiscard]] Result<void> round();
    [[nodiscard]] Result<void> noteGone();
    [[nodiscard]] std::vector<TranscriptName> candidates();
    [[nodiscard]] Result<void> keep(const TranscriptName &name);
    [[nodiscard]] bool isFullFor(const TranscriptFile &file) const;
    [[nodiscard]] qint64 usedBytes() const;
    [[nodiscard]] Result<void> dropOld();
    [[nodiscard]] Result<void> drop(const VaultFile &file);
    void note(const std::function<void(VaultProgress &)> &change);
    void noteProblem(const QString &text);

    const VaultFolder m_folder;
    const Options m_options;
    const VaultTable m_table;
    const QStringList m_roots;
    QHash<QString, VaultFile> m_files; // by path, as the table has them
    std::atomic<bool> m_cancelled = false;
    mutable std::mutex m_mutex;
    VaultProgress m_progress; // guarded by m_mutex
};

// After how many days Claude Code deletes the transcripts below a root, by the settings beside it.
[[nodiscard]] qint64 cleanupDays(const QString &root);

} // namespace dogwatch
