// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "platform/noticeserver.h"

namespace dogwatch {

class Tray;

// Notifications by the tray's icon, where nobody offers org.freedesktop.Notifications: without
// buttons, one at a time, and shown for good or ill. A click opens the newest.
class TrayNotices : public NoticeServer
{
    Q_OBJECT

public:
    explicit TrayNotices(Tray &tray, QObject *parent = nullptr);

    [[nodiscard]] bool isAvailable() const override;
    void show(qint64 ticket, const NoticeContent &content, quint32 replaces) override;
    void close(quint32 id) override;

private:
    void open();

    Tray &m_tray;
    quint32 m_last = 0;
};

} // namespace dogwatch
