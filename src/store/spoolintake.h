// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "store/gapintake.h"
#include "store/setasideprivacy.h"
#include "store/spoolfolder.h"
#include "store/writequeue.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>

namespace dogwatch {

class Clock;
class OutcomePost;
class Writer;

// Brings what waits in the spool into the store: at the start, whenever a file appears, and now and
// then in case no notice of one came. In the order of the file names, one portion after the other;
// a file is deleted only after the commit of its event, so that a crash in between leaves a
// duplicate for the store to recognise and never a loss. What lies in rejected/ is held to the
// policy at each look.
//
// Lives in the thread of the composition root; files are read on a pool of its own, no other work
// can hold it up. The writer outlives it.
class SpoolIntake : public QObject
{
    Q_OBJECT

public:
    SpoolIntake(const DataFolder &folder, Writer &writer, const Clock &clock,
                std::shared_ptr<const CurrentPolicy> policy, QObject *parent = nullptr);
    ~SpoolIntake() override;

    // From when the store is open.
    void start();

    // Files that wait, as last seen, and events that are known to be lost. Any thread.
    [[nodiscard]] qint64 waiting() const { return m_waiting.load(); }
    [[nodiscard]] qint64 lost() const { return m_gaps.lost(); }

Q_SIGNALS:
    // The spool was seen to be empty.
    void drained();

private:
    struct Portion
    {
        std::vector<std::pair<QString, IncomingEvent>> events;
        qint64 waiting = 0;
        RedactionTally hidden; // in what was set aside
    };

    void look();
    [[nodiscard]] static Portion readPortion(const SpoolFolder &folder, qint64 nowMs,
                                             const StoragePolicy &policy);
    void take(Portion portion);
    void count(const RedactionTally &hidden);
    void settle(std::vector<OutcomeReceiver::Settled> outcomes);
    void removeSettled();
    void finishPortion();

    const SpoolFolder m_folder;
    const QString m_path;
    Writer &m_writer;
    const Clock &m_clock;
    const std::shared_ptr<const CurrentPolicy> m_policy;
    GapIntake m_gaps;
    const std::shared_ptr<SetAsidePrivacy> m_setAside = std::make_shared<SetAsidePrivacy>(); // pool
    std::shared_ptr<OutcomePost> m_receiver;
    QThreadPool m_pool;
    QFileSystemWatcher m_watcher;
    QTimer m_timer;
    QHash<quint64, QString> m_files; // names by ticket
    QStringList m_settled; // to be removed
    quint64 m_lastTicket = 0;
    bool m_started = false;
    bool m_busy = false; // a portion is under way
    bool m_again = false; // something appeared meanwhile
    bool m_sweepIsDue = true; // at the start, and then by the timer
    bool m_refused = false; // an event of this portion was not stored
    std::atomic<qint64> m_waiting = 0;
};

} // namespace dogwatch
