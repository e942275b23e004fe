// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changefeed.h"
#include "store/batchcommitter.h"
#include "store/database.h"
#include "store/readers.h"

#include <QJsonObject>
#include <QTemporaryDir>

#include <atomic>
#include <memory>
#include <vector>

namespace dogwatch::test {

// A real store in a folder of its own that a test fills with hook payloads, each a commit when it
// says so, as the writer would. Lives in the test's thread.
class LiveStore
{
public:
    LiveStore();
    ~LiveStore();

    // One event of Claude Code, a second after the one before. Kept until commit().
    void add(const QString &session, const QString &event, QJsonObject fields = {});
    // The time of the next event.
    void setTime(qint64 unixMs) { m_timeMs = unixMs; }
    [[nodiscard]] qint64 timeMs() const { return m_timeMs; }
    void setPid(qint64 pid) { m_pid = pid; }
    void commit();

    // Many calls that came and went; `agent` empty: of the main agent.
    void addCalls(const QString &session, int first, int count, const QString &agent = {});

    [[nodiscard]] qint64 refOf(const QString &session);
    [[nodiscard]] qint64 lastSeq() const { return m_committer->lastSeq(); }
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("dogwatch.db")); }
    [[nodiscard]] std::shared_ptr<Readers> readers() const { return m_readers; }
    [[nodiscard]] ChangeFeed &feed() { return m_feed; }
    [[nodiscard]] Database &database() { return *m_database; }
    // Publishes that the projections were made anew.
    void tellRebuilt();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
    std::atomic<bool> m_cancelled = false;
    std::unique_ptr<BatchCommitter> m_committer;
    std::shared_ptr<Readers> m_readers;
    ChangeFeed m_feed;
    std::vector<WriteRequest> m_waiting;
    qint64 m_timeMs = 1'790'000'000'000;
    qint64 m_pid = 0;
    qint64 m_nextId = 0;
};

} // namespace dogwatch::test
