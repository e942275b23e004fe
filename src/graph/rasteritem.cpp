// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "graph/rasteritem.h"

#include <QCache>
#include <QPainter>
#include <QQuickWindow>
#include <QSGImageNode>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// In kilobytes of pixels. GUI thread only.
QCache<QString, QImage> &sharedImages()
{
    static QCache<QString, QImage> cache(2048);
    return cache;
}

} // namespace

RasterItem::RasterItem(QQuickItem *parent)
    : QQuickItem(parent)
{
    setFlag(ItemHasContents);
}

void RasterItem::redraw()
{
    polish();
}

void RasterItem::updatePolish()
{
    const qreal ratio = window() ? window()->effectiveDevicePixelRatio() : 1.0;
    const QSize pixels(qCeil(width() * ratio), qCeil(height() * ratio));
    if (pixels.isEmpty() || !isVisible()) {
        m_image = {};
    } else if (const QString name = key(); name.isEmpty()) {
        m_image = painted(pixels, ratio);
    } else {
        const QString full =
            u"%1 %2 %3x%4@%5"_s.arg(QLatin1StringView(metaObject()->className()), name)
                .arg(pixels.width())
                .arg(pixels.height())
                .arg(ratio);
        if (const QImage *shared = sharedImages().object(full)) {
            m_image = *shared;
        } else {
            m_image = painted(pixels, ratio);
            const auto kilobytes = m_image.sizeInBytes() / 1024 + 1;
            sharedImages().insert(full, new QImage(m_image), kilobytes);
        }
    }
    m_imageChanged = true;
    update();
}

QImage RasterItem::painted(const QSize &pixels, qreal ratio)
{
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paint(painter, QSizeF(width(), height()));
    return image;
}

QSGNode *RasterItem::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    auto *imageNode = static_cast<QSGImageNode *>(node);
    if (m_image.isNull()) {
        delete imageNode;
        return nullptr;
    }
    if (!imageNode) {
        imageNode = window()->createImageNode();
        imageNode->setOwnsTexture(true);
        m_imageChanged = true;
    }
    if (m_imageChanged) {
        imageNode->setTexture(
            window()->createTextureFromImage(m_image, QQuickWindow::TextureCanUseAtlas));
        m_imageChanged = false;
    }
    imageNode->setRect(QRectF(QPointF(0, 0), QSizeF(m_image.size()) / m_image.devicePixelRatio()));
    return imageNode;
}

void RasterItem::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    if (now.size() != before.size())
        redraw();
}

void RasterItem::itemChange(ItemChange change, const ItemChangeData &data)
{
    QQuickItem::itemChange(change, data);
    if (change == ItemDevicePixelRatioHasChanged || change == ItemVisibleHasChanged
        || (change == ItemSceneChange && data.window))
        redraw();
}

} // namespace dogwatch
