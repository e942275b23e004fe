// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livefeed.h"
#include "store/readport.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace dogwatch {

// Says when what is read of one session is due to be read: when somebody begins to look at it, and
// while somebody looks some time after something of it was committed. GUI thread; the feed outlives
// it or is set to null before.
class SessionWatch : public QObject
{
    Q_OBJECT

public:
    static constexpr int kRereadMs = 2000;

    explicit SessionWatch(QObject *parent = nullptr);

    [[nodiscard]] LiveFeed *feed() const { return m_feed; }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] SessionRef session() const { return m_session; }
    void setSession(SessionRef session);
    [[nodiscard]] bool isActive() const { return m_active; }
    void setActive(bool active);
    // Null: there is no store to read from.
    [[nodiscard]] ReadPort *port() const { return m_port.get(); }
    // To be read now; after a failure, too.
    void ask();
    // What was read was not worth it.
    void noteFailure() { m_isOld = true; }

Q_SIGNALS:
    // `anew`: what was read before belongs to something else.
    void due(bool anew);

private:
    void begin();

    QPointer<LiveFeed> m_feed;
    std::unique_ptr<ReadPort> m_port;
    SessionRef m_session{};
    bool m_active = false;
    bool m_isOld = true;
    bool m_isNew = true;
    QTimer m_reread;
};

} // namespace dogwatch
