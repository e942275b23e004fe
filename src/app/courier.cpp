// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/courier.h"

#include "core/clock.h"
#include "core/fault.h"
#include "store/outbox.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcCourier, "dogwatch.courier", QtInfoMsg)

constexpr int kMostAtOnce = 8;
constexpr int kAgainMs = 2000; // after the store could not be written
constexpr int kLongestWaitMs = 30'000; // the wall clock may jump, and others queue

} // namespace

Courier::Courier(Writer &writer, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_line(this, writer)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Courier::look);
}

void Courier::addCarrier(const QString &target, Carrier *carrier)
{
    m_carriers.insert(target, carrier);
    connect(carrier, &Carrier::carried, this, &Courier::finish);
}

void Courier::start()
{
    m_line.post([](Database &database, EventLog &, Projector &) { return recoverOutbox(database); },
                [this](const Result<ChangeSet> &done) {
                    if (!done)
                        return QTimer::singleShot(kAgainMs, this, &Courier::start);
                    m_started = true;
                    Q_EMIT started();
                    look();
                });
}

void Courier::lookSoon(qint64 dueMs)
{
    const auto waitMs =
        static_cast<int>(std::clamp<qint64>(dueMs - m_clock.nowMs(), 1, kLongestWaitMs));
    if (!m_timer.isActive() || m_timer.remainingTime() > waitMs)
        m_timer.start(waitMs);
}

void Courier::look()
{
    const int room = kMostAtOnce - static_cast<int>(m_sending.size());
    if (!m_started || room == 0)
        return; // what finishes looks again
    if (m_claiming) {
        m_again = true;
        return;
    }
    m_claiming = true;
    const auto claimed = std::make_shared<Result<ParcelClaim>>(ParcelClaim());
    m_line.post(
        [claimed, room, nowMs = m_clock.nowMs()](Database &database, EventLog &,
                                                 Projector &) -> Result<ChangeSet> {
            *claimed = claimParcels(database, nowMs, room);
            return *claimed ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(claimed->error());
        },
        [this, claimed](const Result<ChangeSet> &done) {
            m_claiming = false;
            onClaimed(done ? *claimed : Result<ParcelClaim>(done.error()));
            if (std::exchange(m_again, false))
                look();
        });
}

void Courier::onClaimed(const Result<ParcelClaim> &claimed)
{
    lookSoon(m_clock.nowMs() + kLongestWaitMs);
    if (!claimed)
        return;
    if (claimed->nextDueMs)
        lookSoon(*claimed->nextDueMs);
    for (const ClaimedParcel &parcel : claimed->parcels) {
        m_sending.insert(parcel.id);
        (void)faultAt("parcel.before_send");
        if (Carrier *carrier = m_carriers.value(parcel.parcel.target))
            carrier->carry(parcel);
        else
            finish(parcel.id, SendOutcome::Refused, u"nobody brings it there"_s);
    }
}

void Courier::finish(qint64 id, SendOutcome outcome, const QString &error)
{
    (void)faultAt("parcel.after_send");
    if (outcome != SendOutcome::Arrived)
        qCWarning(lcCourier).noquote() << u"row %1 of the outbox: %2"_s.arg(id).arg(error);
    settle(id, outcome, error);
}

// Until it is written down the row is sending, and nobody else takes it.
void Courier::settle(qint64 id, SendOutcome outcome, const QString &error)
{
    m_line.post(
        [id, outcome, error, nowMs = m_clock.nowMs()](Database &database, EventLog &,
                                                      Projector &) -> Result<ChangeSet> {
            const Result<void> done = finishParcel(database, id, outcome, error, nowMs);
            return done ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(done.error());
        },
        [this, id, outcome, error](const Result<ChangeSet> &done) {
            if (!done)
                return QTimer::singleShot(
                    kAgainMs, this, [this, id, outcome, error] { settle(id, outcome, error); });
            m_sending.remove(id);
            look();
        });
}

} // namespace dogwatch
