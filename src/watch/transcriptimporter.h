// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "watch/transcriptimport.h"

#include <QThreadPool>

#include <memory>
#include <mutex>

namespace dogwatch {

class Clock;
class Readers;
class Writer;

// The imports of a running Dogwatch, one at a time, behind the writer's live events.
//
// Any thread. Writer and clock outlive it; its end stops an import under way and waits for it, so
// it goes while the writer still answers.
class TranscriptImporter
{
public:
    TranscriptImporter(const DataFolder &folder, Writer &writer, std::shared_ptr<Readers> readers,
                       const Clock &clock, std::shared_ptr<const CurrentPolicy> policy = {});
    ~TranscriptImporter();
    TranscriptImporter(const TranscriptImporter &) = delete;
    TranscriptImporter &operator=(const TranscriptImporter &) = delete;

    // Conflict: one is under way.
    [[nodiscard]] Result<void> start(const QStringList &paths);
    // What was read is kept.
    void cancel();
    // Of the one under way or the last one; nothing before the first.
    [[nodiscard]] std::optional<ImportProgress> progress() const;

private:
    const DataFolder m_folder;
    const std::shared_ptr<Readers> m_readers;
    const SliceCommit m_commit;
    const std::shared_ptr<const CurrentPolicy> m_policy;
    QThreadPool m_pool;
    mutable std::mutex m_mutex;
    bool m_running = false; // guarded by m_mutex
    bool m_stopping = false; // guarded by m_mutex
    std::shared_ptr<TranscriptImport> m_import; // guarded by m_mutex
};

} // namespace dogwatch
