// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sessionsmodel.h"

#include <QObject>
#include <QPointF>
#include <QPointer>
#include <QSizeF>

#include <vector>

namespace dogwatch {

// Where the tiles of the board stand, and how large they are: the largest of five sizes with which
// nothing needs to scroll, else the smallest. The size stays while the order is held. Lengths are
// device-independent pixels. GUI thread.
class BoardLayout : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::SessionsModel *model READ model WRITE setModel NOTIFY modelChanged FINAL)
    Q_PROPERTY(qreal width MEMBER m_width WRITE setWidth NOTIFY inputChanged FINAL)
    Q_PROPERTY(qreal height MEMBER m_height WRITE setHeight NOTIFY inputChanged FINAL)
    Q_PROPERTY(qreal gap MEMBER m_gap WRITE setGap NOTIFY inputChanged FINAL)
    Q_PROPERTY(
        qreal headerHeight MEMBER m_headerHeight WRITE setHeaderHeight NOTIFY inputChanged FINAL)
    // The least a tile of each size needs at zoom 1.
    Q_PROPERTY(QSizeF large MEMBER m_large WRITE setLarge NOTIFY inputChanged FINAL)
    Q_PROPERTY(QSizeF titled MEMBER m_titled WRITE setTitled NOTIFY inputChanged FINAL)
    Q_PROPERTY(QSizeF medium MEMBER m_medium WRITE setMedium NOTIFY inputChanged FINAL)
    Q_PROPERTY(QSizeF compact MEMBER m_compact WRITE setCompact NOTIFY inputChanged FINAL)
    Q_PROPERTY(QSizeF small MEMBER m_small WRITE setSmall NOTIFY inputChanged FINAL)
    // A small tile where even those would have to scroll.
    Q_PROPERTY(QSizeF least MEMBER m_least WRITE setLeast NOTIFY inputChanged FINAL)
    // To be read from afar: the tiles are magnified as far as they fit.
    Q_PROPERTY(bool wall MEMBER m_wall WRITE setWall NOTIFY inputChanged FINAL)

    Q_PROPERTY(TileSize tileSize READ tileSize NOTIFY changed FINAL)
    Q_PROPERTY(qreal zoom READ zoom NOTIFY changed FINAL)
    Q_PROPERTY(qreal tileWidth READ tileWidth NOTIFY changed FINAL)
    Q_PROPERTY(qreal tileHeight READ tileHeight NOTIFY changed FINAL)
    Q_PROPERTY(qreal contentHeight READ contentHeight NOTIFY changed FINAL)
    Q_PROPERTY(int columns READ columns NOTIFY changed FINAL)
    Q_PROPERTY(int headerCount READ headerCount NOTIFY changed FINAL)
    // Handed to the functions below, so that a binding is evaluated again when tiles are elsewhere.
    Q_PROPERTY(int revision READ revision NOTIFY changed FINAL)

public:
    enum TileSize {
        Large,
        Titled, // as medium, with its title
        Medium,
        Compact, // as small, with its title
        Small,
    };
    Q_ENUM(TileSize)
    enum Direction {
        Left,
        Right,
        Up,
        Down,
        First,
        Last,
        PageUp,
        PageDown,
    };
    Q_ENUM(Direction)

    explicit BoardLayout(QObject *parent = nullptr);

    Q_INVOKABLE [[nodiscard]] qreal tileX(int row, int revision) const;
    Q_INVOKABLE [[nodiscard]] qreal tileY(int row, int revision) const;
    Q_INVOKABLE [[nodiscard]] qreal headerY(int header, int revision) const;
    Q_INVOKABLE [[nodiscard]] QString headerName(int header, int revision) const;
    Q_INVOKABLE [[nodiscard]] int headerTiles(int header, int revision) const;
    // The row at a point, -1 where there is none.
    Q_INVOKABLE [[nodiscard]] int rowAt(qreal x, qreal y) const;
    // The row reached from `row`, which may be -1; -1 where there is none at all.
    Q_INVOKABLE [[nodiscard]] int neighbour(int row, Direction direction) const;

    [[nodiscard]] SessionsModel *model() const { return m_model; }
    void setModel(SessionsModel *model);
    void setWidth(qreal width) { set(m_width, width); }
    void setHeight(qreal height) { set(m_height, height); }
    void setGap(qreal gap) { set(m_gap, gap); }
    void setHeaderHeight(qreal height) { set(m_headerHeight, height); }
    void setLarge(QSizeF size) { set(m_large, size); }
    void setTitled(QSizeF size) { set(m_titled, size); }
    void setMedium(QSizeF size) { set(m_medium, size); }
    void setCompact(QSizeF size) { set(m_compact, size); }
    void setSmall(QSizeF size) { set(m_small, size); }
    void setLeast(QSizeF size) { set(m_least, size); }
    void setWall(bool wall)
    {
        if (wall != m_wall)
            m_fit = {}; // not to be kept, even while the order is held
        set(m_wall, wall);
    }

    [[nodiscard]] TileSize tileSize() const { return m_fit.size; }
    [[nodiscard]] qreal zoom() const { return m_fit.zoom; }
    [[nodiscard]] qreal tileWidth() const { return m_fit.tileWidth; }
    [[nodiscard]] qreal tileHeight() const { return m_fit.tileHeight; }
    [[nodiscard]] qreal contentHeight() const { return m_contentHeight; }
    [[nodiscard]] int columns() const { return m_fit.columns; }
    [[nodiscard]] int headerCount() const { return static_cast<int>(m_headers.size()); }
    [[nodiscard]] int revision() const { return m_revision; }

Q_SIGNALS:
    void modelChanged();
    void inputChanged();
    void changed();

private:
    struct Fit
    {
        TileSize size = Large;
        bool tight = false; // as small as it can be
        qreal zoom = 1;
        int columns = 1;
        qreal tileWidth = 0;
        qreal tileHeight = 0;
    };
    struct Header
    {
        QString name;
        qreal y = 0;
        int tiles = 0;
    };

    template<class T>
    void set(T &member, const T &value)
    {
        if (member == value)
            return;
        member = value;
        Q_EMIT inputChanged();
        arrange();
    }
    void arrange();
    [[nodiscard]] Fit choose() const;
    [[nodiscard]] Fit fitOf(TileSize size, qreal zoom, bool tight = false) const;
    [[nodiscard]] QSizeF leastOf(TileSize size, bool tight) const;
    [[nodiscard]] qreal heightOf(const Fit &fit) const;
    [[nodiscard]] std::vector<BoardGroup> groups() const;
    [[nodiscard]] int nearestInLine(int row, bool down) const;

    QPointer<SessionsModel> m_model;
    qreal m_width = 0;
    qreal m_height = 0;
    qreal m_gap = 8;
    qreal m_headerHeight = 24;
    QSizeF m_large{240, 110};
    QSizeF m_titled{190, 90};
    QSizeF m_medium{190, 70};
    QSizeF m_compact{140, 44};
    QSizeF m_small{140, 30};
    QSizeF m_least{112, 24};
    bool m_wall = false;

    Fit m_fit;
    std::vector<QPointF> m_places;
    std::vector<Header> m_headers;
    qreal m_contentHeight = 0;
    int m_revision = 0;
};

} // namespace dogwatch
