// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch.Models

// The foot of the window: whether events are taken, how fast, and that none is lost.
Rectangle {
    id: root

    required property ServerState server

    function tell(meaning: string) {
        popup.meaning = meaning;
        popup.open();
    }

    implicitHeight: Theme.rowHeight + 2
    color: Theme.surface
    clip: true
    Accessible.role: Accessible.StatusBar
    Accessible.name: qsTr("State of the server")

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.hairline
    }
    Row {
        x: Theme.spacing * 1.5
        height: parent.height
        spacing: Theme.spacing * 2

        Row {
            height: parent.height
            spacing: Theme.spacing * 0.75

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.round(Theme.lineHeight * 0.5)
                height: width
                radius: root.server.listening ? width / 2 : 0
                color: root.server.listening ? Theme.good
                    : root.server.store === ServerState.Wiring ? Theme.dim : Theme.danger
            }
            TrustItem {
                text: root.server.listening ? qsTr("listening on %1").arg(root.server.address)
                    : root.server.store === ServerState.Wiring ? qsTr("starting")
                    : qsTr("not listening")
                bad: !root.server.listening && root.server.store !== ServerState.Wiring
                meaning: root.server.listening
                    ? qsTr("Agents' hooks reach Dogwatch here and over its local socket.")
                    : qsTr("No event can be taken now: hooks keep theirs on disk, and they are taken in later. %1").arg(root.server.problem)
                onAsked: (meaning) => root.tell(meaning)
            }
        }
        TrustItem {
            text: root.server.rateText
            meaning: qsTr("Events committed in the last minute.")
        }
        TrustItem {
            text: root.server.commitText
            meaning: qsTr("99 of 100 events were safely on disk, and acknowledged, within this time.")
        }
        TrustItem {
            text: root.server.droppedText
            bad: root.server.dropping
            meaning: root.server.dropping
                ? qsTr("Events that were acknowledged are not in the store. This must never happen: please keep the data folder as it is and report it.")
                : qsTr("Events that were acknowledged and are not in the store.")
            onAsked: (meaning) => root.tell(meaning)
        }
        TrustItem {
            text: root.server.spooledText
            bad: root.server.spooling
            meaning: root.server.spooling
                ? qsTr("Events that hooks could not deliver wait on disk to be taken in. If the number does not fall, the store can't be written: look for a full disk.")
                : qsTr("Events that wait on disk to be taken in.")
            onAsked: (meaning) => root.tell(meaning)
        }
        TrustItem {
            text: root.server.deadLettersText
            bad: true
            meaning: qsTr("Events that were kept whole but could not be understood. See: dogwatchctl dead-letters list")
            onAsked: (meaning) => root.tell(meaning)
        }
        TrustItem {
            text: root.server.jobsText
            bad: true
            meaning: qsTr("Scheduled jobs, or some of them, are not run now; what is due waits. %1").arg(root.server.jobsProblem)
            onAsked: (meaning) => root.tell(meaning)
        }
        TrustItem {
            text: root.server.storeText
            meaning: qsTr("Size of the store on disk.")
        }
    }

    Popup {
        id: popup

        property string meaning

        x: Theme.spacing
        y: -height - Theme.spacing
        padding: Theme.spacing * 1.5
        focus: true
        background: Rectangle {
            color: Theme.surface
            border.color: Theme.hairline
            radius: Theme.radius
        }
        contentItem: PlainText {
            text: popup.meaning
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            width: Theme.averageWidth * 60
            Accessible.role: Accessible.AlertMessage
            Accessible.name: popup.meaning
        }
    }
}
