// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "net/webhooksender.h"
#include "store/readport.h"
#include "store/webhookcalls.h"
#include "store/workport.h"

#include <QSet>
#include <QTimer>

namespace dogwatch {

// What happens to subscriptions by itself: when what they read grew they are woken, leases end, and
// webhooks are called. All of it is decided in the store, so that a restart goes on where a kill
// came; this only says when to look.
//
// Lives in the network thread; everything given to it outlives it.
class SubscriptionRunner : public QObject
{
    Q_OBJECT

public:
    SubscriptionRunner(Writer &writer, std::shared_ptr<Readers> readers, const Clock &clock,
                       QObject *parent = nullptr);

    // "http://127.0.0.1:4519": where webhooks call back. None is called before it is known.
    void setOrigin(const QByteArray &origin);
    // The address of the key set.
    [[nodiscard]] QByteArray keysUrl() const;

    // A stream has grown, and that is committed. 0: the log of events.
    void noteGrowth(qint64 stream);
    // A subscription was changed, and that is committed.
    void noteChange(const Wakes &wakes);

Q_SIGNALS:
    void wakeStreamGrew(const QByteArray &path);

private:
    void pass();
    void look();
    void call(const WebhookCall &call, const SigningKey &key);
    void finish(const WebhookCall &call, const WebhookResult &result);
    void tryAgain();

    const Clock &m_clock;
    ReadPort m_port;
    WorkPort m_works;
    WebhookSender m_sender;
    QByteArray m_origin;
    bool m_any = true; // there may be subscriptions
    QSet<qint64> m_grown; // since the last pass
    bool m_wantsAll = true; // at the start, and after an error, everything is looked at
    bool m_wantsLeases = false;
    bool m_isPassing = false;
    bool m_isLooking = false;
    bool m_looksAgain = false;
    QSet<qint64> m_called; // by the ids of those whose answer is awaited
    QTimer m_timer;
};

} // namespace dogwatch
