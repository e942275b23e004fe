// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch.Models

// One of a few words; arrows change it.
FocusScope {
    id: root

    required property list<string> words
    required property int current
    required property string name

    signal picked(index: int)

    implicitWidth: row.width
    implicitHeight: Theme.rowHeight
    activeFocusOnTab: true
    Accessible.role: Accessible.Grouping
    Accessible.name: root.name
    Keys.onLeftPressed: root.picked(Math.max(0, root.current - 1))
    Keys.onRightPressed: root.picked(Math.min(root.words.length - 1, root.current + 1))

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.surface
        border.width: root.activeFocus ? 2 : 1
        border.color: root.activeFocus ? Theme.accent : Theme.hairline
    }
    Row {
        id: row

        height: parent.height

        Repeater {
            model: root.words.length

            Rectangle {
                id: word

                required property int index
                readonly property bool chosen: word.index === root.current

                y: 2
                width: label.implicitWidth + Theme.spacing * 2
                height: root.height - 4
                radius: Theme.radius - 1
                color: word.chosen ? Theme.accentSoft : hover.hovered ? Theme.hover : "transparent"
                Accessible.role: Accessible.RadioButton
                Accessible.name: label.text
                Accessible.checked: word.chosen
                Accessible.onPressAction: root.picked(word.index)

                PlainText {
                    id: label

                    anchors.centerIn: parent
                    text: root.words[word.index]
                    color: word.chosen ? Theme.text : Theme.dim
                }
                HoverHandler {
                    id: hover
                }
                TapHandler {
                    onTapped: root.picked(word.index)
                }
            }
        }
    }
}
