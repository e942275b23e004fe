// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traynotices.h"

#include "app/tray.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

TrayNotices::TrayNotices(Tray &tray, QObject *parent)
    : NoticeServer(parent)
    , m_tray(tray)
{ }

bool TrayNotices::isAvailable() const
{
    return m_tray.isThere() && QSystemTrayIcon::supportsMessages();
}

void TrayNotices::show(qint64 ticket, const NoticeContent &content, quint32)
{
    const quint32 id = ++m_last;
    // The icon may be another one than the last time.
    connect(m_tray.icon(), &QSystemTrayIcon::messageClicked, this, &TrayNotices::open,
            Qt::UniqueConnection);
    m_tray.icon()->showMessage(content.title, content.body, QSystemTrayIcon::Information);
    Q_EMIT shown(ticket, id);
}

void TrayNotices::open()
{
    Q_EMIT actionInvoked(m_last, u"open"_s, {});
}

// It has no call for that.
void TrayNotices::close(quint32) { }

} // namespace dogwatch
