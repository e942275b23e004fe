// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "graph/sparkline.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace dogwatch {

Sparkline::Sparkline(QQuickItem *parent)
    : RasterItem(parent)
{ }

void Sparkline::setValues(const QList<qreal> &values)
{
    if (m_values == values)
        return;
    m_values = values;
    redraw();
    Q_EMIT valuesChanged();
}

void Sparkline::setColor(const QColor &color)
{
    if (m_color == color)
        return;
    m_color = color;
    redraw();
    Q_EMIT colorChanged();
}

void Sparkline::paint(QPainter &painter, const QSizeF &size)
{
    if (m_values.size() < 2)
        return;
    constexpr qreal kWidth = 1.2;
    const qreal most = std::max(1.0, *std::max_element(m_values.cbegin(), m_values.cend()));
    const qreal foot = size.height() - kWidth;
    const qreal step = (size.width() - kWidth) / static_cast<qreal>(m_values.size() - 1);
    QPolygonF line;
    line.reserve(m_values.size());
    for (const qreal value : std::as_const(m_values)) {
        const qreal x = kWidth / 2 + step * static_cast<qreal>(line.size());
        line.append(QPointF(x, foot - (foot - kWidth) * std::clamp(value / most, 0.0, 1.0)));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_color, kWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
}

} // namespace dogwatch
