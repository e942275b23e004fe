// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "platform/noticeserver.h"

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QHash>
#include <QStringList>
#include <QVariantMap>

class QDBusMessage;

namespace dogwatch {

// org.freedesktop.Notifications on a session bus. No call waits for the server: it may hang.
class DBusNotices : public NoticeServer
{
    Q_OBJECT

public:
    explicit DBusNotices(const QDBusConnection &bus, QObject *parent = nullptr);

    // Whether there is a session bus to speak to. Asking for one where there is none would start
    // one of our own, on which nobody listens.
    [[nodiscard]] static bool hasSessionBus();

    [[nodiscard]] bool isAvailable() const override { return m_isAvailable; }
    [[nodiscard]] bool isInhibited() const override { return m_isInhibited; }
    [[nodiscard]] bool isDecided() const override { return m_isDecided; }
    void show(qint64 ticket, const NoticeContent &content, quint32 replaces) override;
    void close(quint32 id) override;

private Q_SLOTS:
    void onActionInvoked(uint id, const QString &action);
    void onActivationToken(uint id, const QString &token);
    void onClosed(uint id, uint reason);
    void onPropertiesChanged(const QString &interface, const QVariantMap &changed,
                             const QStringList &invalidated);

private:
    void askCapabilities();
    void askInhibited();
    void onUnregistered();
    void setAvailable(bool available);
    void setInhibited(bool inhibited);

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    bool m_isAvailable = false;
    bool m_isDecided = false;
    quint64 m_asked = 0; // counts servers, so that an answer is known to be of this one
    bool m_isInhibited = false;
    bool m_hasMarkup = false;
    bool m_hasActions = false;
    QHash<quint32, QString> m_tokens; // of notifications whose action follows
};

} // namespace dogwatch
