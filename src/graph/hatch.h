// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "graph/rasteritem.h"

#include <QColor>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// Diagonal stripes: what stands still. GUI thread.
class Hatch : public dogwatch::RasterItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged FINAL)
    // The distance between stripes, device-independent pixels.
    Q_PROPERTY(qreal step READ step WRITE setStep NOTIFY stepChanged FINAL)

public:
    explicit Hatch(QQuickItem *parent = nullptr);

    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor &color);
    [[nodiscard]] qreal step() const { return m_step; }
    void setStep(qreal step);

Q_SIGNALS:
    void colorChanged();
    void stepChanged();

protected:
    void paint(QPainter &painter, const QSizeF &size) override;
    [[nodiscard]] QString key() const override;

private:
    QColor m_color;
    qreal m_step = 12;
};

} // namespace dogwatch
