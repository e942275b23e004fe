// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// Where programs reach Dogwatch, and what they show to be let in.
SettingsPart {
    id: root

    ConfigRows {
        actions: root.actions
        section: "network"
    }
    SettingRow {
        id: token

        property bool isAsking: false

        function ask(isAsking: bool) {
            token.isAsking = isAsking;
            (isAsking ? keep : begin).forceActiveFocus(Qt.OtherFocusReason);
        }

        title: qsTr("Token")
        help: token.isAsking ? qsTr("The old one is refused at once. Programs of your own have to read the new one.")
            : qsTr("What a program shows to be let in over that port. Hooks and dogwatchctl need nothing from you.")
        problem: ""
        usual: ""

        Flow {
            width: parent.width
            spacing: Theme.spacing

            PlainButton {
                id: begin

                visible: !token.isAsking
                text: qsTr("Make a new one …")
                onClicked: token.ask(true)
            }
            PlainButton {
                visible: token.isAsking
                text: qsTr("Make a new token")
                onClicked: {
                    root.actions.renewToken();
                    token.ask(false);
                }
            }
            PlainButton {
                id: keep

                visible: token.isAsking
                leading: true
                text: qsTr("Keep the old one")
                onClicked: token.ask(false)
            }
        }
    }
}
