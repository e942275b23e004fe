// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "graph/rasteritem.h"

#include <QColor>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// The shape of a status, see StatusLook. GUI thread.
class StatusGlyph : public dogwatch::RasterItem
{
    Q_OBJECT
    QML_ELEMENT
    // A value of SessionStatus.
    Q_PROPERTY(int status READ status WRITE setStatus NOTIFY statusChanged FINAL)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged FINAL)

public:
    explicit StatusGlyph(QQuickItem *parent = nullptr);

    [[nodiscard]] int status() const { return m_status; }
    void setStatus(int status);
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor &color);

Q_SIGNALS:
    void statusChanged();
    void colorChanged();

protected:
    void paint(QPainter &painter, const QSizeF &size) override;
    [[nodiscard]] QString key() const override;

private:
    int m_status = 0;
    QColor m_color;
};

} // namespace dogwatch
