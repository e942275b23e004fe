// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// A session in one line: shape, project, dwell. In two where there is room: what it is about.
Tile {
    id: root

    readonly property real pad: Theme.spacing * 0.75 * root.zoom
    // The heading above says which project it is.
    property bool inProject: false

    readonly property string about: root.title.length > 0 ? root.title : root.actionText
    readonly property bool twoLines: root.places.tileSize === BoardLayout.Compact
    readonly property real line: root.twoLines ? (root.height - root.pad) / 2 : root.height
    readonly property real firstY: root.twoLines ? root.pad / 2 : 0

    StatusGlyph {
        id: glyph

        x: root.pad
        y: Math.round(root.firstY + (root.line - height) / 2)
        width: Math.round(Theme.lineHeight * 0.7 * root.zoom)
        height: width
        status: root.status
        color: root.statusColor
    }
    PlainText {
        x: glyph.x + glyph.width + root.pad
        y: root.firstY
        width: Math.max(0, dwell.x - root.pad * 0.75 - x)
        height: root.line
        text: root.inProject && !root.twoLines && root.about.length > 0 ? root.about : root.project
        font.bold: root.twoLines
        font.pixelSize: Theme.fontSize * root.zoom
    }
    PlainText {
        id: dwell

        x: root.width - width - root.pad
        y: root.firstY
        height: root.line
        text: root.dwell
        color: Theme.dim
        font.pixelSize: Theme.smallSize * root.zoom
    }
    PlainText {
        visible: root.twoLines
        x: root.pad
        y: root.firstY + root.line
        width: root.width - root.pad * 2
        height: root.line
        text: root.about
        color: Theme.dim
        font.pixelSize: Theme.fontSize * root.zoom
    }
}
