// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sessionstatus.h"

#include <QColor>
#include <QString>

class QPainter;
class QRectF;

namespace dogwatch {

// How a status looks, everywhere: colour, shape and word. The one place that defines it; the board,
// the tray, charts and the timeline take it from here. Never the colour alone: the shapes differ,
// and say whether the process lives (filled) or is gone (ring).
enum class StatusShape {
    Disc,
    Triangle,
    HalfDisc,
    HatchedSquare,
    Cross,
    Ring,
    DashedRing,
    DottedRing,
    QuestionMark,
};

struct StatusLook
{
    SessionStatus status;
    StatusShape shape;
    QRgb light; // on the light surface; at least 4.5 : 1 against it
    QRgb dark;
    QRgb lightTint; // behind a tile; 0: the plain surface
    QRgb darkTint;
    const char *word; // source text in the context "Status"
};

[[nodiscard]] const StatusLook &statusLook(SessionStatus status);
[[nodiscard]] QColor statusColor(SessionStatus status, bool dark);
// Invalid where a status has no tint.
[[nodiscard]] QColor statusTint(SessionStatus status, bool dark);
// Translated.
[[nodiscard]] QString statusWord(SessionStatus status);

// Fills `area`, a square, in any thread. Sets pen and brush of the painter.
void paintStatus(QPainter &painter, const QRectF &area, SessionStatus status, const QColor &color);

} // namespace dogwatch
