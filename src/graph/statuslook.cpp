// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "graph/statuslook.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <array>

namespace dogwatch {

namespace {

constexpr QRgb kAmberLight = 0xffa84300, kAmberDark = 0xfff5a524;
constexpr QRgb kRedLight = 0xffb91c1c, kRedDark = 0xfff37474;
constexpr QRgb kGreenLight = 0xff15803d, kGreenDark = 0xff5fce8d;
constexpr QRgb kBlueLight = 0xff1d4ed8, kBlueDark = 0xff82a9ff;
constexpr QRgb kTealLight = 0xff0f766e, kTealDark = 0xff4fc4b5;
constexpr QRgb kGreyLight = 0xff5d6470, kGreyDark = 0xffa0a7b1;

constexpr std::array<StatusLook, 10> kLooks{{
    {SessionStatus::Starting, StatusShape::DottedRing, kGreyLight, kGreyDark, 0, 0,
     QT_TRANSLATE_NOOP("Status", "starting")},
    {SessionStatus::Working, StatusShape::Disc, kBlueLight, kBlueDark, 0, 0,
     QT_TRANSLATE_NOOP("Status", "working")},
    {SessionStatus::Waiting, StatusShape::Disc, kGreenLight, kGreenDark, 0, 0,
     QT_TRANSLATE_NOOP("Status", "waiting")},
    {SessionStatus::NeedsInput, StatusShape::Triangle, kAmberLight, kAmberDark, 0xfffff4dc,
     0xff3b2f18, QT_TRANSLATE_NOOP("Status", "needs input")},
    {SessionStatus::Parked, StatusShape::HalfDisc, kTealLight, kTealDark, 0, 0,
     QT_TRANSLATE_NOOP("Status", "parked")},
    {SessionStatus::Stalled, StatusShape::HatchedSquare, kRedLight, kRedDark, 0xfffdf3f3,
     0xff332124, QT_TRANSLATE_NOOP("Status", "stalled")},
    {SessionStatus::Failed, StatusShape::Cross, kRedLight, kRedDark, 0xfffdebeb, 0xff3d2124,
     QT_TRANSLATE_NOOP("Status", "failed")},
    {SessionStatus::Ended, StatusShape::Ring, kGreyLight, kGreyDark, 0, 0,
     QT_TRANSLATE_NOOP("Status", "ended")},
    {SessionStatus::Lost, StatusShape::DashedRing, kGreyLight, kGreyDark, 0, 0,
     QT_TRANSLATE_NOOP("Status", "lost")},
    {SessionStatus::Unknown, StatusShape::QuestionMark, kGreyLight, kGreyDark, 0, 0,
     QT_TRANSLATE_NOOP("Status", "unknown")},
}};

QPen penOf(const QColor &color, qreal width)
{
    QPen pen(color, width);
    pen.setCapStyle(Qt::RoundCap);
    pen.setJoinStyle(Qt::RoundJoin);
    return pen;
}

void paintRing(QPainter &painter, const QRectF &disc, const QColor &color, qreal side,
               const QList<qreal> &dashes)
{
    const qreal width = side * 0.14;
    QPen pen(color, width);
    if (!dashes.isEmpty()) {
        pen.setDashPattern(dashes);
        pen.setCapStyle(Qt::FlatCap);
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(disc.adjusted(width / 2, width / 2, -width / 2, -width / 2));
}

void paintHatchedSquare(QPainter &painter, const QRectF &square, const QColor &color, qreal side)
{
    const qreal width = side * 0.12;
    const QRectF frame = square.adjusted(width / 2, width / 2, -width / 2, -width / 2);
    QColor fill = color;
    fill.setAlphaF(0.35F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRect(frame);
    painter.setPen(penOf(color, width));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(frame);
    const qreal third = frame.width() / 3;
    for (int i = 1; i <= 2; ++i) {
        painter.drawLine(QPointF(frame.left(), frame.top() + third * i),
                         QPointF(frame.left() + third * i, frame.top()));
        painter.drawLine(QPointF(frame.left() + third * i, frame.bottom()),
                         QPointF(frame.right(), frame.top() + third * i));
    }
    painter.drawLine(frame.bottomLeft(), frame.topRight());
}

void paintQuestionMark(QPainter &painter, const QRectF &area, const QColor &color, qreal side)
{
    const QPointF centre = area.center();
    QPainterPath path;
    path.moveTo(centre.x() - side * 0.20, centre.y() - side * 0.20);
    path.cubicTo(centre.x() - side * 0.20, centre.y() - side * 0.52, centre.x() + side * 0.26,
                 centre.y() - side * 0.48, centre.x() + side * 0.20, centre.y() - side * 0.14);
    path.cubicTo(centre.x() + side * 0.14, centre.y() + side * 0.02, centre.x(),
                 centre.y() + side * 0.02, centre.x(), centre.y() + side * 0.18);
    painter.setPen(penOf(color, side * 0.14));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QPointF(centre.x(), centre.y() + side * 0.38), side * 0.09, side * 0.09);
}

void paintHalfDisc(QPainter &painter, const QRectF &disc, const QColor &color, qreal side)
{
    paintRing(painter, disc, color, side, {});
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPie(disc, -90 * 16, 180 * 16);
}

void paintTriangle(QPainter &painter, const QRectF &area, const QColor &color, qreal side)
{
    const qreal inset = side * 0.08;
    const QPolygonF triangle{{QPointF(area.center().x(), area.top() + inset),
                              QPointF(area.right() - inset, area.bottom() - inset * 1.5),
                              QPointF(area.left() + inset, area.bottom() - inset * 1.5)}};
    painter.setPen(penOf(color, side * 0.08));
    painter.setBrush(color);
    painter.drawPolygon(triangle);
}

} // namespace

const StatusLook &statusLook(SessionStatus status)
{
    for (const StatusLook &look : kLooks) {
        if (look.status == status)
            return look;
    }
    Q_UNREACHABLE();
    return kLooks.back();
}

QColor statusColor(SessionStatus status, bool dark)
{
    const StatusLook &look = statusLook(status);
    return QColor::fromRgb(dark ? look.dark : look.light);
}

QColor statusTint(SessionStatus status, bool dark)
{
    const StatusLook &look = statusLook(status);
    const QRgb tint = dark ? look.darkTint : look.lightTint;
    return tint == 0 ? QColor() : QColor::fromRgb(tint);
}

QString statusWord(SessionStatus status)
{
    return QCoreApplication::translate("Status", statusLook(status).word);
}

void paintStatus(QPainter &painter, const QRectF &area, SessionStatus status, const QColor &color)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal side = area.width();
    const qreal inset = side * 0.08;
    const QRectF inner = area.adjusted(inset, inset, -inset, -inset);
    switch (statusLook(status).shape) {
    case StatusShape::Disc:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(inner);
        return;
    case StatusShape::Triangle:
        paintTriangle(painter, area, color, side);
        return;
    case StatusShape::HalfDisc:
        paintHalfDisc(painter, inner, color, side);
        return;
    case StatusShape::HatchedSquare:
        paintHatchedSquare(painter, inner, color, side);
        return;
    case StatusShape::Cross: {
        const qreal reach = side * 0.18;
        painter.setPen(penOf(color, side * 0.22));
        painter.drawLine(area.topLeft() + QPointF(reach, reach),
                         area.bottomRight() - QPointF(reach, reach));
        painter.drawLine(area.topRight() + QPointF(-reach, reach),
                         area.bottomLeft() + QPointF(reach, -reach));
        return;
    }
    case StatusShape::Ring:
        paintRing(painter, inner, color, side, {});
        return;
    case StatusShape::DashedRing:
        paintRing(painter, inner, color, side, {2.0, 1.3});
        return;
    case StatusShape::DottedRing:
        paintRing(painter, inner, color, side, {0.9, 0.9});
        return;
    case StatusShape::QuestionMark:
        paintQuestionMark(painter, area, color, side);
        return;
    }
}

} // namespace dogwatch
