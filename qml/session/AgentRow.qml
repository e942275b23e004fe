// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// One agent in the tree; one that works has a second line that says on what.
Item {
    id: root

    required property int index
    required property bool whole
    required property string name
    required property string detail
    required property int depth
    required property int status
    required property string statusText
    required property string timeText
    required property string calls
    required property string lastAction
    required property bool live
    property bool chosen: false
    property bool paneFocused: false

    readonly property bool twoLines: root.live && root.lastAction.length > 0
    readonly property real indent: Theme.spacing * 1.5
        + Math.min(root.depth, 8) * Theme.averageWidth * 2.4

    signal picked
    signal pointed(on: bool)

    width: ListView.view ? ListView.view.width : 0
    height: Theme.rowHeight + (root.twoLines ? Theme.lineHeight : 0)
    Accessible.role: Accessible.TreeItem
    Accessible.name: root.whole ? root.name
        : qsTr("%1, %2, %3 calls").arg(root.name).arg(root.statusText).arg(root.calls)
    Accessible.description: root.lastAction
    Accessible.selected: root.chosen
    Accessible.selectable: true
    Accessible.focusable: true
    Accessible.onPressAction: root.picked()

    RowBack {
        anchors.fill: parent
        current: root.chosen
        focused: root.paneFocused
        hovered: hover.hovered
    }
    StatusGlyph {
        id: glyph

        visible: !root.whole
        x: root.indent
        y: Math.round((Theme.rowHeight - height) / 2)
        width: Math.round(Theme.lineHeight * 0.75)
        height: width
        status: root.status
        color: Theme.statusColors[root.status]
    }
    PlainText {
        x: root.whole ? root.indent : glyph.x + glyph.width + Theme.spacing * 0.75
        width: Math.max(0, time.x - x - Theme.spacing * 0.5)
        height: Theme.rowHeight
        text: root.name
        color: root.live || root.whole ? Theme.text : Theme.dim
    }
    PlainText {
        id: time

        x: root.width - Theme.averageWidth * 17
        width: Theme.averageWidth * 8
        height: Theme.rowHeight
        horizontalAlignment: Text.AlignRight
        text: root.timeText
        color: Theme.dim
    }
    PlainText {
        x: root.width - Theme.averageWidth * 9
        width: Theme.averageWidth * 7
        height: Theme.rowHeight
        horizontalAlignment: Text.AlignRight
        text: root.calls
        color: Theme.dim
    }
    MonoText {
        visible: root.twoLines
        x: glyph.x + glyph.width + Theme.spacing * 0.75
        y: Theme.rowHeight - Math.round(Theme.lineHeight * 0.2)
        width: root.width - x - Theme.averageWidth * 2
        height: Theme.lineHeight
        text: root.lastAction
        color: Theme.dim
    }
    HoverHandler {
        id: hover

        onHoveredChanged: root.pointed(hover.hovered)
    }
    TapHandler {
        onTapped: root.picked()
    }
}
