// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Graph
import Dogwatch.Models

// What stands in the place of a list that is loading, that failed, or that is empty: one sentence,
// why, and the one thing to do next.
Item {
    id: root

    property string title
    property string detail
    property string action // text of the button; empty: none
    property bool failed: false

    signal triggered

    Accessible.role: root.failed ? Accessible.AlertMessage : Accessible.Grouping
    Accessible.name: root.title
    Accessible.description: root.detail

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - Theme.spacing * 4, Theme.averageWidth * 70)
        spacing: Theme.spacing

        Icon {
            visible: root.failed
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.lineHeight * 2
            height: width
            kind: Icon.Warning
            color: Theme.danger
        }
        PlainText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            font.pixelSize: Theme.largeSize
            color: root.failed ? Theme.danger : Theme.text
            text: root.title
        }
        PlainText {
            width: parent.width
            visible: text.length > 0
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            maximumLineCount: 8
            color: Theme.dim
            text: root.detail
        }
        PlainButton {
            visible: root.action.length > 0
            anchors.horizontalCenter: parent.horizontalCenter
            leading: root.failed
            text: root.action
            onClicked: root.triggered()
        }
    }
}
