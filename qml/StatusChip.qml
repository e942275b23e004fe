// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Graph
import Dogwatch.Models

// One status with its number: legend and filter in one.
Rectangle {
    id: root

    required property int status
    required property string word
    required property string meaning
    required property int number
    required property bool selected
    property bool compact: false

    signal chosen(added: bool)

    implicitWidth: content.width + Theme.spacing * 2
    implicitHeight: Theme.rowHeight + 2
    radius: height / 2
    color: root.selected ? Theme.accentSoft : hover.hovered ? Theme.hover : Theme.surface
    border.width: root.activeFocus ? 2 : 1
    border.color: root.activeFocus || root.selected ? Theme.accent : Theme.hairline
    activeFocusOnTab: true

    Accessible.role: Accessible.CheckBox
    Accessible.name: root.word
    Accessible.description: qsTr("%n session(s)", "", root.number) + ". " + root.meaning
    Accessible.checkable: true
    Accessible.checked: root.selected
    Accessible.focusable: true
    Accessible.onPressAction: root.chosen(false)
    Accessible.onToggleAction: root.chosen(true)
    Keys.onPressed: (event) => {
        if (event.key !== Qt.Key_Return && event.key !== Qt.Key_Enter && event.key !== Qt.Key_Space)
            return;
        root.chosen((event.modifiers & Qt.ControlModifier) !== 0);
        event.accepted = true;
    }

    HoverHandler {
        id: hover
    }
    TapHandler {
        acceptedModifiers: Qt.NoModifier
        onTapped: root.chosen(false)
    }
    TapHandler {
        acceptedModifiers: Qt.ControlModifier
        onTapped: root.chosen(true)
    }

    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.spacing * 0.75
        opacity: root.number > 0 || root.selected ? 1 : 0.5

        StatusGlyph {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.round(Theme.lineHeight * 0.75)
            height: width
            status: root.status
            color: Theme.statusColors[root.status]
        }
        PlainText {
            anchors.verticalCenter: parent.verticalCenter
            text: root.number
            font.bold: true
        }
        PlainText {
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.compact
            text: root.word
            color: Theme.dim
        }
    }

    Tip {
        visible: hover.hovered
        text: root.meaning + "\n"
            + (root.status === Status.Ended
                ? qsTr("Counted for 24 hours; the board shows those of the last hour.") + "\n" : "")
            + qsTr("Click: only these · Ctrl+click: these too")
    }
}
