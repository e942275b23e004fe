// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "graph/hatch.h"

#include <QPainter>

namespace dogwatch {

using namespace Qt::StringLiterals;

Hatch::Hatch(QQuickItem *parent)
    : RasterItem(parent)
{ }

void Hatch::setColor(const QColor &color)
{
    if (m_color == color)
        return;
    m_color = color;
    redraw();
    Q_EMIT colorChanged();
}

void Hatch::setStep(qreal step)
{
    if (qFuzzyCompare(m_step, step) || step < 2)
        return;
    m_step = step;
    redraw();
    Q_EMIT stepChanged();
}

void Hatch::paint(QPainter &painter, const QSizeF &size)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_color, m_step * 0.38, Qt::SolidLine, Qt::FlatCap));
    // From before the left edge, so that no corner stays bare.
    for (qreal x = -size.height(); x < size.width() + size.height(); x += m_step)
        painter.drawLine(QPointF(x, size.height() + 1), QPointF(x + size.height() + 2, -1));
}

QString Hatch::key() const
{
    return u"%1 %2"_s.arg(m_color.rgba()).arg(m_step);
}

} // namespace dogwatch
