// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// What runs here and where it keeps things: what somebody who is asked for help wants to know.
SettingsPart {
    id: root

    readonly property list<string> facts: root.actions.facts // a name and what it is, in turn

    PlainText {
        text: qsTr("Dogwatch")
        font.pixelSize: Theme.largeSize
    }
    Column {
        width: parent.width
        spacing: Theme.spacing * 0.5

        Repeater {
            model: root.facts.length / 2

            Item {
                id: fact

                required property int index

                width: parent ? parent.width : 0
                height: Math.max(name.height, value.height)

                PlainText {
                    id: name

                    width: Math.min(fact.width * 0.4, Theme.averageWidth * 34)
                    wrapMode: Text.Wrap
                    color: Theme.dim
                    text: root.facts[fact.index * 2]
                }
                MonoText {
                    id: value

                    x: name.width + Theme.spacing
                    width: fact.width - x
                    wrapMode: Text.WrapAnywhere
                    text: root.facts[fact.index * 2 + 1]
                }
            }
        }
    }
    PlainButton {
        text: qsTr("Copy")
        Accessible.name: qsTr("Copy all of this")
        onClicked: {
            const lines = [];
            for (let i = 0; i + 1 < root.facts.length; i += 2)
                lines.push(root.facts[i] + ": " + root.facts[i + 1]);
            root.actions.copyText(lines.join("\n"));
        }
    }
}
