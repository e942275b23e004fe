// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// One line to type, with its name before it.
Row {
    id: root

    required property string name
    property alias text: input.text
    property alias maximumLength: input.maximumLength // default 200
    property bool bad: false
    property real nameWidth: Theme.averageWidth * 12

    signal accepted

    function takeFocus() {
        input.forceActiveFocus(Qt.OtherFocusReason);
        input.selectAll();
    }

    spacing: Theme.spacing

    PlainText {
        width: root.nameWidth
        height: Theme.rowHeight
        text: root.name
        color: Theme.dim
    }
    Rectangle {
        width: root.width - root.nameWidth - root.spacing
        height: Theme.rowHeight
        radius: Theme.radius
        color: Theme.field
        border.width: input.activeFocus ? 2 : 1
        border.color: root.bad ? Theme.danger : input.activeFocus ? Theme.accent : Theme.hairline

        TextInput {
            id: input

            anchors.fill: parent
            leftPadding: Theme.spacing * 0.75
            rightPadding: Theme.spacing * 0.75
            verticalAlignment: TextInput.AlignVCenter
            clip: true
            color: Theme.text
            selectionColor: Theme.accent
            selectedTextColor: Theme.surface
            selectByMouse: true
            font.pixelSize: Theme.fontSize
            maximumLength: 200
            activeFocusOnTab: true
            Accessible.role: Accessible.EditableText
            Accessible.name: root.name
            onAccepted: root.accepted()
        }
    }
}
