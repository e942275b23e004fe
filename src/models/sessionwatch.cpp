// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sessionwatch.h"

namespace dogwatch {

SessionWatch::SessionWatch(QObject *parent)
    : QObject(parent)
{
    m_reread.setSingleShot(true);
    m_reread.setInterval(kRereadMs);
    connect(&m_reread, &QTimer::timeout, this, &SessionWatch::ask);
}

void SessionWatch::setFeed(LiveFeed *feed)
{
    if (m_feed == feed)
        return;
    if (m_feed)
        disconnect(m_feed, nullptr, this, nullptr);
    m_feed = feed;
    m_port = m_feed && m_feed->readers() ? std::make_unique<ReadPort>(m_feed->readers()) : nullptr;
    if (m_feed) {
        connect(m_feed, &LiveFeed::loaded, this, &SessionWatch::begin);
        connect(m_feed, &LiveFeed::changed, this, [this](const ChangeSet &changes) {
            if (!changes.sessions.contains(m_session))
                return;
            m_isOld = true;
            if (m_active && !m_reread.isActive())
                m_reread.start();
        });
    }
    begin();
}

void SessionWatch::setSession(SessionRef session)
{
    if (m_session == session)
        return;
    m_session = session;
    begin();
}

void SessionWatch::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    if (!m_active)
        m_reread.stop();
    else if (m_isOld)
        ask();
}

void SessionWatch::begin()
{
    m_isOld = true;
    m_isNew = true;
    if (m_active)
        ask();
}

void SessionWatch::ask()
{
    m_reread.stop();
    if (!m_feed || m_session == SessionRef{})
        return;
    m_isOld = false;
    Q_EMIT due(std::exchange(m_isNew, false));
}

} // namespace dogwatch
