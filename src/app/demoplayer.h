// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/recording.h"
#include "app/demotranscripts.h"
#include "store/writer.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace dogwatch {

class Clock;

// Plays the recordings that ship with the program into the store, at the speed of life, for --demo,
// and writes the transcripts that belong to them. Main thread. The writer and the clock outlive it.
class DemoPlayer : public QObject
{
    Q_OBJECT

public:
    // `agentFolder` takes the place of the agent's own: ~/.claude.
    DemoPlayer(Writer &writer, const Clock &clock, const QString &agentFolder,
               QObject *parent = nullptr);

    // Error: a recording can't be read.
    [[nodiscard]] Result<void> start();

private:
    void play();

    Writer &m_writer;
    const Clock &m_clock;
    std::vector<RecordedEvent> m_events; // in order of time
    DemoTranscripts m_transcripts;
    std::size_t m_next = 0;
    QElapsedTimer m_sinceStart;
    QTimer m_timer;
};

} // namespace dogwatch
