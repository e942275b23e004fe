// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch.Models

// Each key and what it does.
Column {
    id: root

    required property RailPages pages

    readonly property list<string> keys: [
        "?", "Ctrl+K", "/", root.pages.all.length > 1 ? "1 … " + root.pages.all.length : "1", "N", "I", "Ctrl+,", "← ↑ ↓ →", "J  K", "Enter", "Esc", "G",
        "A", "Z", "M", "Menu", "Ctrl+G", "Ctrl+C", "Ctrl+R", "Ctrl+T", "Ctrl+O", "F11", "Ctrl+Q"
    ]
    readonly property list<string> meanings: [
        qsTr("These keys"), qsTr("Every action, session and page by name"),
        qsTr("Search (also Ctrl+F)"), qsTr("Go to a page"), qsTr("The next session that needs you"),
        qsTr("What happened while you were away"), qsTr("Settings"), qsTr("Choose a session"), qsTr("The next and the one before"), qsTr("Open the session"),
        qsTr("Back; clear the filter"), qsTr("Group the board: none, by project, by agent"),
        qsTr("Mark as seen what waits for you there"), qsTr("Tell me again in 15 minutes"),
        qsTr("Its notifications off, and on again"), qsTr("What can be done with the session"), qsTr("Go to its terminal"), qsTr("Copy its id"),
        qsTr("Copy the command that resumes it"), qsTr("Copy the path of its transcript"),
        qsTr("Open its folder"), qsTr("Chips and wall only, to be read from afar"),
        qsTr("Quit Dogwatch")
    ]

    spacing: Theme.spacing * 0.5
    Accessible.role: Accessible.Dialog
    Accessible.name: heading.text

    PlainText {
        id: heading

        text: qsTr("Keys")
        font.pixelSize: Theme.largeSize
        bottomPadding: Theme.spacing
    }
    Repeater {
        model: root.keys.length

        Row {
            id: line

            required property int index

            spacing: Theme.spacing * 2

            MonoText {
                width: Theme.averageWidth * 14
                text: root.keys[line.index]
                font.bold: true
            }
            PlainText {
                text: root.meanings[line.index]
            }
        }
    }
}
