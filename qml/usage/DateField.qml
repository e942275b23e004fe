// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// A day to type, "2026-11-01"; taken with Enter or when the keyboard leaves.
Rectangle {
    id: root

    required property string day
    required property string name

    signal entered(day: string)

    function commit() {
        root.entered(input.text);
        input.text = Qt.binding(() => root.day);
    }

    implicitWidth: Theme.averageWidth * 14
    implicitHeight: Theme.rowHeight
    radius: Theme.radius
    color: Theme.field
    border.width: input.activeFocus ? 2 : 1
    border.color: !input.acceptableInput ? Theme.danger : input.activeFocus ? Theme.accent : Theme.hairline

    TextInput {
        id: input

        anchors.fill: parent
        leftPadding: Theme.spacing * 0.75
        rightPadding: Theme.spacing * 0.75
        verticalAlignment: TextInput.AlignVCenter
        horizontalAlignment: TextInput.AlignHCenter
        text: root.day
        color: Theme.text
        selectionColor: Theme.accent
        selectedTextColor: Theme.surface
        selectByMouse: true
        font.pixelSize: Theme.fontSize
        maximumLength: 10
        validator: RegularExpressionValidator {
            regularExpression: /[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])/
        }
        activeFocusOnTab: true
        Accessible.role: Accessible.EditableText
        Accessible.name: root.name
        onEditingFinished: root.commit()
    }
}
