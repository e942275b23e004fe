// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/settings.h"
#include "store/retention.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace dogwatch {

class Clock;
class Writer;

// What a round took away.
struct RetentionRound
{
    qint64 events = 0;
    qint64 texts = 0; // of transcripts
    std::optional<Error> error; // that ended it; the next one goes on
};

// Drops what is older than `retention.days`: a round some minutes after the start, when what was
// spooled is in, so that an event that comes a second time is still known; then one every hour, and
// one when asked. A round is many small transactions with pauses between them, so that events go
// first.
//
// Lives in the thread of the composition root. Writer and clock outlive it; it goes while the
// writer still answers.
class RetentionKeeper : public QObject
{
    Q_OBJECT

public:
    RetentionKeeper(Writer &writer, const Clock &clock, QObject *parent = nullptr);
    ~RetentionKeeper() override;

    void start(); // when the store is open
    void setSettings(const Settings &settings);
    // A round now; nothing while one is under way. One without a limit ends at once.
    void run();

Q_SIGNALS:
    void finished(const dogwatch::RetentionRound &round);

private:
    enum class Part {
        Events,
        Texts
    };
    struct Address;
    struct Step;

    void takeStep();
    void onStep(const Result<RetentionStep> &step, qint64 textsDoneTo);
    void finish();

    Writer &m_writer;
    const Clock &m_clock;
    qint64 m_days = 0;
    QTimer m_rounds;
    QTimer m_pause;
    bool m_running = false;
    Part m_part = Part::Events;
    qint64 m_beforeMs = 0; // unix ms
    qint64 m_textsDoneTo = 0;
    RetentionRound m_round;
    std::shared_ptr<Address> m_address; // how the writer's thread reaches us while we live
};

} // namespace dogwatch
