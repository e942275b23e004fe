// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// Asks whether a job is really to go.
FocusScope {
    id: root

    property real job: -1
    property string name

    signal confirmed
    signal closeRequested

    function begin(job: real, name: string) {
        root.job = job;
        root.name = name;
        keep.forceActiveFocus(Qt.OtherFocusReason);
    }

    Accessible.role: Accessible.Dialog
    Accessible.name: question.text

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - Theme.spacing * 4, Theme.averageWidth * 70)
        spacing: Theme.spacing * 1.5

        PlainText {
            id: question

            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            font.pixelSize: Theme.largeSize
            text: qsTr("Delete “%1”?").arg(root.name)
        }
        PlainText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            color: Theme.dim
            text: qsTr("It is due no more, and what it did is not listed any more. A pause can be taken back.")
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.spacing

            PlainButton {
                text: qsTr("Delete")
                onClicked: root.confirmed()
            }
            PlainButton {
                id: keep

                focus: true
                text: qsTr("Keep it (Esc)")
                leading: true
                onClicked: root.closeRequested()
            }
        }
    }
}
