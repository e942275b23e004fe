// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// A session in one line: shape, project, dwell.
Item {
    id: root

    required property TileBase tile
    readonly property real pad: Theme.spacing * 0.75 * root.tile.zoom

    StatusGlyph {
        id: glyph

        x: root.pad
        y: Math.round((root.height - height) / 2)
        width: Math.round(Theme.lineHeight * 0.7 * root.tile.zoom)
        height: width
        status: root.tile.status
        color: root.tile.statusColor
    }
    PlainText {
        x: glyph.x + glyph.width + root.pad
        width: Math.max(0, dwell.x - root.pad * 0.75 - x)
        height: root.height
        text: root.tile.project
        font.pixelSize: Theme.fontSize * root.tile.zoom
    }
    PlainText {
        id: dwell

        x: root.width - width - root.pad
        height: root.height
        text: root.tile.dwell
        color: Theme.dim
        font.pixelSize: Theme.smallSize * root.tile.zoom
    }
}
