// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// All that is known of a session, in five lines.
Tile {
    id: root

    readonly property real line: (root.height - root.pad * 2) / 5
    readonly property real pad: Theme.spacing * root.zoom
    readonly property real inner: root.width - root.pad * 2
    readonly property real textSize: Theme.fontSize * root.zoom
    readonly property real figureSize: Theme.smallSize * root.zoom

    StatusLine {
        x: root.pad
        y: root.pad
        width: root.inner
        height: root.line
        tile: root
    }
    PlainText {
        id: project

        x: root.pad
        y: root.pad + root.line
        width: Math.min(implicitWidth, root.inner * 0.66)
        height: root.line
        text: root.project
        font.bold: true
        font.pixelSize: root.textSize
    }
    PlainText {
        x: project.x + project.width + root.pad * 0.75
        y: project.y
        width: Math.max(0, root.width - root.pad - x)
        height: root.line
        text: root.branch
        color: Theme.dim
        font.pixelSize: root.textSize
    }
    PlainText {
        x: root.pad
        y: root.pad + root.line * 2
        width: root.inner
        height: root.line
        text: root.title
        color: Theme.dim
        font.pixelSize: root.textSize
    }
    ActionLine {
        x: root.pad
        y: root.pad + root.line * 3
        width: root.inner
        height: root.line
        tile: root
    }
    PlainText {
        id: agent

        x: root.pad
        y: root.pad + root.line * 4
        width: Math.min(implicitWidth, root.inner * 0.45)
        height: root.line
        text: root.model.length > 0 ? root.model : root.agentTitle
        color: Theme.dim
        font.pixelSize: root.figureSize
    }
    PlainText {
        id: calls

        x: root.width - root.pad - width
        y: agent.y
        width: Math.min(implicitWidth, root.inner * 0.3)
        height: root.line
        text: root.calls
        color: Theme.dim
        font.pixelSize: root.figureSize
    }
    Sparkline {
        x: calls.x - width - root.pad
        y: agent.y + root.line * 0.12
        visible: x > agent.x + agent.width
        width: Math.min(root.inner * 0.26, Theme.averageWidth * 12 * root.zoom)
        height: root.line * 0.76
        values: root.activity
        color: root.statusColor
    }
}
