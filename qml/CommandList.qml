// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch.Graph
import Dogwatch.Models

// A line to type a name into, and what has that name.
Column {
    id: root

    required property CommandsModel commands
    required property real mostHeight

    signal chosen(row: int)

    function begin() {
        input.clear();
        root.commands.search = "";
        root.commands.refresh();
        list.currentIndex = 0;
        input.forceActiveFocus(Qt.PopupFocusReason);
    }

    spacing: Theme.spacing

    Rectangle {
        width: parent.width
        height: Theme.rowHeight + Theme.spacing
        radius: Theme.radius
        color: Theme.field
        border.color: Theme.accent

        PlainText {
            anchors.fill: input
            visible: input.text.length === 0 && input.preeditText.length === 0
            text: qsTr("An action or a session")
            color: Theme.dim
        }
        TextInput {
            id: input

            anchors.fill: parent
            anchors.leftMargin: Theme.spacing
            anchors.rightMargin: Theme.spacing
            verticalAlignment: TextInput.AlignVCenter
            clip: true
            focus: true
            color: Theme.text
            selectionColor: Theme.accent
            selectedTextColor: Theme.surface
            font.pixelSize: Theme.fontSize
            maximumLength: 200
            Accessible.role: Accessible.EditableText
            Accessible.name: qsTr("An action or a session")
            onTextChanged: {
                root.commands.search = input.text;
                list.currentIndex = 0;
            }
            onAccepted: root.chosen(list.currentIndex)
            Keys.onDownPressed: list.incrementCurrentIndex()
            Keys.onUpPressed: list.decrementCurrentIndex()
        }
    }
    PlainList {
        id: list

        width: parent.width
        height: Math.max(Theme.rowHeight, Math.min(contentHeight, root.mostHeight))
        reuseItems: true
        highlightMoveDuration: 0
        model: root.commands
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Actions and sessions")
        ScrollBar.vertical: ThinScrollBar {}

        delegate: Rectangle {
            id: entry

            required property int index
            required property string name
            required property string detail
            required property string keys
            required property int status
            readonly property bool current: entry.index === list.currentIndex

            width: ListView.view ? ListView.view.width : 0
            height: Theme.rowHeight + 4
            color: entry.current ? Theme.accentSoft : hover.hovered ? Theme.hover : "transparent"
            Accessible.role: Accessible.ListItem
            Accessible.name: entry.name
            Accessible.description: entry.detail
            Accessible.selected: entry.current
            Accessible.onPressAction: root.chosen(entry.index)

            StatusGlyph {
                visible: entry.status >= 0
                x: Theme.spacing
                anchors.verticalCenter: parent.verticalCenter
                width: Math.round(Theme.lineHeight * 0.75)
                height: width
                status: Math.max(0, entry.status)
                color: Theme.statusColors[Math.max(0, entry.status)]
            }
            PlainText {
                id: label

                x: Theme.spacing * 2 + Theme.lineHeight
                height: parent.height
                width: Math.min(implicitWidth, parent.width * 0.5)
                text: entry.name
            }
            PlainText {
                x: label.x + label.width + Theme.spacing
                height: parent.height
                width: Math.max(0, keysLabel.x - x - Theme.spacing)
                text: entry.detail
                color: Theme.dim
            }
            MonoText {
                id: keysLabel

                x: parent.width - width - Theme.spacing * 1.5
                height: parent.height
                text: entry.keys
                color: Theme.dim
            }
            // Only a tint: a pointer that happens to rest here must not choose for the keyboard.
            HoverHandler {
                id: hover
            }
            TapHandler {
                onTapped: root.chosen(entry.index)
            }
        }

        PlainText {
            anchors.centerIn: parent
            visible: list.count === 0
            text: qsTr("Nothing of that name")
            color: Theme.dim
        }
    }
}
