// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/retentionkeeper.h"

#include "core/clock.h"
#include "store/writer.h"

#include <QLoggingCategory>

#include <chrono>
#include <mutex>

namespace dogwatch {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(lcRetention, "dogwatch.retention", QtInfoMsg)

constexpr auto kFirstRound = 5min;
constexpr auto kEachRound = 1h;
constexpr auto kPause = 20ms;
constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;

} // namespace

struct RetentionKeeper::Address
{
    std::mutex mutex;
    RetentionKeeper *keeper = nullptr; // guarded by mutex
};

// What the writer's thread makes of a step, until it is told.
struct RetentionKeeper::Step
{
    RetentionStep step;
    qint64 textsDoneTo = 0;
};

RetentionKeeper::RetentionKeeper(Writer &writer, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_writer(writer)
    , m_clock(clock)
    , m_address(std::make_shared<Address>())
{
    m_address->keeper = this;
    m_rounds.setSingleShot(true);
    m_rounds.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_rounds, &QTimer::timeout, this, [this] {
        m_rounds.start(kEachRound);
        run();
    });
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &RetentionKeeper::takeStep);
}

RetentionKeeper::~RetentionKeeper()
{
    const std::lock_guard lock(m_address->mutex);
    m_address->keeper = nullptr;
}

void RetentionKeeper::start()
{
    if (!m_rounds.isActive())
        m_rounds.start(kFirstRound);
}

void RetentionKeeper::setSettings(const Settings &settings)
{
    m_days = settings.retentionDays;
}

void RetentionKeeper::run()
{
    if (std::exchange(m_running, true))
        return;
    m_round = {};
    m_part = Part::Events;
    m_textsDoneTo = 0;
    m_beforeMs = m_clock.nowMs() - m_days * kDayMs;
    if (m_days == 0)
        return finish();
    takeStep();
}

void RetentionKeeper::takeStep()
{
    auto made = std::make_shared<Step>();
    made->textsDoneTo = m_textsDoneTo;
    m_writer.post(
        [made, part = m_part, beforeMs = m_beforeMs](Database &database, EventLog &,
                                                     Projector &) -> Result<ChangeSet> {
            const Result<RetentionStep> step = part == Part::Events
                ? removeOldEvents(database, beforeMs)
                : removeOldEntries(database, beforeMs, made->textsDoneTo);
            if (!step)
                return step.error();
            made->step = *step;
            return ChangeSet();
        },
        [made, address = m_address](const Result<ChangeSet> &done) {
            const std::lock_guard lock(address->mutex);
            RetentionKeeper *keeper = address->keeper;
            if (!keeper)
                return;
            const Result<RetentionStep> step =
                done ? Result<RetentionStep>(made->step) : Result<RetentionStep>(done.error());
            QMetaObject::invokeMethod(
                keeper, [keeper, step, to = made->textsDoneTo] { keeper->onStep(step, to); },
                Qt::QueuedConnection);
        });
}

void RetentionKeeper::onStep(const Result<RetentionStep> &step, qint64 textsDoneTo)
{
    if (!step) {
        m_round.error = step.error();
        return finish();
    }
    (m_part == Part::Events ? m_round.events : m_round.texts) += step->removed;
    m_textsDoneTo = textsDoneTo;
    if (!step->more && m_part == Part::Texts)
        return finish();
    if (!step->more)
        m_part = Part::Texts;
    m_pause.start();
}

void RetentionKeeper::finish()
{
    m_running = false;
    if (m_round.events > 0 || m_round.texts > 0)
        qCInfo(lcRetention) << "dropped" << m_round.events << "events and" << m_round.texts
                            << "texts of transcripts by retention.days";
    if (m_round.error)
        qCWarning(lcRetention).noquote()
            << "what is too old could not be dropped:" << m_round.error->text;
    Q_EMIT finished(m_round);
}

} // namespace dogwatch
