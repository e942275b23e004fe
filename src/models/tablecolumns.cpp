// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tablecolumns.h"

#include <algorithm>
#include <numeric>

namespace dogwatch {

TableColumns::TableColumns(QObject *parent)
    : QObject(parent)
{ }

void TableColumns::setSettings(UiSettings *settings)
{
    if (m_settings == settings)
        return;
    m_settings = settings;
    Q_EMIT settingsChanged();
    read();
}

void TableColumns::setTable(const QString &table)
{
    if (m_table == table)
        return;
    m_table = table;
    Q_EMIT tableChanged();
    read();
}

void TableColumns::setDefaults(const QList<int> &defaults)
{
    if (m_defaults == defaults)
        return;
    m_defaults = defaults;
    Q_EMIT defaultsChanged();
    read();
}

int TableColumns::total() const
{
    return std::accumulate(m_widths.begin(), m_widths.end(), 0);
}

void TableColumns::setWidth(int column, int width)
{
    put(column, std::max(width, kNarrowest));
}

void TableColumns::setShown(int column, bool shown)
{
    const int usual = m_defaults.value(column);
    put(column, !shown ? 0 : usual == 0 ? kUsual : std::max(usual, kNarrowest));
}

void TableColumns::put(int column, int width)
{
    if (column < 0 || column >= m_widths.size())
        return;
    if (m_widths.at(column) == width)
        return;
    m_widths[column] = width;
    if (m_settings && !m_table.isEmpty())
        m_settings->setColumns(m_table, m_widths);
    Q_EMIT widthsChanged();
}

void TableColumns::resetWidth(int column)
{
    if (column >= 0 && column < m_defaults.size())
        setWidth(column, m_defaults.at(column));
}

// What was kept for another number of columns is of another version and not used.
void TableColumns::read()
{
    QList<int> widths = m_defaults;
    if (m_settings && !m_table.isEmpty()) {
        const QList<int> kept = m_settings->columns(m_table);
        if (kept.size() == m_defaults.size())
            widths = kept;
    }
    for (int &width : widths)
        width = width == 0 ? 0 : std::max(width, kNarrowest);
    if (m_widths == widths)
        return;
    m_widths = widths;
    Q_EMIT widthsChanged();
}

} // namespace dogwatch
