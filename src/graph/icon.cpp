// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "graph/icon.h"

#include <QPainter>
#include <QPainterPath>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

void addLine(QPainterPath &path, std::initializer_list<QPointF> points)
{
    bool first = true;
    for (const QPointF &point : points) {
        if (first)
            path.moveTo(point);
        else
            path.lineTo(point);
        first = false;
    }
}

// On a square of 16 by 16, to be stroked with a pen of 1.4.
QPainterPath strokes(Icon::Kind kind)
{
    QPainterPath path;
    switch (kind) {
    case Icon::None:
        break;
    case Icon::Board:
        path.addRect(2, 2.5, 5, 4.5);
        path.addRect(9, 2.5, 5, 4.5);
        path.addRect(2, 9, 5, 4.5);
        path.addRect(9, 9, 5, 4.5);
        break;
    case Icon::Search:
        path.addEllipse(QPointF(6.8, 6.8), 4.4, 4.4);
        addLine(path, {{10.2, 10.2}, {14, 14}});
        break;
    case Icon::Close:
        addLine(path, {{4, 4}, {12, 12}});
        addLine(path, {{12, 4}, {4, 12}});
        break;
    case Icon::Fork:
        addLine(path, {{8, 14}, {8, 9}, {3.5, 5.5}, {3.5, 2}});
        addLine(path, {{8, 9}, {12.5, 5.5}, {12.5, 2}});
        break;
    case Icon::Check:
        addLine(path, {{3, 8.5}, {6.5, 12}, {13, 4.5}});
        break;
    case Icon::Back:
        addLine(path, {{9.5, 3.5}, {5, 8}, {9.5, 12.5}});
        break;
    case Icon::Group:
        addLine(path, {{2, 3.5}, {14, 3.5}});
        addLine(path, {{4.5, 8}, {14, 8}});
        addLine(path, {{4.5, 12.5}, {14, 12.5}});
        break;
    case Icon::Next:
        addLine(path, {{6.5, 3.5}, {11, 8}, {6.5, 12.5}});
        break;
    case Icon::Warning:
        addLine(path, {{8, 2}, {14.5, 13.5}, {1.5, 13.5}, {8, 2}});
        addLine(path, {{8, 6.5}, {8, 9.6}});
        addLine(path, {{8, 11.6}, {8, 11.7}});
        break;
    case Icon::History:
        for (const qreal y : {3.5, 8.0, 12.5}) {
            addLine(path, {{2, y}, {2.6, y}});
            addLine(path, {{5.5, y}, {14, y}});
        }
        break;
    case Icon::Usage:
        addLine(path, {{2, 14}, {14, 14}});
        addLine(path, {{4, 11.5}, {4, 8.5}});
        addLine(path, {{8, 11.5}, {8, 3}});
        addLine(path, {{12, 11.5}, {12, 6}});
        break;
    case Icon::Jobs:
        path.addEllipse(QPointF(8, 8), 6, 6);
        addLine(path, {{8, 4.5}, {8, 8}, {10.8, 9.6}});
        break;
    case Icon::Inbox:
        addLine(path, {{2, 9}, {4.2, 3}, {11.8, 3}, {14, 9}, {14, 13}, {2, 13}, {2, 9}});
        addLine(path, {{2, 9}, {5.5, 9}, {6.5, 10.8}, {9.5, 10.8}, {10.5, 9}, {14, 9}});
        break;
    case Icon::Settings:
        for (const auto &[y, x] :
             {std::pair(3.5, 10.5), std::pair(8.0, 5.5), std::pair(12.5, 9.0)}) {
            addLine(path, {{2, y}, {x - 1.8, y}});
            addLine(path, {{x + 1.8, y}, {14, y}});
            path.addEllipse(QPointF(x, y), 1.8, 1.8);
        }
        break;
    }
    return path;
}

} // namespace

Icon::Icon(QQuickItem *parent)
    : RasterItem(parent)
{ }

void Icon::setKind(Kind kind)
{
    if (m_kind == kind)
        return;
    m_kind = kind;
    redraw();
    Q_EMIT kindChanged();
}

void Icon::setColor(const QColor &color)
{
    if (m_color == color)
        return;
    m_color = color;
    redraw();
    Q_EMIT colorChanged();
}

void Icon::paint(QPainter &painter, const QSizeF &size)
{
    const qreal side = std::min(size.width(), size.height());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate((size.width() - side) / 2, (size.height() - side) / 2);
    painter.scale(side / 16, side / 16);
    painter.setPen(QPen(m_color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(strokes(m_kind));
}

QString Icon::key() const
{
    return u"%1 %2"_s.arg(m_kind).arg(m_color.rgba());
}

} // namespace dogwatch
