// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// Above what a figure is made of: the way back, what it is, and a choice.
Rectangle {
    id: root

    required property string title
    default property alias choice: side.data

    signal closeRequested

    height: Theme.rowHeight + Theme.spacing * 1.5
    color: Theme.surface

    PlainButton {
        id: back

        x: Theme.spacing * 1.5
        anchors.verticalCenter: parent.verticalCenter
        height: Theme.rowHeight
        topPadding: 0
        bottomPadding: 0
        text: qsTr("Back (Esc)")
        onClicked: root.closeRequested()
    }
    PlainText {
        anchors.left: back.right
        anchors.leftMargin: Theme.spacing * 1.5
        anchors.right: side.left
        anchors.rightMargin: Theme.spacing
        height: parent.height
        text: root.title
        font.bold: true
    }
    Item {
        id: side

        anchors.right: parent.right
        anchors.rightMargin: Theme.spacing * 1.5
        anchors.verticalCenter: parent.verticalCenter
        width: childrenRect.width
        height: childrenRect.height
    }
}
