// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// A session in three lines: what it is, where, and what it does; in four where there is room: what it
// is about.
Tile {
    id: root

    readonly property bool titled: root.places.tileSize === BoardLayout.Titled
    readonly property int lines: root.titled ? 4 : 3
    readonly property real line: (root.height - root.pad * 2) / root.lines
    readonly property real pad: Theme.spacing * root.zoom
    readonly property real inner: root.width - root.pad * 2

    StatusLine {
        x: root.pad
        y: root.pad
        width: root.inner
        height: root.line
        tile: root
        withAgent: true
    }
    PlainText {
        id: project

        x: root.pad
        y: root.pad + root.line
        width: Math.min(implicitWidth, root.inner * 0.66)
        height: root.line
        text: root.project
        font.bold: true
        font.pixelSize: Theme.fontSize * root.zoom
    }
    PlainText {
        x: project.x + project.width + root.pad * 0.75
        y: project.y
        width: Math.max(0, root.width - root.pad - x)
        height: root.line
        text: root.branch
        color: Theme.dim
        font.pixelSize: Theme.fontSize * root.zoom
    }
    PlainText {
        visible: root.titled
        x: root.pad
        y: root.pad + root.line * 2
        width: root.inner
        height: root.line
        text: root.title
        color: Theme.dim
        font.pixelSize: Theme.fontSize * root.zoom
    }
    ActionLine {
        x: root.pad
        y: root.pad + root.line * (root.lines - 1)
        width: root.inner
        height: root.line
        tile: root
    }
}
