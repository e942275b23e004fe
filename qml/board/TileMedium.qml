// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// A session in three lines: what it is, where, and what it does.
Tile {
    id: root

    readonly property real line: (root.height - root.pad * 2) / 3
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
    ActionLine {
        x: root.pad
        y: root.pad + root.line * 2
        width: root.inner
        height: root.line
        tile: root
    }
}
