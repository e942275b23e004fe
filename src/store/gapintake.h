// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/gapnotes.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace dogwatch {

class Clock;
class Writer;

// Brings what hooks noted about lost events into the store, once each: a file of notes is removed
// only after the commit of its row, and the row bears its name, so that a kill in between leaves a
// file that is known.
//
// Lives in the thread of the composition root; files are read on a pool of its own. The writer
// outlives it.
class GapIntake : public QObject
{
    Q_OBJECT

public:
    GapIntake(const DataFolder &folder, Writer &writer, const Clock &clock,
              QObject *parent = nullptr);
    ~GapIntake() override;

    // From when the store is open, and whenever there may be more.
    void look();

    // Events known to be lost, as last recorded. Any thread.
    [[nodiscard]] qint64 lost() const { return m_lost.load(); }

Q_SIGNALS:
    // What was found is in the store, and its files are gone.
    void settled();

private:
    struct Address; // where the writer's answer goes; empty once this is gone

    void record(const std::vector<GapNote> &notes);
    void take(const Result<LostEvents> &sum, const std::vector<GapNote> &notes);
    void finish(bool again);

    const GapNotes m_notes;
    Writer &m_writer;
    const Clock &m_clock;
    std::shared_ptr<Address> m_address;
    QThreadPool m_pool;
    bool m_busy = false;
    bool m_again = false;
    bool m_isKnown = false; // what m_lost says
    std::atomic<qint64> m_lost = 0;
};

} // namespace dogwatch
