// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "graph/rasteritem.h"

#include <QColor>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// The line drawings of the window, in one colour. Always beside a word or with an accessible name.
// GUI thread.
class Icon : public dogwatch::RasterItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(Kind kind READ kind WRITE setKind NOTIFY kindChanged FINAL)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged FINAL)

public:
    enum Kind {
        None,
        Board,
        Search,
        Close,
        Fork,
        Check,
        Back,
        Group,
        Next,
        Warning,
        History,
        Usage,
        Jobs,
        Inbox,
        Settings,
    };
    Q_ENUM(Kind)

    explicit Icon(QQuickItem *parent = nullptr);

    [[nodiscard]] Kind kind() const { return m_kind; }
    void setKind(Kind kind);
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor &color);

Q_SIGNALS:
    void kindChanged();
    void colorChanged();

protected:
    void paint(QPainter &painter, const QSizeF &size) override;
    [[nodiscard]] QString key() const override;

private:
    Kind m_kind = None;
    QColor m_color;
};

} // namespace dogwatch
