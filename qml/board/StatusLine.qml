// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// The first line of a tile: shape, word and dwell; at the right how many subagents run.
Item {
    id: root

    required property Tile tile
    property bool withAgent: false
    readonly property real gap: Theme.spacing * 0.75 * root.tile.zoom

    StatusGlyph {
        id: glyph

        y: Math.round((root.height - height) / 2)
        width: Math.round(Theme.lineHeight * 0.75 * root.tile.zoom)
        height: width
        status: root.tile.status
        color: root.tile.statusColor
    }
    PlainText {
        id: word

        x: glyph.width + root.gap
        height: root.height
        width: Math.min(implicitWidth, root.width - x)
        text: root.tile.statusText
        color: root.tile.statusColor
        font.bold: true
        font.pixelSize: Theme.fontSize * root.tile.zoom
    }
    PlainText {
        id: dwell

        x: word.x + word.width + root.gap
        height: root.height
        width: Math.max(0, Math.min(implicitWidth, root.width - x))
        text: root.tile.dwell
        color: Theme.dim
        font.pixelSize: Theme.fontSize * root.tile.zoom
    }
    PlainText {
        readonly property real end: root.width - (count.visible
                                                  ? count.width + root.gap * 3 + fork.width : 0)

        visible: root.withAgent && dwell.x + dwell.width + root.gap + implicitWidth < end
        x: end - width
        height: root.height
        text: root.tile.agentTitle
        color: Theme.dim
        font.pixelSize: Theme.smallSize * root.tile.zoom
    }
    Icon {
        id: fork

        visible: count.visible
        x: count.x - width - root.gap * 0.5
        y: Math.round((root.height - height) / 2)
        width: Math.round(Theme.lineHeight * 0.7 * root.tile.zoom)
        height: width
        kind: Icon.Fork
        color: Theme.dim
    }
    PlainText {
        id: count

        // Rather not at all than upon the dwell time.
        visible: root.tile.subagents.length > 0
            && dwell.x + dwell.implicitWidth + root.gap <= fork.x
        x: root.width - width
        height: root.height
        text: root.tile.subagents
        color: Theme.dim
        font.pixelSize: Theme.fontSize * root.tile.zoom
    }
}
