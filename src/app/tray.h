// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sessionstatus.h"

#include <QAction>
#include <QDBusServiceWatcher>
#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace dogwatch {

class AttentionModel;
class LiveFeed;

// The icon in the tray: the worst status and how many wait, a menu of what waits. Where no tray is
// there it waits for one. GUI thread; what it is given outlives it.
class Tray : public QObject
{
    Q_OBJECT

public:
    Tray(LiveFeed &feed, AttentionModel &attention, QObject *parent = nullptr);
    ~Tray() override;

    // A person can reach the program through it.
    [[nodiscard]] bool isThere() const;
    [[nodiscard]] QSystemTrayIcon *icon() const { return m_icon.get(); }
    [[nodiscard]] QMenu *menu() { return &m_menu; }

    void setPausedUntil(qint64 unixMs); // what the menu says; 0: not paused
    // After a change of language; setPausedUntil() says its line anew.
    void retranslate();

Q_SIGNALS:
    void openRequested(); // the window
    void sessionRequested(const QString &sessionId);
    void pauseRequested(bool pause);
    void quitRequested();

private:
    void makeIcon();
    void renew();
    void renewMenu();

    LiveFeed &m_feed;
    AttentionModel &m_attention;
    QMenu m_menu; // made once, and its actions changed: a menu of another program holds it
    std::vector<QAction *> m_waiting;
    QAction *m_more = nullptr;
    QAction *m_none = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_open = nullptr;
    QAction *m_quit = nullptr;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QDBusServiceWatcher m_hosts;
    QTimer m_soon; // many changes make one picture
    std::optional<SessionStatus> m_worst;
    int m_count = -1; // what the icon shows; -1: nothing yet
};

} // namespace dogwatch
