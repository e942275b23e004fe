// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// One text that was found: where and when, and the words around.
Item {
    id: root

    required property int index
    required property string where
    required property string kindText
    required property string timeText
    required property list<string> pieces // every second one was found
    required property string detail
    property bool current: false
    property bool focused: false

    signal picked
    signal opened
    signal pointed(on: bool)

    height: Theme.rowHeight * 2
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2: %3").arg(root.where).arg(root.kindText).arg(Array.from(root.pieces).join(""))
    Accessible.selected: root.current
    Accessible.selectable: true
    Accessible.onPressAction: root.opened()

    RowBack {
        anchors.fill: parent
        current: root.current
        focused: root.focused
        hovered: hover.hovered
    }
    PlainText {
        id: kind

        x: Theme.spacing * 1.5
        height: Theme.rowHeight
        width: Theme.averageWidth * 18
        text: root.kindText
        color: Theme.dim
    }
    PlainText {
        anchors.left: kind.right
        anchors.right: time.left
        anchors.rightMargin: Theme.spacing
        height: Theme.rowHeight
        text: root.where
        color: Theme.dim
    }
    PlainText {
        id: time

        anchors.right: parent.right
        anchors.rightMargin: Theme.spacing * 1.5
        height: Theme.rowHeight
        text: root.timeText
        color: Theme.dim
    }
    Row {
        id: words

        x: Theme.spacing * 1.5
        y: Theme.rowHeight - Theme.spacing * 0.4
        width: root.width - Theme.spacing * 3
        height: Theme.rowHeight
        clip: true

        Repeater {
            model: root.pieces

            PlainText {
                id: piece

                required property int index
                required property string modelData
                readonly property bool found: piece.index % 2 === 1
                // Of a long beginning the end is shown, so that what was found is in sight.
                readonly property real room: piece.index === 0 && root.pieces.length > 1
                    ? words.width * 0.5 : words.width - piece.x

                width: Math.max(0, Math.min(implicitWidth, piece.room))
                height: words.height
                text: piece.modelData
                font.bold: piece.found
                elide: piece.index === 0 && root.pieces.length > 1 ? Text.ElideLeft : Text.ElideRight

                Rectangle {
                    anchors.fill: parent
                    anchors.topMargin: Theme.spacing * 0.25
                    anchors.bottomMargin: Theme.spacing * 0.25
                    z: -1
                    visible: piece.found
                    color: Theme.warningSoft
                }
            }
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.hairline
    }
    HoverHandler {
        id: hover

        onHoveredChanged: root.pointed(hover.hovered)
    }
    TapHandler {
        onTapped: root.picked()
        onDoubleTapped: root.opened()
    }
}
