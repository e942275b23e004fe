// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// The board before the first session: the three steps that make it work.
FocusScope {
    id: root

    required property GuiActions actions
    readonly property HookTargetsModel targets: root.actions.hookTargets

    onVisibleChanged: {
        if (root.visible)
            root.actions.findHookTargets();
    }

    Column {
        anchors.centerIn: parent
        width: Math.min(root.width - Theme.spacing * 4, Theme.averageWidth * 84)
        spacing: Theme.spacing * 2

        PlainText {
            width: parent.width
            text: qsTr("No agent has reported yet")
            font.pixelSize: Theme.largeSize
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        FirstStep {
            width: parent.width
            number: 1
            title: qsTr("Let your agents report")
            detail: !root.targets.searched ? qsTr("Looking for agents on this machine …")
                : root.targets.count === 0
                ? qsTr("No agent was found on this machine. Install one, or take a look at the demo.")
                : qsTr("Adds Dogwatch's hooks to the agent's own settings, keeps what is there, and makes a backup.")

            Repeater {
                model: root.targets

                HookTarget {
                    width: parent ? parent.width : 0
                    onInstallWanted: (agent) => root.actions.installHooks(agent)
                }
            }
        }
        FirstStep {
            width: parent.width
            number: 2
            title: qsTr("Start an agent")
            detail: qsTr("In any terminal, in any folder. It appears here with its first event.")
        }
        FirstStep {
            width: parent.width
            visible: root.actions.canPlayDemo
            number: 3
            title: qsTr("Or watch recorded sessions first")
            detail: qsTr("Plays them in a throw-away store; nothing of yours is touched.")

            PlainButton {
                text: qsTr("Play the demo")
                onClicked: root.actions.playDemo()
            }
        }
    }
}
