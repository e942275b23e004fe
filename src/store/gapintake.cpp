// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/gapintake.h"

#include "core/clock.h"
#include "store/lostevents.h"
#include "store/writer.h"

#include <QLoggingCategory>
#include <QtConcurrent>

#include <mutex>

namespace dogwatch {

namespace {

Q_LOGGING_CATEGORY(lcSpool, "dogwatch.spool", QtInfoMsg)

} // namespace

struct GapIntake::Address
{
    std::mutex mutex;
    GapIntake *intake = nullptr; // guarded by mutex; null once it is gone
};

GapIntake::GapIntake(const DataFolder &folder, Writer &writer, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_notes(folder)
    , m_writer(writer)
    , m_clock(clock)
    , m_address(std::make_shared<Address>())
{
    m_address->intake = this;
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(QStringLiteral("gaps"));
}

GapIntake::~GapIntake()
{
    {
        const std::lock_guard lock(m_address->mutex);
        m_address->intake = nullptr;
    }
    m_pool.waitForDone();
}

void GapIntake::look()
{
    if (m_busy) {
        m_again = true;
        return;
    }
    m_busy = true;
    m_again = false;
    QtConcurrent::run(&m_pool, [notes = m_notes, nowMs = m_clock.nowMs()] {
        if (Result<void> claimed = notes.claim(nowMs); !claimed)
            qCWarning(lcSpool).noquote()
                << "cannot take over the notes of lost events:" << claimed.error().text;
        return notes.claimed();
    }).then(this, [this](const std::vector<GapNote> &notes) { record(notes); });
}

void GapIntake::record(const std::vector<GapNote> &notes)
{
    // The first time also without notes, for the sum.
    if (notes.empty() && m_isKnown)
        return finish(false);
    auto sum = std::make_shared<LostEvents>();
    m_writer.post(
        [notes, sum, nowMs = m_clock.nowMs()](Database &database, EventLog &,
                                              Projector &) -> Result<ChangeSet> {
            Result<LostEvents> recorded = recordLoss(database, notes, nowMs);
            if (!recorded)
                return recorded.error();
            *sum = *recorded;
            return ChangeSet{};
        },
        [address = m_address, notes, sum](const Result<ChangeSet> &committed) {
            const Result<LostEvents> result =
                committed ? Result<LostEvents>(*sum) : Result<LostEvents>(committed.error());
            const std::lock_guard lock(address->mutex);
            if (!address->intake)
                return;
            QMetaObject::invokeMethod(
                address->intake,
                [intake = address->intake, result, notes] { intake->take(result, notes); },
                Qt::QueuedConnection);
        });
}

void GapIntake::take(const Result<LostEvents> &sum, const std::vector<GapNote> &notes)
{
    if (!sum) { // the next look tries again
        m_busy = false;
        return;
    }
    m_isKnown = true;
    m_lost.store(sum->events);
    QtConcurrent::run(&m_pool, [files = m_notes, notes] {
        bool hasGrown = false;
        for (const GapNote &note : notes) {
            const Result<bool> removed = files.remove(note);
            if (!removed)
                qCWarning(lcSpool).noquote() << "cannot remove notes" << removed.error().text;
            hasGrown = hasGrown || (removed && !*removed);
        }
        return hasGrown;
    }).then(this, [this](bool hasGrown) { finish(hasGrown); });
}

void GapIntake::finish(bool again)
{
    m_busy = false;
    if (again || m_again)
        return look();
    Q_EMIT settled();
}

} // namespace dogwatch
