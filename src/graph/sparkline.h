// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "graph/rasteritem.h"

#include <QColor>
#include <QList>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// A line through values, the oldest at the left, scaled to its largest; a flat line at the foot
// where all are 0. Without axes: it shows a rhythm, not figures. GUI thread.
class Sparkline : public dogwatch::RasterItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QList<qreal> values READ values WRITE setValues NOTIFY valuesChanged FINAL)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged FINAL)

public:
    explicit Sparkline(QQuickItem *parent = nullptr);

    [[nodiscard]] const QList<qreal> &values() const { return m_values; }
    void setValues(const QList<qreal> &values);
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor &color);

Q_SIGNALS:
    void valuesChanged();
    void colorChanged();

protected:
    void paint(QPainter &painter, const QSizeF &size) override;

private:
    QList<qreal> m_values;
    QColor m_color;
};

} // namespace dogwatch
