// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Graph
import Dogwatch.Models

// A line to type a search into; Esc empties it and, empty, leaves it.
Rectangle {
    id: root

    property alias text: input.text
    property string placeholder
    readonly property bool typing: input.activeFocus

    signal finished // the keyboard goes back to the page
    signal accepted

    function begin() {
        input.forceActiveFocus(Qt.ShortcutFocusReason);
        input.selectAll();
    }

    implicitWidth: Theme.averageWidth * 34
    implicitHeight: Theme.rowHeight + 2
    radius: Theme.radius
    color: Theme.field
    border.width: input.activeFocus ? 2 : 1
    border.color: input.activeFocus ? Theme.accent : Theme.hairline

    TapHandler {
        onTapped: root.begin()
    }
    Icon {
        id: lens

        x: Theme.spacing
        anchors.verticalCenter: parent.verticalCenter
        width: Math.round(Theme.lineHeight * 0.8)
        height: width
        kind: Icon.Search
        color: Theme.dim
    }
    PlainText {
        anchors.fill: input
        visible: input.text.length === 0 && input.preeditText.length === 0
        text: root.placeholder
        color: Theme.dim
    }
    TextInput {
        id: input

        anchors.left: lens.right
        anchors.right: clear.visible ? clear.left : parent.right
        anchors.leftMargin: Theme.spacing * 0.75
        anchors.rightMargin: Theme.spacing
        height: parent.height
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
        Accessible.name: root.placeholder
        Accessible.searchEdit: true
        // The window has an Esc of its own.
        Keys.onShortcutOverride: (event) => event.accepted = event.key === Qt.Key_Escape
        Keys.onEscapePressed: {
            if (input.text.length > 0)
                input.clear();
            else
                root.finished();
        }
        Keys.onDownPressed: root.finished()
        // Not by its signal: the key would then go on to whatever has the keyboard by now.
        Keys.onReturnPressed: root.accepted()
        Keys.onEnterPressed: root.accepted()
    }
    Item {
        id: clear

        anchors.right: parent.right
        width: root.height
        height: root.height
        visible: input.text.length > 0
        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Clear the search")
        Accessible.onPressAction: input.clear()

        Icon {
            anchors.centerIn: parent
            width: Math.round(Theme.lineHeight * 0.7)
            height: width
            kind: Icon.Close
            color: Theme.dim
        }
        TapHandler {
            onTapped: input.clear()
        }
    }
}
