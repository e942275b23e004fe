// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// The inside of a menu's line: its text, and at the right the key that does the same.
Item {
    id: root

    property string text
    property string keys
    property color color: Theme.text

    implicitWidth: label.implicitWidth + Theme.spacing * 3 + keysLabel.implicitWidth
    implicitHeight: label.implicitHeight

    PlainText {
        id: label

        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - keysLabel.implicitWidth - Theme.spacing
        text: root.text
        color: root.color
    }
    PlainText {
        id: keysLabel

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: root.keys
        color: Theme.dim
        font.pixelSize: Theme.smallSize
    }
}
