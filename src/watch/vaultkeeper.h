// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "watch/vaultjob.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace dogwatch {

// Keeps transcripts for a running Dogwatch: a round a minute after its start and then every hour,
// and whenever somebody asks; one at a time, on a pool of its own, in a thread of low priority.
//
// Lives in the thread of the composition root; progress() from any. What it is given outlives it;
// its end stops a round under way and waits for it, so it goes while the writer still answers.
class VaultKeeper : public QObject
{
    Q_OBJECT

public:
    VaultKeeper(const DataFolder &folder, Writer &writer, std::shared_ptr<Readers> readers,
                const Clock &clock, QObject *parent = nullptr);
    ~VaultKeeper() override;

    // From when the store is open.
    void start();
    void setSettings(const Settings &settings);
    // Conflict: a round is under way. Whatever the settings say of keeping by itself.
    [[nodiscard]] Result<void> keep(const QStringList &paths);
    // Of the round under way or the last one; nothing before the first.
    [[nodiscard]] std::optional<VaultProgress> progress() const;

private:
    const DataFolder m_folder;
    const VaultTable m_table;
    const Clock &m_clock;
    Settings m_settings;
    QThreadPool m_pool;
    QTimer m_timer;
    mutable std::mutex m_mutex;
    std::shared_ptr<VaultJob> m_job; // guarded by m_mutex
};

} // namespace dogwatch
