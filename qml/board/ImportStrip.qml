// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// Offers the import of what lies on this machine, shows how far it is, and tells what came of it.
Rectangle {
    id: root

    required property ImportState importing
    required property UiSettings settings
    property bool wall: false

    readonly property bool running: root.importing.phase === ImportState.Running
    readonly property bool failed: root.importing.phase === ImportState.Failed
    readonly property bool offered: root.importing.phase === ImportState.Offered

    visible: !root.wall && root.importing.phase !== ImportState.None && !(root.offered && root.settings.importDismissed)
    implicitHeight: visible ? Theme.rowHeight + Theme.spacing * 1.5 : 0
    color: root.failed ? Theme.dangerSoft : Theme.surface
    clip: true
    Accessible.role: Accessible.Grouping
    Accessible.name: said.text

    PlainText {
        id: said

        anchors.left: parent.left
        anchors.leftMargin: Theme.spacing * 1.5
        anchors.right: buttons.left
        anchors.rightMargin: Theme.spacing
        height: parent.height - 3
        text: root.running ? qsTr("Importing history: %1").arg(root.importing.text) : root.importing.text
        color: root.failed ? Theme.danger : Theme.text
    }
    Row {
        id: buttons

        anchors.right: parent.right
        anchors.rightMargin: Theme.spacing * 1.5
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.spacing

        PlainButton {
            visible: root.offered || root.failed
            height: Theme.rowHeight
            topPadding: 0
            bottomPadding: 0
            leading: root.offered
            text: root.failed ? qsTr("Import again") : qsTr("Import history")
            onClicked: root.importing.start()
        }
        PlainButton {
            height: Theme.rowHeight
            topPadding: 0
            bottomPadding: 0
            text: root.running ? qsTr("Cancel") : root.offered ? qsTr("Not now") : qsTr("Close")
            onClicked: {
                if (root.running) {
                    root.importing.cancel();
                    return;
                }
                if (root.offered)
                    root.settings.importDismissed = true;
                root.importing.dismiss();
            }
        }
    }
    Rectangle {
        visible: root.running
        anchors.bottom: parent.bottom
        width: parent.width * root.importing.share
        height: 3
        color: Theme.accent
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.hairline
    }
}
