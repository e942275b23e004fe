// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "graph/statusglyph.h"

#include "graph/statuslook.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

StatusGlyph::StatusGlyph(QQuickItem *parent)
    : RasterItem(parent)
{ }

void StatusGlyph::setStatus(int status)
{
    if (m_status == status || status < 0 || status > static_cast<int>(SessionStatus::Unknown))
        return;
    m_status = status;
    redraw();
    Q_EMIT statusChanged();
}

void StatusGlyph::setColor(const QColor &color)
{
    if (m_color == color)
        return;
    m_color = color;
    redraw();
    Q_EMIT colorChanged();
}

void StatusGlyph::paint(QPainter &painter, const QSizeF &size)
{
    const qreal side = std::min(size.width(), size.height());
    const QRectF area((size.width() - side) / 2, (size.height() - side) / 2, side, side);
    paintStatus(painter, area, static_cast<SessionStatus>(m_status), m_color);
}

QString StatusGlyph::key() const
{
    return u"%1 %2"_s.arg(m_status).arg(m_color.rgba());
}

} // namespace dogwatch
