// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// A setting with its name, what it does and why the last change was refused.
Item {
    id: root

    required property string title
    required property string help
    required property string problem
    required property string usual // the default; empty: it is what counts
    default property alias control: place.data

    signal resetWanted

    readonly property real nameWidth: Math.min(root.width * 0.4, Theme.averageWidth * 34)

    width: parent ? parent.width : 0
    height: Math.max(name.height, place.height + notes.height)
    Accessible.role: Accessible.Grouping
    Accessible.name: root.title
    Accessible.description: root.help

    PlainText {
        id: name

        width: root.nameWidth
        height: Math.max(Theme.rowHeight, implicitHeight)
        wrapMode: Text.Wrap
        text: root.title
    }
    Item {
        id: place

        x: root.nameWidth + Theme.spacing
        width: root.width - x
        height: Math.max(Theme.rowHeight, childrenRect.height)
    }
    Column {
        id: notes

        anchors.top: place.bottom
        x: place.x
        width: place.width

        PlainText {
            width: parent.width
            visible: root.problem.length > 0
            wrapMode: Text.Wrap
            color: Theme.danger
            text: root.problem
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        PlainText {
            width: parent.width
            visible: root.help.length > 0
            wrapMode: Text.Wrap
            color: Theme.dim
            font.pixelSize: Theme.smallSize
            text: root.help
        }
        PlainText {
            visible: root.usual.length > 0
            color: Theme.accent
            font.pixelSize: Theme.smallSize
            font.underline: resetHover.hovered || activeFocus
            text: qsTr("Back to %1").arg(root.usual)
            activeFocusOnTab: true
            Accessible.role: Accessible.Button
            Accessible.name: qsTr("%1: back to %2").arg(root.title).arg(root.usual)
            Accessible.focusable: true
            Accessible.onPressAction: root.resetWanted()
            Keys.onReturnPressed: root.resetWanted()
            Keys.onSpacePressed: root.resetWanted()

            HoverHandler {
                id: resetHover

                cursorShape: Qt.PointingHandCursor
            }
            TapHandler {
                onTapped: root.resetWanted()
            }
        }
    }
}
