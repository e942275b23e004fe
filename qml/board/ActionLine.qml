// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// What a session does now: a tool and what it is applied to, or a sentence.
Item {
    id: root

    required property Tile tile
    readonly property bool isCall: root.tile.actionTool.length > 0

    MonoText {
        id: tool

        height: root.height
        width: Math.min(implicitWidth, root.width * 0.5)
        visible: root.isCall
        text: root.tile.actionTool
        font.bold: true
        font.pixelSize: Theme.smallSize * root.tile.zoom
    }
    MonoText {
        x: root.isCall ? tool.width + Theme.averageWidth * root.tile.zoom : 0
        height: root.height
        width: Math.max(0, age.x - x - (age.visible ? Theme.averageWidth : 0))
        text: root.tile.actionText
        font.family: root.isCall ? Theme.monoFamily : Theme.family
        color: root.isCall ? Theme.text : Theme.dim
        font.pixelSize: Theme.smallSize * root.tile.zoom
    }
    PlainText {
        id: age

        visible: text.length > 0
        x: root.width - width
        height: root.height
        width: visible ? implicitWidth : 0
        text: root.tile.actionAge
        color: Theme.dim
        font.pixelSize: Theme.smallSize * root.tile.zoom
    }
}
