// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "noticebus.h"

#include <QDBusMessage>
#include <QStandardPaths>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;
constexpr char kSettings[] = R"(<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
    <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow own="*"/>
    <allow eavesdrop="true"/></policy></busconfig>)";

} // namespace

PrivateBus::PrivateBus()
{
    const QString daemon = QStandardPaths::findExecutable(u"dbus-daemon"_s);
    if (daemon.isEmpty() || !m_settings.open())
        return;
    m_settings.write(kSettings);
    m_settings.close();
    m_daemon.start(daemon,
                   {u"--config-file="_s + m_settings.fileName(), u"--nofork"_s, u"--nopidfile"_s,
                    u"--print-address=1"_s});
    while (!m_daemon.canReadLine() && m_daemon.waitForReadyRead(kPatienceMs)) { }
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
}

PrivateBus::~PrivateBus()
{
    m_daemon.kill();
    m_daemon.waitForFinished();
}

QDBusConnection PrivateBus::connection(const QString &name) const
{
    return QDBusConnection::connectToBus(m_address, name);
}

NoticeDesk::NoticeDesk(const QDBusConnection &bus)
    : m_bus(bus)
{ }

bool NoticeDesk::open()
{
    return m_bus.registerObject(u"/org/freedesktop/Notifications"_s, this,
                                QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals
                                    | QDBusConnection::ExportAllProperties)
        && m_bus.registerService(u"org.freedesktop.Notifications"_s);
}

void NoticeDesk::leave()
{
    m_bus.unregisterService(u"org.freedesktop.Notifications"_s);
    m_bus.unregisterObject(u"/org/freedesktop/Notifications"_s);
}

void NoticeDesk::setInhibited(bool inhibited)
{
    m_inhibited = inhibited;
    QDBusMessage changed =
        QDBusMessage::createSignal(u"/org/freedesktop/Notifications"_s,
                                   u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s);
    changed.setArguments({u"org.freedesktop.Notifications"_s,
                          QVariantMap{{u"Inhibited"_s, inhibited}}, QStringList()});
    m_bus.send(changed);
}

QStringList NoticeDesk::titles() const
{
    QStringList titles;
    for (const Told &one : told)
        titles.append(one.title);
    return titles;
}

uint NoticeDesk::Notify(const QString &, uint replaces, const QString &icon, const QString &title,
                        const QString &body, const QStringList &actions, const QVariantMap &hints,
                        int)
{
    const uint id = replaces != 0 ? replaces : ++m_last;
    told.push_back({id, replaces, icon, title, body, actions, hints});
    if (!answers)
        setDelayedReply(true);
    return id;
}

void NoticeDesk::CloseNotification(uint id)
{
    closed.push_back(id);
    Q_EMIT NotificationClosed(id, 3);
}

} // namespace dogwatch::test
