// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// One session on the board. Its inside exists only while it can be seen, and is as rich as the size
// of the tiles allows.
TileBase {
    id: root

    property bool shown: true
    property bool selected: false
    property bool focused: false

    signal opened

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
        visible: root.shown
        radius: Theme.radius
        color: Theme.statusTints[root.status]
        border.width: root.selected ? 2 : 1
        border.color: root.selected ? (root.focused ? Theme.accent : Theme.dim)
            : root.status === Status.NeedsInput || root.status === Status.Failed
              || root.status === Status.Stalled
              ? Qt.alpha(root.statusColor, 0.45) : Theme.hairline
    }
    Loader {
        anchors.fill: parent
        anchors.margins: 2
        active: root.shown && root.status === Status.Stalled
        sourceComponent: Hatch {
            color: Qt.alpha(root.statusColor, 0.14)
            step: Theme.lineHeight * 0.7
        }
    }
    Loader {
        anchors.fill: parent
        active: root.shown && root.status === Status.NeedsInput && !Theme.reducedMotion
        sourceComponent: CallingFrame {
            color: root.statusColor
        }
    }
    Loader {
        anchors.fill: parent
        active: root.shown
        sourceComponent: root.tileSize === BoardLayout.Large ? large
            : root.tileSize === BoardLayout.Medium ? medium : small
    }

    Component {
        id: large

        TileLarge {
            tile: root
        }
    }
    Component {
        id: medium

        TileMedium {
            tile: root
        }
    }
    Component {
        id: small

        TileSmall {
            tile: root
        }
    }
}
