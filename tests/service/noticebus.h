// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryFile>
#include <QVariantMap>

#include <vector>

namespace dogwatch::test {

// A session bus of the test's own, which goes away with it. Not there without dbus-daemon.
class PrivateBus
{
public:
    PrivateBus();
    ~PrivateBus();

    [[nodiscard]] bool isThere() const { return !m_address.isEmpty(); }
    [[nodiscard]] QString address() const { return m_address; }
    // A connection of its own for each name.
    [[nodiscard]] QDBusConnection connection(const QString &name) const;

private:
    QTemporaryFile m_settings; // a bus that starts nobody: the desktop's own server is not asked
    QProcess m_daemon;
    QString m_address;
};

// org.freedesktop.Notifications as the test wants it: writes down what it is told.
class NoticeDesk : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
    Q_PROPERTY(bool Inhibited MEMBER m_inhibited)

public:
    struct Told
    {
        uint id = 0;
        uint replaces = 0;
        QString icon;
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
    };

    // On the bus, from open() on.
    explicit NoticeDesk(const QDBusConnection &bus);
    [[nodiscard]] bool open();
    void leave();
    // "Do not disturb", as Plasma tells it.
    void setInhibited(bool inhibited);

    [[nodiscard]] QStringList titles() const;

    std::vector<Told> told;
    std::vector<uint> closed;
    bool answers = true; // what it is told to show; else it owes the answer
    QStringList capabilities{QStringLiteral("actions"), QStringLiteral("body"),
                             QStringLiteral("body-markup")};

public Q_SLOTS:
    QStringList GetCapabilities() const { return capabilities; }
    uint Notify(const QString &application, uint replaces, const QString &icon,
                const QString &title, const QString &body, const QStringList &actions,
                const QVariantMap &hints, int timeoutMs);
    void CloseNotification(uint id);

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void ActivationToken(uint id, const QString &token);
    void NotificationClosed(uint id, uint reason);

private:
    QDBusConnection m_bus;
    uint m_last = 0;
    bool m_inhibited = false;
};

} // namespace dogwatch::test
