// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// A session in one line: shape, project, dwell.
Tile {
    id: root

    readonly property real pad: Theme.spacing * 0.75 * root.zoom

    StatusGlyph {
        id: glyph

        x: root.pad
        y: Math.round((root.height - height) / 2)
        width: Math.round(Theme.lineHeight * 0.7 * root.zoom)
        height: width
        status: root.status
        color: root.statusColor
    }
    PlainText {
        x: glyph.x + glyph.width + root.pad
        width: Math.max(0, dwell.x - root.pad * 0.75 - x)
        height: root.height
        text: root.project
        font.pixelSize: Theme.fontSize * root.zoom
    }
    PlainText {
        id: dwell

        x: root.width - width - root.pad
        height: root.height
        text: root.dwell
        color: Theme.dim
        font.pixelSize: Theme.smallSize * root.zoom
    }
}
