// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// The agents of this machine and whether they report.
SettingsPart {
    id: root

    readonly property HookTargetsModel targets: root.actions.hookTargets

    Component.onCompleted: root.actions.findHookTargets()

    PlainText {
        width: parent.width
        wrapMode: Text.Wrap
        color: Theme.dim
        text: !root.targets.searched ? qsTr("Looking for agents on this machine …")
            : root.targets.count === 0 ? qsTr("No agent was found on this machine.")
            : qsTr("Adds Dogwatch's hooks to the agent's own settings, keeps what is there, and makes a backup.")
    }
    Repeater {
        model: root.targets

        HookTarget {
            width: parent ? parent.width : 0
            onInstallWanted: (agent) => root.actions.installHooks(agent)
        }
    }
}
