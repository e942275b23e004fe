// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// A figure that opens to what it is made of, by Enter, blank or click.
Item {
    id: root

    required property string name
    property string about: qsTr("Shows the messages behind the figure")
    default property alias content: body.data

    signal opened

    implicitWidth: body.childrenRect.width
    implicitHeight: body.childrenRect.height
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: root.name
    Accessible.description: root.about
    Accessible.onPressAction: root.opened()
    Keys.onReturnPressed: root.opened()
    Keys.onEnterPressed: root.opened()
    Keys.onSpacePressed: root.opened()

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.spacing * 0.5
        radius: Theme.radius
        color: hover.hovered ? Theme.hover : "transparent"
        border.width: root.activeFocus ? 2 : 0
        border.color: Theme.accent
    }
    Item {
        id: body

        anchors.fill: parent
    }
    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }
    TapHandler {
        onTapped: root.opened()
    }
}
