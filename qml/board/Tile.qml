// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Graph
import Dogwatch.Models

// One session on the board: its place, its frame and what its parts show. What stands inside follows
// from the size of the tiles and is added by TileLarge, TileMedium and TileSmall.
Item {
    id: root

    required property int index
    required property int status
    required property string statusText
    required property string dwell
    required property string project
    required property string branch
    required property string title
    required property string agentTitle
    required property string model
    required property string actionTool
    required property string actionText
    required property string actionAge
    required property string subagents
    required property string calls
    required property list<real> activity

    required property BoardLayout places
    property bool selected: false
    property bool focused: false
    property real flare: 0 // 0 to 1: how much a tile that needs a person stands out

    readonly property real zoom: root.places.zoom
    readonly property color statusColor: Theme.statusColors[root.status]
    readonly property bool needsInput: root.status === Status.NeedsInput

    signal opened

    x: root.places.tileX(root.index, root.places.revision)
    y: root.places.tileY(root.index, root.places.revision)
    width: root.places.tileWidth
    height: root.places.tileHeight

    Accessible.role: Accessible.ListItem
    Accessible.name: root.project + ", " + root.statusText
    Accessible.description: root.actionTool.length > 0 ? root.actionTool + " " + root.actionText
                                                       : root.actionText
    Accessible.selectable: true
    Accessible.selected: root.selected
    Accessible.focusable: true
    Accessible.focused: root.selected && root.focused
    Accessible.onPressAction: root.opened()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.statusTints[root.status]
        border.width: root.selected ? 2 : root.needsInput && root.flare > 0 ? 1 + root.flare * 2 : 1
        border.color: root.selected ? (root.focused ? Theme.accent : Theme.dim)
            : root.needsInput ? Qt.alpha(root.statusColor, 0.45 + 0.55 * root.flare)
            : root.status === Status.Failed || root.status === Status.Stalled
              ? Qt.alpha(root.statusColor, 0.45) : Theme.hairline
    }
    Hatch {
        anchors.fill: parent
        anchors.margins: 2
        visible: root.status === Status.Stalled
        color: Qt.alpha(root.statusColor, 0.14)
        step: Theme.lineHeight * 0.7
    }
}
