// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// The names of the tabs, each with its figure; arrows change between them.
FocusScope {
    id: root

    required property list<string> words
    required property list<string> figures
    property int current: 0
    property bool untouched: true // nobody has chosen a tab yet

    signal picked(tab: int)

    // The strip keeps the keyboard.
    function move(by: int) {
        root.untouched = false;
        root.current = Math.max(0, Math.min(root.words.length - 1, root.current + by));
    }
    function pick(tab: int) {
        root.untouched = false;
        root.picked(tab);
    }

    implicitWidth: row.width + row.x * 2
    activeFocusOnTab: true
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Parts of the session")
    Keys.onLeftPressed: root.move(-1)
    Keys.onRightPressed: root.move(1)

    Row {
        id: row

        x: Theme.spacing * 1.5
        height: parent.height
        spacing: Theme.spacing * 2.5

        Repeater {
            model: root.words.length

            Item {
                id: tab

                required property int index
                readonly property bool chosen: tab.index === root.current

                width: label.width
                height: parent ? parent.height : 0
                Accessible.role: Accessible.PageTab
                Accessible.name: label.text
                Accessible.selected: tab.chosen
                Accessible.onPressAction: root.pick(tab.index)

                PlainText {
                    id: label

                    height: parent.height
                    text: root.figures[tab.index] !== ""
                        ? root.words[tab.index] + "  " + root.figures[tab.index]
                        : root.words[tab.index]
                    color: tab.chosen || hover.hovered ? Theme.text : Theme.dim
                    font.bold: tab.chosen
                }
                Rectangle {
                    visible: tab.chosen
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: root.activeFocus ? 4 : 2
                    color: Theme.accent
                }
                HoverHandler {
                    id: hover
                }
                TapHandler {
                    onTapped: root.pick(tab.index)
                }
            }
        }
    }
}
