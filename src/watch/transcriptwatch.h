// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changefeed.h"
#include "core/datafolder.h"
#include "watch/slicecommit.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <mutex>

namespace dogwatch {

class Clock;
class CurrentPolicy;
class Readers;
class TranscriptTail;
class Writer;

// Reads the transcripts of the sessions that run, as they are written: after each of a session's
// events, and from time to time without one, because what a person stops or refuses fires none.
// What can't be read is said, and tried again.
//
// Lives in the thread of the composition root. Files are read on a pool of its own, so that one
// that blocks holds up no event; of each session by one thread at a time. Writer and clock outlive
// it; it goes while the writer still answers. failure() may be called from any thread.
class TranscriptWatch : public QObject
{
    Q_OBJECT

public:
    TranscriptWatch(const DataFolder &folder, ChangeFeed &feed, Writer &writer,
                    std::shared_ptr<Readers> readers, const Clock &clock,
                    std::shared_ptr<const CurrentPolicy> policy = {}, QObject *parent = nullptr);
    ~TranscriptWatch() override;

    // Reads on what ran when the program ended last, without waiting for an event. The store is
    // open; as long as it can't be asked for the sessions, it is asked again.
    void catchUp();

    // What can't be read, and why; empty: all can.
    [[nodiscard]] QString failure() const;

private:
    struct Address;
    struct Tracked
    {
        QString path;
        std::shared_ptr<TranscriptTail> tail;
        qint64 dueMs = 0; // monotonic
        qint64 waitMs = 0; // grows while there is nothing new
        bool eager = false; // something may happen that no event tells
        bool over = false; // the session has ended
        bool busy = false;
        bool dirty = false; // an event came while it was being read
        QString trouble; // what of it could not be read the last time
    };

    void takeChanges();
    void note(const Session &session);
    void readDue();
    void read(SessionRef ref);
    void onRead(SessionRef ref, bool foundAny, const QString &trouble);
    void onRunning(const Result<std::vector<Session>> &running);
    void noteFailure();
    [[nodiscard]] std::shared_ptr<TranscriptTail> makeTail() const;

    const DataFolder m_folder;
    const std::shared_ptr<Readers> m_readers;
    const Clock &m_clock;
    const std::shared_ptr<const CurrentPolicy> m_policy;
    const SliceCommit m_commit;
    QThreadPool m_pool;
    QTimer m_timer;
    QHash<SessionRef, Tracked> m_tracked;
    QTimer m_askAgain; // which sessions run
    QString m_askTrouble; // why that is not known
    mutable std::mutex m_failureMutex;
    QString m_failure; // guarded by m_failureMutex
    std::shared_ptr<Address> m_address; // how the writer's thread reaches us while we live
    std::shared_ptr<ChangeFeed::Mailbox> m_mailbox;
};

} // namespace dogwatch
