// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QImage>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// A small drawing that is painted once into an image and shown as a textured rectangle, so that a
// hundred of them are drawn in one batch, and the same by the software back end, which draws no
// geometry of ours. Painted again only when something it depends on changes.
//
// Those that derive from it name it with its namespace: the QML tools find it only so.
//
// GUI thread, but updatePaintNode(), which runs on the render thread while the GUI thread is
// blocked.
class RasterItem : public QQuickItem
{
    Q_OBJECT
    QML_ANONYMOUS

public:
    explicit RasterItem(QQuickItem *parent = nullptr);

protected:
    // What it looks like, at `size` (device-independent) and the ratio of the painter's device.
    virtual void paint(QPainter &painter, const QSizeF &size) = 0;
    // Names the drawing among all of its class: items with the same key and size share one image.
    // Empty: nothing to share.
    [[nodiscard]] virtual QString key() const { return {}; }
    // Something it depends on has changed.
    void redraw();

    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override;
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;

private:
    [[nodiscard]] QImage painted(const QSize &pixels, qreal ratio);

    QImage m_image;
    bool m_imageChanged = false;
};

} // namespace dogwatch
