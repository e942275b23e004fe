// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "graph/rasteritem.h"

#include <QColor>
#include <QList>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// Columns of parts that stand on each other, over hairlines. Without axes and words, which are
// texts beside it. GUI thread.
class StackedBars : public dogwatch::RasterItem
{
    Q_OBJECT
    QML_ELEMENT
    // Column by column, of each the parts from the foot up: as many as there are colours.
    Q_PROPERTY(QList<qreal> values READ values WRITE setValues NOTIFY changed FINAL)
    Q_PROPERTY(QList<QColor> colors READ colors WRITE setColors NOTIFY changed FINAL)
    // What the height stands for; 0: nothing is drawn.
    Q_PROPERTY(qreal ceiling READ ceiling WRITE setCeiling NOTIFY changed FINAL)
    // Hairlines above the foot, at equal distances, the last one at the top.
    Q_PROPERTY(int lines READ lines WRITE setLines NOTIFY changed FINAL)
    Q_PROPERTY(QColor lineColor READ lineColor WRITE setLineColor NOTIFY changed FINAL)
    // No column is wider; device-independent pixels.
    Q_PROPERTY(qreal widest READ widest WRITE setWidest NOTIFY changed FINAL)

public:
    explicit StackedBars(QQuickItem *parent = nullptr);

    [[nodiscard]] const QList<qreal> &values() const { return m_values; }
    void setValues(const QList<qreal> &values);
    [[nodiscard]] const QList<QColor> &colors() const { return m_colors; }
    void setColors(const QList<QColor> &colors);
    [[nodiscard]] qreal ceiling() const { return m_ceiling; }
    void setCeiling(qreal ceiling);
    [[nodiscard]] int lines() const { return m_lines; }
    void setLines(int lines);
    [[nodiscard]] QColor lineColor() const { return m_lineColor; }
    void setLineColor(const QColor &color);
    [[nodiscard]] qreal widest() const { return m_widest; }
    void setWidest(qreal width);

Q_SIGNALS:
    void changed();

protected:
    void paint(QPainter &painter, const QSizeF &size) override;

private:
    template<class T>
    void set(T &member, const T &value);

    QList<qreal> m_values;
    QList<QColor> m_colors;
    qreal m_ceiling = 0;
    int m_lines = 0;
    QColor m_lineColor;
    qreal m_widest = 48;
};

} // namespace dogwatch
