// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// Something that is on or off, said by a word.
Rectangle {
    id: root

    required property string text
    required property bool checked
    property bool dot: false // a mark that is filled while it is on

    signal clicked

    implicitWidth: row.width + Theme.spacing * 1.5
    implicitHeight: Theme.rowHeight
    radius: Theme.radius
    color: root.checked && !root.dot ? Theme.accentSoft : hover.hovered ? Theme.hover : "transparent"
    border.width: root.activeFocus ? 2 : root.dot ? 0 : 1
    border.color: root.activeFocus || root.checked ? Theme.accent : Theme.hairline
    activeFocusOnTab: true
    Accessible.role: Accessible.CheckBox
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.focusable: true
    Accessible.onPressAction: root.clicked()
    Accessible.onToggleAction: root.clicked()
    Keys.onSpacePressed: root.clicked()
    Keys.onReturnPressed: root.clicked()

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.spacing * 0.75

        PlainText {
            text: root.text
            color: root.checked ? Theme.text : Theme.dim
        }
        Rectangle {
            visible: root.dot
            anchors.verticalCenter: parent.verticalCenter
            width: Math.round(Theme.lineHeight * 0.6)
            height: width
            radius: width / 2
            color: root.checked ? Theme.accent : "transparent"
            border.width: 1.5
            border.color: root.checked ? Theme.accent : Theme.dim
        }
    }
    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: root.clicked()
    }
}
