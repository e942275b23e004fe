// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "graph/trayimage.h"

#include "graph/statuslook.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kSides{16, 22, 24, 32, 44, 48, 64};
constexpr QRgb kPlate = 0xff20252c; // status colours for dark surfaces stand out from it
constexpr QRgb kRim = 0xff6b7480; // seen on a dark panel
constexpr QRgb kDigits = 0xffffffff;

void paintPlate(QPainter &painter, qreal side)
{
    const qreal rim = std::max(1.0, side / 24);
    const QRectF plate = QRectF(0, 0, side, side).adjusted(rim / 2, rim / 2, -rim / 2, -rim / 2);
    painter.setPen(QPen(QColor::fromRgb(kRim), rim));
    painter.setBrush(QColor::fromRgb(kPlate));
    painter.drawRoundedRect(plate, side * 0.2, side * 0.2);
}

// As outlines, so that they are as tall as wanted in every font.
void paintDigits(QPainter &painter, const QString &digits, const QRectF &area)
{
    QFont font;
    font.setBold(true);
    font.setPixelSize(100);
    QPainterPath path;
    path.addText(0, 0, font, digits);
    const QRectF bounds = path.boundingRect();
    const qreal scale = std::min(area.width() / bounds.width(), area.height() / bounds.height());
    painter.save();
    painter.translate(area.center());
    painter.scale(scale, scale);
    painter.translate(-bounds.center());
    painter.fillPath(path, QColor::fromRgb(kDigits));
    painter.restore();
}

} // namespace

QImage trayImage(std::optional<SessionStatus> worst, int waiting, int side)
{
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal full = side;
    paintPlate(painter, full);
    const SessionStatus status = worst.value_or(SessionStatus::Ended);
    const QColor color = statusColor(status, true);
    if (waiting <= 0) {
        const qreal inset = full * 0.18;
        paintStatus(painter, QRectF(inset, inset, full - 2 * inset, full - 2 * inset), status,
                    color);
        return image;
    }
    // Side by side: a number over the shape would hide what tells it from the others.
    const QString digits = waiting > 9 ? u"9+"_s : QString::number(waiting);
    const qreal shape = full * (digits.size() > 1 ? 0.40 : 0.50);
    const qreal left = full * 0.09;
    paintStatus(painter, QRectF(left, (full - shape) / 2, shape, shape), status, color);
    const qreal digitsAt = left + shape + full * 0.03;
    paintDigits(painter, digits, QRectF(digitsAt, full * 0.2, full * 0.92 - digitsAt, full * 0.6));
    return image;
}

QIcon trayIcon(std::optional<SessionStatus> worst, int waiting)
{
    QIcon icon;
    for (const int side : kSides)
        icon.addPixmap(QPixmap::fromImage(trayImage(worst, waiting, side)));
    return icon;
}

} // namespace dogwatch
