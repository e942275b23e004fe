// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "platform/dbusnotices.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>
#include <QLoggingCategory>

#include <utility>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcNotices, "dogwatch.notices", QtInfoMsg)

constexpr QLatin1StringView kService("org.freedesktop.Notifications"); // its interface too
constexpr QLatin1StringView kProperties("org.freedesktop.DBus.Properties");
constexpr QLatin1StringView kPath("/org/freedesktop/Notifications");
constexpr QLatin1StringView kDesktopEntry("org.dogwatch.Dogwatch");
constexpr int kTimeoutMs = 10'000;
constexpr uchar kNormalUrgency = 1; // a higher one would break through "do not disturb"
constexpr int kServerDecides = -1;

QDBusMessage callOf(const QString &method)
{
    return QDBusMessage::createMethodCall(kService, kPath, kService, method);
}

// The bus had nobody to give the call to.
bool isOfNobody(const QDBusError &error)
{
    return error.type() == QDBusError::ServiceUnknown
        || error.name() == "org.freedesktop.DBus.Error.NameHasNoOwner"_L1
        || error.name().startsWith("org.freedesktop.DBus.Error.Spawn."_L1);
}

// It was given to a server that went, or hangs.
bool isUnanswered(const QDBusError &error)
{
    return error.type() == QDBusError::NoReply || error.type() == QDBusError::Timeout
        || error.type() == QDBusError::TimedOut || error.type() == QDBusError::Disconnected;
}

} // namespace

DBusNotices::DBusNotices(const QDBusConnection &bus, QObject *parent)
    : NoticeServer(parent)
    , m_bus(bus)
    , m_watcher(kService, bus)
{
    connect(&m_watcher, &QDBusServiceWatcher::serviceRegistered, this,
            &DBusNotices::askCapabilities);
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this,
            &DBusNotices::onUnregistered);
    // Only from whoever owns the name: the bus connection looks at the sender.
    m_bus.connect(kService, kPath, kService, u"ActionInvoked"_s, this,
                  SLOT(onActionInvoked(uint, QString)));
    m_bus.connect(kService, kPath, kService, u"ActivationToken"_s, this,
                  SLOT(onActivationToken(uint, QString)));
    m_bus.connect(kService, kPath, kService, u"NotificationClosed"_s, this,
                  SLOT(onClosed(uint, uint)));
    m_bus.connect(kService, kPath, kProperties, u"PropertiesChanged"_s, this,
                  SLOT(onPropertiesChanged(QString, QVariantMap, QStringList)));
    askCapabilities();
}

bool DBusNotices::hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

// The call starts a server that is not running but known to the bus.
void DBusNotices::askCapabilities()
{
    if (!m_bus.isConnected()) // then no call is ever answered
        return setAvailable(false);
    auto *watcher = new QDBusPendingCallWatcher(
        m_bus.asyncCall(callOf(u"GetCapabilities"_s), kTimeoutMs), this);
    const quint64 asked = ++m_asked;
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, asked] {
        watcher->deleteLater();
        if (asked != m_asked)
            return; // of a server that is gone meanwhile
        const QDBusPendingReply<QStringList> reply = *watcher;
        if (reply.isError()) {
            qCInfo(lcNotices).noquote() << "no notifications by D-Bus:" << reply.error().message();
            return setAvailable(false);
        }
        m_hasMarkup = reply.value().contains(u"body-markup"_s);
        m_hasActions = reply.value().contains(u"actions"_s);
        setAvailable(true);
        askInhibited();
    });
}

// A property that only some servers have; the others hold back by themselves what is not to
// disturb.
void DBusNotices::askInhibited()
{
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kProperties, u"Get"_s);
    call.setArguments({QString(kService), u"Inhibited"_s});
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call, kTimeoutMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        setInhibited(!reply.isError() && reply.value().variant().toBool());
    });
}

void DBusNotices::onUnregistered()
{
    ++m_asked;
    m_tokens.clear();
    m_isInhibited = false;
    Q_EMIT lost();
    setAvailable(false);
}

void DBusNotices::setAvailable(bool available)
{
    const bool wasDecided = std::exchange(m_isDecided, true);
    if (std::exchange(m_isAvailable, available) != available || !wasDecided)
        Q_EMIT availableChanged();
}

void DBusNotices::setInhibited(bool inhibited)
{
    if (std::exchange(m_isInhibited, inhibited) != inhibited)
        Q_EMIT availableChanged();
}

void DBusNotices::show(qint64 ticket, const NoticeContent &content, quint32 replaces)
{
    QStringList actions;
    if (m_hasActions) {
        // Some servers have no click on the whole, so that it needs a button as well.
        actions = {u"default"_s, tr("Open"), u"open"_s, tr("Open")};
        if (content.isOfSession)
            actions +=
                QStringList{u"terminal"_s, tr("Go to terminal"), u"snooze"_s, tr("Snooze 15 min"),
                            u"mute"_s,     tr("Mute session")};
    }
    QVariantMap hints{{u"desktop-entry"_s, QString(kDesktopEntry)},
                      {u"urgency"_s, QVariant::fromValue(kNormalUrgency)}};
    if (content.sound.isEmpty())
        hints.insert(u"suppress-sound"_s, true);
    else
        hints.insert(u"sound-name"_s, content.sound);
    QDBusMessage call = callOf(u"Notify"_s);
    call.setArguments({u"Dogwatch"_s, replaces, QString(kDesktopEntry), content.title,
                       m_hasMarkup ? content.body.toHtmlEscaped() : content.body, actions, hints,
                       kServerDecides});
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call, kTimeoutMs), this);
    const quint64 asked = m_asked;
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, ticket, asked] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (!reply.isError())
            return Q_EMIT shown(ticket, reply.value());
        if (!isOfNobody(reply.error()))
            return Q_EMIT failed(ticket, reply.error().message(), isUnanswered(reply.error()));
        if (asked == m_asked) // the bus has not told of it yet
            onUnregistered();
        Q_EMIT refused(ticket);
    });
}

void DBusNotices::close(quint32 id)
{
    QDBusMessage call = callOf(u"CloseNotification"_s);
    call.setArguments({id});
    call.setAutoStartService(false);
    m_bus.send(call);
}

void DBusNotices::onActionInvoked(uint id, const QString &action)
{
    Q_EMIT actionInvoked(id, action == "default"_L1 ? u"open"_s : action, m_tokens.take(id));
}

// Comes before the action. Of other programs' notifications too: what is not followed is dropped
// when it is closed.
void DBusNotices::onActivationToken(uint id, const QString &token)
{
    m_tokens.insert(id, token);
}

void DBusNotices::onPropertiesChanged(const QString &interface, const QVariantMap &changed,
                                      const QStringList &invalidated)
{
    if (interface != kService)
        return;
    if (const auto it = changed.constFind(u"Inhibited"_s); it != changed.cend())
        setInhibited(it->toBool());
    else if (invalidated.contains(u"Inhibited"_s))
        askInhibited();
}

void DBusNotices::onClosed(uint id, uint)
{
    m_tokens.remove(id);
    Q_EMIT closed(id);
}

} // namespace dogwatch
