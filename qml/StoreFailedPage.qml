// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Graph
import Dogwatch.Models

// Takes the place of everything while the store can't be used. Nothing is moved or changed unasked:
// each remedy says first what it does.
FocusScope {
    id: root

    required property ServerState server
    required property GuiActions actions

    property string remedy // "", "aside" or "restore": about to be confirmed

    // A button that has led on is hidden by then; the keyboard goes to the one that does nothing.
    onRemedyChanged: {
        if (root.remedy.length > 0)
            cancel.forceActiveFocus(Qt.TabFocusReason);
        else
            retry.forceActiveFocus(Qt.TabFocusReason);
    }
    Keys.onEscapePressed: root.remedy = ""
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title.text
    Accessible.description: root.server.storeReason

    Column {
        anchors.centerIn: parent
        width: Math.min(root.width - Theme.spacing * 4, Theme.averageWidth * 80)
        spacing: Theme.spacing * 1.5

        Icon {
            width: Theme.lineHeight * 2
            height: width
            kind: Icon.Warning
            color: Theme.danger
        }
        PlainText {
            id: title

            width: parent.width
            wrapMode: Text.Wrap
            text: qsTr("The store can't be used")
            font.pixelSize: Theme.largeSize
            color: Theme.danger
        }
        PlainText {
            width: parent.width
            wrapMode: Text.Wrap
            maximumLineCount: 8
            text: root.server.storeReason
        }
        PlainText {
            width: parent.width
            wrapMode: Text.Wrap
            color: Theme.dim
            text: qsTr("No event is lost meanwhile: the agents' hooks keep theirs on disk, and they are taken in once the store works again. Nothing in the data folder has been changed.")
        }
        Row {
            visible: root.remedy.length === 0
            spacing: Theme.spacing

            PlainButton {
                id: retry

                focus: true
                leading: true
                text: qsTr("Retry")
                onClicked: root.actions.retryStore()
            }
            PlainButton {
                visible: root.server.canRestore
                text: qsTr("Restore a backup …")
                onClicked: root.remedy = "restore"
            }
            PlainButton {
                visible: root.server.canSetAside
                text: qsTr("Set aside …")
                onClicked: root.remedy = "aside"
            }
        }
        Column {
            width: parent.width
            visible: root.remedy.length > 0
            spacing: Theme.spacing

            PlainText {
                width: parent.width
                wrapMode: Text.Wrap
                text: root.remedy === "restore"
                    ? qsTr("The latest backup takes the place of the store. The files that can't be used are kept beside it, under another name.")
                    : qsTr("The files of the store are renamed, and kept, and Dogwatch begins with an empty store.")
            }
            Row {
                spacing: Theme.spacing

                PlainButton {
                    leading: true
                    text: root.remedy === "restore" ? qsTr("Restore the latest backup")
                                                    : qsTr("Set the store aside")
                    onClicked: {
                        if (root.remedy === "restore")
                            root.actions.restoreBackup();
                        else
                            root.actions.setAsideStore();
                        root.remedy = "";
                    }
                }
                PlainButton {
                    id: cancel

                    text: qsTr("Cancel")
                    onClicked: root.remedy = ""
                }
            }
        }
    }
}
