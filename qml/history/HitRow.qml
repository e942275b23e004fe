// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

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
    required property string before
    required property string found
    required property string after
    required property string detail
    property bool current: false
    property bool focused: false

    signal picked
    signal opened
    signal pointed(on: bool)

    height: Theme.rowHeight * 2
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2: %3%4%5").arg(root.where).arg(root.kindText).arg(root.before).arg(root.found).arg(root.after)
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
    Item {
        x: Theme.spacing * 1.5
        y: Theme.rowHeight - Theme.spacing * 0.4
        width: root.width - Theme.spacing * 3
        height: Theme.rowHeight
        clip: true

        PlainText {
            id: before

            width: Math.min(implicitWidth, parent.width * 0.5)
            height: parent.height
            text: root.before
            elide: Text.ElideLeft
        }
        Rectangle {
            anchors.fill: found
            anchors.topMargin: Theme.spacing * 0.25
            anchors.bottomMargin: Theme.spacing * 0.25
            color: Theme.warningSoft
        }
        PlainText {
            id: found

            anchors.left: before.right
            width: Math.min(implicitWidth, parent.width - x)
            height: parent.height
            text: root.found
            font.bold: true
        }
        PlainText {
            anchors.left: found.right
            width: Math.max(0, parent.width - x)
            height: parent.height
            text: root.after
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
