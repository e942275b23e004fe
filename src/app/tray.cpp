// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/tray.h"

#include "graph/statuslook.h"
#include "graph/trayimage.h"
#include "models/attentionmodel.h"
#include "models/livefeed.h"
#include "platform/dbusnotices.h"
#include "platform/noticetext.h"

#include <QDateTime>
#include <QLocale>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostListed = 10;
constexpr int kSoonMs = 250;
constexpr qsizetype kMostText = 80;

// In a menu an ampersand marks a key.
QString menuText(const QString &text)
{
    return noticeText(text, kMostText).replace(u'&', u"&&"_s);
}

} // namespace

Tray::Tray(LiveFeed &feed, AttentionModel &attention, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_attention(attention)
{
    m_none = m_menu.addAction(QString());
    m_none->setEnabled(false);
    for (int i = 0; i < kMostListed; ++i) {
        QAction *action = m_menu.addAction(QString());
        action->setVisible(false);
        connect(action, &QAction::triggered, this,
                [this, action] { Q_EMIT sessionRequested(action->data().toString()); });
        m_waiting.push_back(action);
    }
    m_more = m_menu.addAction(QString(), this, &Tray::openRequested);
    m_more->setVisible(false);
    m_menu.addSeparator();
    m_pause = m_menu.addAction(QString());
    m_pause->setCheckable(true);
    connect(m_pause, &QAction::triggered, this, &Tray::pauseRequested);
    m_open = m_menu.addAction(QString(), this, &Tray::openRequested);
    m_quit = m_menu.addAction(QString(), this, &Tray::quitRequested);
    setPausedUntil(0);

    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &Tray::renew);
    const auto soon = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    connect(&m_feed, &LiveFeed::loaded, this, soon);
    connect(&m_feed, &LiveFeed::changed, this, soon);
    connect(&m_attention, &AttentionModel::countChanged, this, soon); // a snooze is over
    if (DBusNotices::hasSessionBus()) {
        // A panel that comes later: Qt decides for one kind of tray when the icon is made.
        m_hosts.setConnection(QDBusConnection::sessionBus());
        m_hosts.addWatchedService(u"org.kde.StatusNotifierWatcher"_s);
        connect(&m_hosts, &QDBusServiceWatcher::serviceRegistered, this, &Tray::makeIcon);
    }
    makeIcon();
    retranslate();
}

Tray::~Tray() = default;

bool Tray::isThere() const
{
    return QSystemTrayIcon::isSystemTrayAvailable() && m_icon->isVisible();
}

void Tray::setPausedUntil(qint64 unixMs)
{
    m_pause->setChecked(unixMs != 0);
    m_pause->setText(
        unixMs == 0 ? tr("Pause notifications for an hour")
                    : tr("Notifications pause until %1")
                          .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(unixMs).time(),
                                                  QLocale::ShortFormat)));
}

void Tray::retranslate()
{
    m_none->setText(tr("Nothing needs you"));
    m_open->setText(tr("Open Dogwatch"));
    m_quit->setText(tr("Quit"));
    m_count = -1;
    renew();
}

void Tray::makeIcon()
{
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setContextMenu(&m_menu);
    connect(m_icon.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger)
                    Q_EMIT openRequested();
            });
    m_count = -1;
    renew();
    m_icon->show();
}

void Tray::renew()
{
    std::optional<SessionStatus> worst;
    for (const Session &session : m_feed.sessions()) {
        if (session.standsAlone() && isLive(session.status)
            && (!worst || statusRank(session.status) < statusRank(*worst)))
            worst = session.status;
    }
    const int count = m_attention.rowCount();
    renewMenu();
    if (count == m_count && worst == m_worst)
        return;
    m_count = count;
    m_worst = worst;
    m_icon->setIcon(trayIcon(worst, count));
    m_icon->setToolTip(count > 0 ? tr("Dogwatch: %n thing(s) need you", "", count)
                                 : u"Dogwatch: "_s
                               + (worst ? statusWord(*worst) : tr("no session runs")));
}

void Tray::renewMenu()
{
    const int rows = m_attention.rowCount();
    m_none->setVisible(rows == 0);
    for (int i = 0; i < kMostListed; ++i) {
        QAction *action = m_waiting.at(static_cast<std::size_t>(i));
        action->setVisible(i < rows);
        if (i >= rows)
            continue;
        const QModelIndex row = m_attention.index(i);
        const auto text = [&row](int role) { return row.data(role).toString(); };
        const SessionRef ref{row.data(AttentionModel::RefRole).toLongLong()};
        const QString what = text(AttentionModel::WhatRole);
        action->setText(menuText(text(AttentionModel::ProjectRole) + u' '
                                 + text(AttentionModel::AskRole)
                                 + (what.isEmpty() ? what : u": "_s + what)));
        action->setData(m_feed.sessions().value(ref).key.id);
    }
    m_more->setVisible(rows > kMostListed);
    if (rows > kMostListed)
        m_more->setText(tr("And %1 more").arg(rows - kMostListed));
}

} // namespace dogwatch
