// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/uisettings.h"

#include "core/texts.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kGeometry = "window/geometry"_L1;
constexpr auto kMaximized = "window/maximized"_L1;
constexpr auto kPage = "window/page"_L1;
constexpr auto kImportDismissed = "board/import_dismissed"_L1;
constexpr auto kSettingsPart = "settings/part"_L1;
constexpr auto kInboxLooked = "inbox/looked"_L1;
constexpr auto kStatusFilter = "board/status_filter"_L1;
constexpr auto kGrouping = "board/grouping"_L1;
constexpr auto kSearch = "board/search"_L1;

constexpr int kUsualPart = 2;
constexpr int kMostParts = 10;
constexpr int kWidestColumn = 32000;
constexpr int kAllStatuses = (1 << 10) - 1;

} // namespace

UiSettings::UiSettings(const QString &iniPath, QObject *parent)
    : QObject(parent)
    , m_settings(iniPath, QSettings::IniFormat)
{ }

QRect UiSettings::geometry() const
{
    const QRect rect = m_settings.value(kGeometry).toRect();
    const bool usable = rect.width() >= 200 && rect.height() >= 150 && rect.width() <= 32000
        && rect.height() <= 32000;
    return usable ? rect : QRect();
}

void UiSettings::setGeometry(const QRect &geometry)
{
    if (store(kGeometry, geometry))
        Q_EMIT geometryChanged();
}

bool UiSettings::maximized() const
{
    return m_settings.value(kMaximized, false).toBool();
}

void UiSettings::setMaximized(bool maximized)
{
    if (store(kMaximized, maximized))
        Q_EMIT maximizedChanged();
}

QString UiSettings::page() const
{
    return cut(m_settings.value(kPage).toString(), 40);
}

void UiSettings::setPage(const QString &page)
{
    if (store(kPage, page))
        Q_EMIT pageChanged();
}

int UiSettings::statusFilter() const
{
    return number(kStatusFilter, 0, kAllStatuses);
}

void UiSettings::setStatusFilter(int mask)
{
    if (store(kStatusFilter, mask))
        Q_EMIT statusFilterChanged();
}

int UiSettings::grouping() const
{
    return number(kGrouping, 0, 2);
}

void UiSettings::setGrouping(int grouping)
{
    if (store(kGrouping, grouping))
        Q_EMIT groupingChanged();
}

QString UiSettings::search() const
{
    return cut(m_settings.value(kSearch).toString(), kLongestSearch);
}

void UiSettings::setSearch(const QString &search)
{
    if (store(kSearch, cut(search, kLongestSearch)))
        Q_EMIT searchChanged();
}

bool UiSettings::importDismissed() const
{
    return m_settings.value(kImportDismissed, false).toBool();
}

void UiSettings::setImportDismissed(bool dismissed)
{
    if (store(kImportDismissed, dismissed))
        Q_EMIT importDismissedChanged();
}

int UiSettings::settingsPart() const
{
    return m_settings.contains(kSettingsPart) ? number(kSettingsPart, 0, kMostParts) : kUsualPart;
}

void UiSettings::setSettingsPart(int part)
{
    if (store(kSettingsPart, part))
        Q_EMIT settingsPartChanged();
}

double UiSettings::inboxLooked() const
{
    return static_cast<double>(std::max<qint64>(0, m_settings.value(kInboxLooked).toLongLong()));
}

void UiSettings::setInboxLooked(double unixMs)
{
    if (store(kInboxLooked, static_cast<qint64>(unixMs)))
        Q_EMIT inboxLookedChanged();
}

QList<int> UiSettings::columns(const QString &table) const
{
    const QStringList texts = m_settings.value("columns/"_L1 + table).toStringList();
    QList<int> widths;
    for (const QString &text : texts) {
        bool ok = false;
        const int width = text.toInt(&ok);
        if (!ok || width < 0 || width > kWidestColumn)
            return {};
        widths.append(width);
    }
    return widths;
}

void UiSettings::setColumns(const QString &table, const QList<int> &widths)
{
    QStringList texts;
    for (const int width : widths)
        texts.append(QString::number(width));
    store("columns/"_L1 + table, texts);
}

int UiSettings::number(const QString &key, int least, int most) const
{
    bool ok = false;
    const int value = m_settings.value(key).toInt(&ok);
    return ok && value >= least && value <= most ? value : 0;
}

bool UiSettings::store(const QString &key, const QVariant &value)
{
    if (m_settings.value(key) == value)
        return false;
    m_settings.setValue(key, value);
    return true;
}

} // namespace dogwatch
