// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/carrier.h"
#include "app/storeline.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace dogwatch {

class Clock;

// Sends the parcels of the outbox: claims what is due, hands it to the carrier of its target, and
// writes down what became of it. It looks every half minute by itself.
//
// Main thread. What it is given outlives it.
class Courier : public QObject
{
    Q_OBJECT

public:
    Courier(Writer &writer, const Clock &clock, QObject *parent = nullptr);

    void addCarrier(const QString &target, Carrier *carrier); // before start()
    // When the store can be written. What was sending when the program ended is seen to first, for
    // as long as that takes.
    void start();
    // Something may be due: to be called after the commit that queued it.
    void look();

Q_SIGNALS:
    void started();

private:
    void lookSoon(qint64 dueMs);
    void onClaimed(const Result<ParcelClaim> &claimed);
    void finish(qint64 id, SendOutcome outcome, const QString &error);
    void settle(qint64 id, SendOutcome outcome, const QString &error);

    const Clock &m_clock;
    QHash<QString, Carrier *> m_carriers; // by target
    QSet<qint64> m_sending; // rows
    QTimer m_timer;
    bool m_started = false;
    bool m_claiming = false;
    bool m_again = false; // something changed meanwhile
    StoreLine m_line;
};

} // namespace dogwatch
