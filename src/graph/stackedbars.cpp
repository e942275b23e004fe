// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "graph/stackedbars.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace dogwatch {

StackedBars::StackedBars(QQuickItem *parent)
    : RasterItem(parent)
{ }

template<class T>
void StackedBars::set(T &member, const T &value)
{
    if (member == value)
        return;
    member = value;
    redraw();
    Q_EMIT changed();
}

void StackedBars::setValues(const QList<qreal> &values)
{
    set(m_values, values);
}

void StackedBars::setColors(const QList<QColor> &colors)
{
    set(m_colors, colors);
}

void StackedBars::setCeiling(qreal ceiling)
{
    set(m_ceiling, ceiling);
}

void StackedBars::setLines(int lines)
{
    set(m_lines, lines);
}

void StackedBars::setLineColor(const QColor &color)
{
    set(m_lineColor, color);
}

void StackedBars::setWidest(qreal width)
{
    set(m_widest, width);
}

void StackedBars::paint(QPainter &painter, const QSizeF &size)
{
    const qreal foot = size.height() - 1;
    painter.setPen(Qt::NoPen);
    for (int line = 0; line <= m_lines; ++line) {
        const qreal y = m_lines > 0 ? foot - foot * line / m_lines : foot;
        painter.fillRect(QRectF(0, std::floor(y), size.width(), 1), m_lineColor);
    }
    const qsizetype parts = m_colors.size();
    if (parts == 0 || m_ceiling <= 0)
        return;
    const qsizetype columns = m_values.size() / parts;
    if (columns == 0)
        return;
    const qreal step = size.width() / static_cast<qreal>(columns);
    const qreal width = std::min({step - std::min(3.0, step * 0.25), m_widest});
    for (qsizetype column = 0; column < columns; ++column) {
        const qreal left = step * static_cast<qreal>(column) + (step - width) / 2;
        qreal below = 0;
        for (qsizetype part = 0; part < parts; ++part) {
            const qreal value = m_values.at(column * parts + part);
            if (value <= 0)
                continue;
            const qreal low = foot - foot * below / m_ceiling;
            below += value;
            const qreal high = foot - foot * std::min(below, m_ceiling) / m_ceiling;
            painter.fillRect(QRectF(left, high, width, low - high), m_colors.at(part));
        }
    }
}

} // namespace dogwatch
