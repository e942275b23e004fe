// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/theme.h"

#include "graph/statuslook.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QPalette>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPortal = "org.freedesktop.portal.Desktop"_L1;
constexpr auto kPortalPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto kPortalSettings = "org.freedesktop.portal.Settings"_L1;
constexpr auto kAppearance = "org.freedesktop.appearance"_L1;
constexpr auto kColorScheme = "color-scheme"_L1; // 1: dark
constexpr auto kReducedMotion = "reduced-motion"_L1; // 1: reduced
constexpr auto kGnome = "org.gnome.desktop.interface"_L1;
constexpr auto kAnimations = "enable-animations"_L1;

// Without one, asking for the connection may start a bus, which takes long.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + "/bus"_L1);
}

// Variants come wrapped once or twice, as the portal's two methods have it.
QVariant unwrapped(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
{
    measureFont();
    m_desktopDark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    const QString wish = qEnvironmentVariable("DOGWATCH_THEME");
    m_overridden = wish == "light"_L1 || wish == "dark"_L1;
    if (m_overridden)
        m_preference = wish == "dark"_L1 ? Dark : Light;
    m_reducedMotion = qEnvironmentVariableIntValue("DOGWATCH_REDUCED_MOTION") == 1;
    fillColors();
    setPalette();
    askDesktop();
}

void Theme::setPreference(Preference preference)
{
    if (m_preference == preference || m_overridden)
        return;
    m_preference = preference;
    update();
}

void Theme::setDensity(Density density)
{
    if (m_density == density)
        return;
    m_density = density;
    measureFont();
    Q_EMIT changed();
}

void Theme::measureFont()
{
    const QFont font = QGuiApplication::font();
    const QFontMetrics metrics(font);
    m_fontSize = QFontInfo(font).pixelSize();
    m_smallSize = qRound(m_fontSize * 0.9);
    m_largeSize = qRound(m_fontSize * 1.35);
    m_lineHeight = metrics.height();
    const bool compact = m_density == Compact;
    m_rowHeight = qRound(metrics.height() * (compact ? 1.2 : 1.5));
    m_spacing = std::max(4, compact ? metrics.height() / 3 : metrics.height() / 2);
    m_averageWidth = std::max(1, metrics.averageCharWidth());
    m_radius = std::max(2, metrics.height() / 5);
    m_family = font.family();
    m_monoFamily = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

void Theme::askDesktop()
{
    if (!hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kPortal, kPortalPath, kPortalSettings, u"SettingChanged"_s, this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    ask(kAppearance, kColorScheme);
    ask(kAppearance, kReducedMotion);
    ask(kGnome, kAnimations);
}

void Theme::ask(const QString &group, const QString &key)
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(kPortal, kPortalPath, kPortalSettings, u"Read"_s);
    call.setArguments({group, key});
    auto *watcher =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, group, key] {
        watcher->deleteLater();
        // A desktop that has no such setting answers with an error: nothing is wished then.
        if (const QDBusPendingReply<QDBusVariant> reply = *watcher; !reply.isError())
            take(group, key, unwrapped(QVariant::fromValue(reply.value())));
    });
}

void Theme::settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    take(group, key, unwrapped(QVariant::fromValue(value)));
}

void Theme::take(const QString &group, const QString &key, const QVariant &value)
{
    if (group == kAppearance && key == kColorScheme)
        m_desktopDark = value.toUInt() == 1;
    else if (group == kAppearance && key == kReducedMotion)
        m_reducedMotion = value.toUInt() == 1;
    else if (group == kGnome && key == kAnimations)
        m_reducedMotion = !value.toBool();
    else
        return;
    update();
}

void Theme::update()
{
    fillColors();
    setPalette();
    Q_EMIT changed();
}

void Theme::fillColors()
{
    m_dark = m_preference == Desktop ? m_desktopDark : m_preference == Dark;
    const auto pick = [this](QRgb light, QRgb dark) {
        return QColor::fromRgba(m_dark ? dark : light);
    };
    m_window = pick(0xfff2f3f5, 0xff1c1f23);
    m_surface = pick(0xffffffff, 0xff24282e);
    m_field = pick(0xfff4f5f7, 0xff1a1d21);
    m_hover = pick(0xffeef0f4, 0xff2e333a);
    m_hairline = pick(0xffd9dce1, 0xff3a3f47);
    m_text = pick(0xff16181d, 0xffe9ebee);
    m_dim = pick(0xff596170, 0xffa0a7b1);
    m_faint = pick(0xff9aa1ac, 0xff6b727d);
    m_accent = pick(0xff1d4ed8, 0xff82a9ff);
    m_accentSoft = pick(0xffdfe7fb, 0xff2c3950);
    m_shade = pick(0x40000000, 0x80000000);
    m_danger = statusColor(SessionStatus::Failed, m_dark);
    m_good = statusColor(SessionStatus::Waiting, m_dark);
    m_warningSoft = statusTint(SessionStatus::NeedsInput, m_dark);
    m_dangerSoft = statusTint(SessionStatus::Failed, m_dark);
    m_goodSoft = pick(0xffdcefe2, 0xff1f3a2c);

    m_series = {pick(0xff4a7fc1, 0xff6ba0e0), pick(0xffc98a2b, 0xffd9a04a),
                pick(0xff3f9b84, 0xff56b79d), pick(0xff9a72c7, 0xffb08fdc),
                pick(0xffc8648f, 0xffdb83a8), pick(0xff7d9b3c, 0xff9dbb5c),
                pick(0xff3e97ab, 0xff5cb5c9), pick(0xffa4aab4, 0xff6d747f)};

    m_statusColors.clear();
    m_statusTints.clear();
    m_statusWords.clear();
    for (int value = 0; value <= static_cast<int>(SessionStatus::Unknown); ++value) {
        const auto status = static_cast<SessionStatus>(value);
        const QColor tint = statusTint(status, m_dark);
        m_statusColors.append(statusColor(status, m_dark));
        m_statusTints.append(tint.isValid() ? tint : m_surface);
        m_statusWords.append(statusWord(status));
    }
}

void Theme::setPalette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, m_window);
    palette.setColor(QPalette::WindowText, m_text);
    palette.setColor(QPalette::Base, m_surface);
    palette.setColor(QPalette::AlternateBase, m_field);
    palette.setColor(QPalette::Text, m_text);
    palette.setColor(QPalette::PlaceholderText, m_dim);
    palette.setColor(QPalette::Button, m_dark ? m_hover : m_surface);
    palette.setColor(QPalette::ButtonText, m_text);
    palette.setColor(QPalette::BrightText, m_surface);
    palette.setColor(QPalette::ToolTipBase, m_surface);
    palette.setColor(QPalette::ToolTipText, m_text);
    palette.setColor(QPalette::Highlight, m_accent);
    palette.setColor(QPalette::HighlightedText, m_dark ? m_window : m_surface);
    palette.setColor(QPalette::Link, m_accent);
    palette.setColor(QPalette::Light, m_dark ? m_hover : m_surface);
    palette.setColor(QPalette::Midlight, m_hover);
    palette.setColor(QPalette::Mid, m_hairline);
    palette.setColor(QPalette::Dark, m_faint);
    palette.setColor(QPalette::Shadow, m_dark ? QColor(Qt::black) : m_faint);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, m_faint);
    QGuiApplication::setPalette(palette);
}

} // namespace dogwatch
