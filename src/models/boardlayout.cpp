// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/boardlayout.h"

#include <QRectF>

#include <algorithm>
#include <array>
#include <cmath>

namespace dogwatch {

namespace {

// A tile is stretched to fill its line, but not beyond what reads well.
constexpr qreal kMostStretch = 1.6;
// Under headings lines are short, and what a tile is about has the room.
constexpr qreal kMostStretchInGroup = 3;
constexpr std::array<qreal, 8> kWallZooms{3.5, 3, 2.5, 2, 1.75, 1.5, 1.25, 1};

} // namespace

BoardLayout::BoardLayout(QObject *parent)
    : QObject(parent)
{ }

void BoardLayout::setModel(SessionsModel *model)
{
    if (model == m_model)
        return;
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (m_model) {
        connect(m_model, &SessionsModel::arranged, this, &BoardLayout::arrange);
        connect(m_model, &SessionsModel::heldChanged, this, &BoardLayout::arrange);
    }
    Q_EMIT modelChanged();
    arrange();
}

std::vector<BoardGroup> BoardLayout::groups() const
{
    if (!m_model || m_model->count() == 0)
        return {};
    if (!m_model->groups().empty())
        return m_model->groups();
    return {{QString(), 0, m_model->count()}};
}

QSizeF BoardLayout::leastOf(TileSize size, bool tight) const
{
    switch (size) {
    case Large:
        return m_large;
    case Titled:
        return m_titled;
    case Medium:
        return m_medium;
    case Compact:
        return m_compact;
    case Small:
        return tight ? m_least : m_small;
    }
    Q_UNREACHABLE();
    return m_small;
}

BoardLayout::Fit BoardLayout::fitOf(TileSize size, qreal zoom, bool tight) const
{
    const QSizeF least = zoom * leastOf(size, tight);
    int most = 1; // no group has more tiles than this
    for (const BoardGroup &group : groups())
        most = std::max(most, group.count);
    Fit fit{size, tight, zoom, 1, 0, least.height()};
    fit.columns = std::max(1, static_cast<int>((m_width + m_gap) / (least.width() + m_gap)));
    fit.columns = std::min(fit.columns, most);
    const qreal share = (m_width - m_gap * (fit.columns - 1)) / fit.columns;
    const bool headed = m_model && !m_model->groups().empty();
    fit.tileWidth =
        std::floor(std::min(share, least.width() * (headed ? kMostStretchInGroup : kMostStretch)));
    return fit;
}

qreal BoardLayout::heightOf(const Fit &fit) const
{
    qreal height = 0;
    for (const BoardGroup &group : groups()) {
        const int lines = (group.count + fit.columns - 1) / fit.columns;
        height += lines * (fit.tileHeight + m_gap);
        if (!group.name.isEmpty())
            height += m_headerHeight;
    }
    return std::max<qreal>(0, height - m_gap);
}

BoardLayout::Fit BoardLayout::choose() const
{
    if (m_model && m_model->held() && m_fit.tileHeight > 0)
        return fitOf(m_fit.size, m_fit.zoom, m_fit.tight);
    if (!m_wall) {
        for (const TileSize size : {Large, Titled, Medium, Compact, Small}) {
            const Fit fit = fitOf(size, 1);
            if (heightOf(fit) <= m_height)
                return fit;
        }
        return fitOf(Small, 1, true);
    }
    for (const qreal zoom : kWallZooms) {
        for (const TileSize size : {Large, Titled, Medium, Compact, Small}) {
            const Fit fit = fitOf(size, zoom);
            if (fit.tileWidth <= m_width && heightOf(fit) <= m_height)
                return fit;
        }
    }
    return fitOf(Small, 1, true);
}

void BoardLayout::arrange()
{
    m_fit = choose();
    m_places.clear();
    m_headers.clear();
    qreal y = 0;
    for (const BoardGroup &group : groups()) {
        if (!group.name.isEmpty()) {
            m_headers.push_back({group.name, y, group.count});
            y += m_headerHeight;
        }
        for (int i = 0; i < group.count; ++i) {
            const int column = i % m_fit.columns;
            const int line = i / m_fit.columns;
            m_places.emplace_back(column * (m_fit.tileWidth + m_gap),
                                  y + line * (m_fit.tileHeight + m_gap));
        }
        y += ((group.count + m_fit.columns - 1) / m_fit.columns) * (m_fit.tileHeight + m_gap);
    }
    m_contentHeight = std::max<qreal>(0, y - m_gap);
    ++m_revision;
    Q_EMIT changed();
}

qreal BoardLayout::tileX(int row, int) const
{
    const auto at = static_cast<std::size_t>(row);
    return at < m_places.size() ? m_places.at(at).x() : 0;
}

qreal BoardLayout::tileY(int row, int) const
{
    const auto at = static_cast<std::size_t>(row);
    return at < m_places.size() ? m_places.at(at).y() : 0;
}

qreal BoardLayout::headerY(int header, int) const
{
    const auto at = static_cast<std::size_t>(header);
    return at < m_headers.size() ? m_headers.at(at).y : 0;
}

QString BoardLayout::headerName(int header, int) const
{
    const auto at = static_cast<std::size_t>(header);
    return at < m_headers.size() ? m_headers.at(at).name : QString();
}

int BoardLayout::headerTiles(int header, int) const
{
    const auto at = static_cast<std::size_t>(header);
    return at < m_headers.size() ? m_headers.at(at).tiles : 0;
}

int BoardLayout::rowAt(qreal x, qreal y) const
{
    const QSizeF tile(m_fit.tileWidth, m_fit.tileHeight);
    for (std::size_t row = 0; row < m_places.size(); ++row) {
        if (QRectF(m_places.at(row), tile).contains(x, y))
            return static_cast<int>(row);
    }
    return -1;
}

int BoardLayout::nearestInLine(int row, bool down) const
{
    const QPointF from = m_places.at(static_cast<std::size_t>(row));
    int best = row;
    qreal bestLine = 0;
    qreal bestDistance = 0;
    for (int other = 0; other < static_cast<int>(m_places.size()); ++other) {
        const QPointF place = m_places.at(static_cast<std::size_t>(other));
        const qreal line = down ? place.y() - from.y() : from.y() - place.y();
        if (line <= 0)
            continue;
        const qreal distance = std::abs(place.x() - from.x());
        if (best == row || line < bestLine || (line == bestLine && distance < bestDistance)) {
            best = other;
            bestLine = line;
            bestDistance = distance;
        }
    }
    return best;
}

int BoardLayout::neighbour(int row, Direction direction) const
{
    const int count = static_cast<int>(m_places.size());
    if (count == 0)
        return -1;
    if (row < 0 || row >= count)
        return direction == Last || direction == Up || direction == Left ? count - 1 : 0;
    switch (direction) {
    case Left:
        return std::max(0, row - 1);
    case Right:
        return std::min(count - 1, row + 1);
    case Up:
        return nearestInLine(row, false);
    case Down:
        return nearestInLine(row, true);
    case First:
        return 0;
    case Last:
        return count - 1;
    case PageUp:
    case PageDown: {
        const int lines = std::max(1, static_cast<int>(m_height / (m_fit.tileHeight + m_gap)) - 1);
        int reached = row;
        for (int i = 0; i < lines; ++i)
            reached = nearestInLine(reached, direction == PageDown);
        return reached;
    }
    }
    Q_UNREACHABLE();
    return row;
}

} // namespace dogwatch
