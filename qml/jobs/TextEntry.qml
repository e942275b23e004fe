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
    property real nameWidth: Theme.averageWidth * 12 // 0: somebody else shows it
    property alias most: input.maximumLength

    signal accepted
    signal finished // by Enter, or by going elsewhere

    function takeFocus() {
        input.forceActiveFocus(Qt.OtherFocusReason);
        input.selectAll();
    }

    spacing: Theme.spacing

    PlainText {
        visible: root.nameWidth > 0
        width: root.nameWidth
        height: Theme.rowHeight
        text: root.name
        color: Theme.dim
    }
    Rectangle {
        width: root.nameWidth > 0 ? root.width - root.nameWidth - root.spacing : root.width
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
            onEditingFinished: root.finished()
        }
    }
}
